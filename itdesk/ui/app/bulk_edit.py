"""One value for one column of many records, written as one journal entry."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from itdesk.core.errors import DeskError, InvalidRecordError, InvalidValueError
from itdesk.core.kinds import Column, Kind
from itdesk.core.types import Type
from itdesk.ui.kit.buttons import Button
from itdesk.ui.kit.fields import Field, FormTools, editor_for, field_for
from itdesk.ui.kit.forms import ErrorLine
from itdesk.ui.kit.text import Label, Panel
from itdesk.ui.kit.theme import theme
from itdesk.ui.kit.wording import error_text, field_text

WIDTH = 470


def bulk_columns(kind: Kind) -> list[Column]:
    """Columns of which many records may share a value."""
    return [c for c in kind if c.editable and not c.unique and c.type is not Type.LONG_TEXT]


class BulkEditDialog(QDialog):
    """Asks for a column and its new value; an empty value clears the column."""

    chosen = Signal(object, object)
    """(column, stored value)"""

    def __init__(self, kind: Kind, count: int, tools: FormTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(theme().px(WIDTH))
        self._kind = kind
        self._tools = tools
        self._columns = bulk_columns(kind)
        self._field: Field | None = None
        words = kind.label if count == 1 else kind.plural
        title = self.tr("Edit {count} {kinds}").format(count=count, kinds=words.lower())
        self.setWindowTitle(title)
        self._save = Button(self.tr("Change {count}").format(count=count), "primary")
        self._error = ErrorLine(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._body(title))
        column.addWidget(self._foot())
        self.column_box.currentIndexChanged.connect(self._put_editor)
        self._put_editor()

    def _body(self, title: str) -> QWidget:
        body = Panel("pane", self)
        lines = QVBoxLayout(body)
        lines.setContentsMargins(20, 18, 20, 18)
        lines.setSpacing(6)
        lines.addWidget(Label(title, "strong", weight=600))
        lines.addWidget(Label(self.tr("One entry in the journal; it can be undone whole."), "small", "text2"))
        lines.addSpacing(6)
        self.column_box = QComboBox(self)
        self.column_box.setAccessibleName(self.tr("Field"))
        for column in self._columns:
            self.column_box.addItem(column.label)
        lines.addWidget(Label(self.tr("Field"), "small", "text2", 500))
        lines.addWidget(self.column_box)
        lines.addWidget(Label(self.tr("New value (empty clears it)"), "small", "text2", 500))
        self._place = QVBoxLayout()
        lines.addLayout(self._place)
        lines.addWidget(self._error)
        return body

    def _foot(self) -> QWidget:
        foot = Panel("dialogfoot", self)
        row = QHBoxLayout(foot)
        row.setContentsMargins(20, 10, 20, 10)
        row.setSpacing(8)
        row.addStretch(1)
        cancel = Button(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        self._save.clicked.connect(self._submit)
        row.addWidget(cancel)
        row.addWidget(self._save)
        return foot

    @property
    def editor(self) -> QWidget | None:
        """The widget that takes the new value."""
        return self._field.widget if self._field is not None else None

    def _put_editor(self) -> None:
        column = self._columns[max(self.column_box.currentIndex(), 0)]
        if (former := self.editor) is not None:
            self._place.removeWidget(former)
            former.deleteLater()
        widget = editor_for(column, self)
        widget.setAccessibleName(column.label)
        self._field = field_for(column, widget, self._tools)
        self._place.addWidget(widget)
        self._error.say("")

    def _submit(self) -> None:
        field = self._field
        if field is None:
            return
        try:
            value = field.read()
            if value is None and field.column.required:
                raise InvalidValueError("value.required", column=field.column.name)
        except InvalidValueError as error:
            self._error.say(field_text(error, self._kind))
            return
        self._save.setEnabled(False)
        self.chosen.emit(field.column, value)

    def show_failure(self, error: DeskError) -> None:
        """The write was refused: nothing was written, what was typed stays."""
        self._save.setEnabled(True)
        problem = error.problems[0] if isinstance(error, InvalidRecordError) else error
        self._error.say(error_text(problem, self._kind))
