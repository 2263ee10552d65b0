"""A dialog made out of a kind: for kinds without a Designer form and for custom fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from itdesk.core.errors import DeskError
from itdesk.core.kinds import Column, Kind, Value
from itdesk.core.types import Type
from itdesk.ui.kit.banner import Banner
from itdesk.ui.kit.buttons import Button, literal
from itdesk.ui.kit.error_summary import ErrorSummary
from itdesk.ui.kit.fields import FormTools, editor_for
from itdesk.ui.kit.forms import FormBinder
from itdesk.ui.kit.text import Label, Panel
from itdesk.ui.kit.theme import theme
from itdesk.ui.kit.wording import error_text

SECTION_WIDTH, MARGIN = 150, 24


@dataclass(frozen=True, slots=True)
class Section:
    """A titled group of columns by contract name; texts are translated."""

    title: str
    columns: tuple[str, ...]
    hint: str = ""


class FieldLabel(QWidget):
    """The label above a field, with a red star when it is required."""

    def __init__(self, column: Column, buddy: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(3)
        label = Label(literal(column.label), "small", "text2", 500)
        label.setBuddy(buddy)
        row.addWidget(label)
        if column.required:
            row.addWidget(Label("*", "small", "crit_fg", 600))
        row.addStretch(1)


def field_block(column: Column, parent: QWidget | None = None) -> QWidget:
    """Label above, editor, hint below."""
    block = QWidget(parent)
    layout = QVBoxLayout(block)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(4)
    editor = editor_for(column, block)
    layout.addWidget(FieldLabel(column, editor, block))
    layout.addWidget(editor)
    if column.help:
        layout.addWidget(Label(column.help, "small", "text2", wrap=True))
    layout.addStretch(1)
    return block


class RecordForm(QWidget):
    """Sections with fields in two columns, long text over both."""

    def __init__(self, kind: Kind, sections: Sequence[Section], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, 16, MARGIN, 16)
        layout.setSpacing(14)
        for place, section in enumerate(sections):
            if place:
                line = QFrame(self)
                line.setObjectName("rule")
                line.setFixedHeight(1)
                layout.addWidget(line)
            layout.addWidget(self._section(kind, section))
        layout.addStretch(1)

    def _section(self, kind: Kind, section: Section) -> QWidget:
        holder = QWidget(self)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(20)
        row.addWidget(self._head(section))
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(10)
        self._fill(grid, [kind.column(name) for name in section.columns])
        row.addLayout(grid, 1)
        return holder

    def _head(self, section: Section) -> QWidget:
        head = QWidget(self)
        head.setFixedWidth(theme().px(SECTION_WIDTH))
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(Label(section.title, weight=600, wrap=True))
        if section.hint:
            column.addWidget(Label(section.hint, "small", "text2", wrap=True))
        column.addStretch(1)
        return head

    def _fill(self, grid: QGridLayout, columns: Sequence[Column]) -> None:
        place = 0
        for column in columns:
            wide = column.type is Type.LONG_TEXT
            if wide and place % 2:
                place += 1
            grid.addWidget(field_block(column, self), place // 2, place % 2, 1, 2 if wide else 1)
            place += 2 if wide else 1
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)


def default_sections(kind: Kind) -> tuple[Section, ...]:
    """The kind's editable columns; custom fields stand apart, below."""
    own = tuple(column.name for column in kind.columns if column.editable)
    sections = [Section(kind.label, own)]
    custom = tuple(column.name for column in kind.custom if column.editable)
    if custom:
        sections.append(Section(QCoreApplication.translate("RecordDialog", "Your own fields"), custom))
    return tuple(sections)


def _form(kind: Kind, sections: Sequence[Section], designed: QWidget | None, parent: QWidget) -> QWidget:
    """The fields: drawn in Designer, else made out of the kind."""
    every = default_sections(kind)
    if designed is None:
        return RecordForm(kind, sections or every, parent)
    form = QWidget(parent)
    column = QVBoxLayout(form)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(designed)
    if len(every) > 1:
        column.addWidget(RecordForm(kind, every[1:], form))
    column.addStretch(1)
    return form


class RecordDialog(QDialog):
    """Asks for a record's values. On `save_requested` write them, then call `saved()` or `show_failure()`."""

    save_requested = Signal(object)
    """{stored field: value} of what differs from the snapshot."""

    def __init__(
        self,
        kind: Kind,
        tools: FormTools,
        title: str,
        save_text: str,
        sections: Sequence[Section] = (),
        parent: QWidget | None = None,
        designed: QWidget | None = None,
    ) -> None:
        """`designed` is a Designer form; custom fields stand below it."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self._kind = kind
        self._banner = Banner(self)
        self._summary = ErrorSummary(self)
        self._form = _form(kind, sections, designed, self)
        self._save = Button(save_text, "primary")
        self._cancel = Button(self.tr("Cancel"))
        self.binder = FormBinder(kind, self._form, tools)
        self._arrange(title)
        self._connect()

    def _arrange(self, title: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = Panel("topbar", self)
        above = QVBoxLayout(head)
        above.setContentsMargins(MARGIN, 16, MARGIN, 14)
        above.setSpacing(2)
        above.addWidget(Label(title, "title", weight=600))
        above.addWidget(Label(self.tr("Fields marked * are required."), "small", "text2"))
        column.addWidget(head)
        column.addWidget(self._banner)
        body = Panel("pane", self)
        inner = QVBoxLayout(body)
        inner.setContentsMargins(0, 0, 0, 0)
        holder = QWidget(body)
        lines = QVBoxLayout(holder)
        lines.setContentsMargins(MARGIN, 12, MARGIN, 0)
        lines.addWidget(self._summary)
        inner.addWidget(holder)
        inner.addWidget(self._scroll(), 1)
        column.addWidget(body, 1)
        column.addWidget(self._foot())
        self.resize(theme().px(860), theme().px(620))

    def _scroll(self) -> QScrollArea:
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(self._form)
        self._form.setObjectName("pane")
        return area

    def _foot(self) -> QWidget:
        foot = Panel("dialogfoot", self)
        row = QHBoxLayout(foot)
        row.setContentsMargins(MARGIN, 12, MARGIN, 12)
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self._cancel)
        row.addWidget(self._save)
        return foot

    def _connect(self) -> None:
        self._save.clicked.connect(self._submit)
        self._cancel.clicked.connect(self.reject)
        self.binder.problems_changed.connect(self._summary.show_problems)
        self._summary.field_chosen.connect(self.binder.go_to)
        for enter in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            QShortcut(QKeySequence(Qt.Modifier.CTRL | enter), self, self._submit)

    def load(self, values: Mapping[str, Value], labels: Mapping[str, str] | None = None) -> None:
        """Edit this snapshot."""
        self.binder.load(values, labels)

    def load_defaults(self) -> None:
        """Make a new record."""
        self.binder.load_defaults()

    def saved(self) -> None:
        """The write has been done."""
        self.accept()

    def show_failure(self, error: DeskError) -> None:
        """The write was refused: to the fields it names, or to a line on top; nothing typed is lost."""
        self.allow_save()
        if not self.binder.show_failure(error):
            self._banner.say("crit", self.tr("Not saved."), error_text(error, self._kind))

    def allow_save(self) -> None:
        """The write was given up for now: it may be tried again."""
        self._save.setEnabled(True)

    def _submit(self) -> None:
        """Once, until the write has an answer: keys do not ask whether the button is enabled."""
        if not self._save.isEnabled():
            return
        self._banner.quiet()
        if self.binder.check():
            self._save.setEnabled(False)
            self.save_requested.emit(self.binder.changes())
