"""The one form binder: widgets named after fields, a snapshot in, changed values out.

A Designer form names each editor after the column's stored field ("warranty_until", "person_id") or
its contract name with underscores ("person"). The binder puts the error line under each editor,
validates a field when it is left, and keeps what was typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from itdesk.core.errors import DeskError, InvalidRecordError, InvalidValueError
from itdesk.core.kinds import Column, Kind, Value
from itdesk.ui.kit.fields import Field, FormTools, field_for
from itdesk.ui.kit.icon_mark import IconMark
from itdesk.ui.kit.text import Label
from itdesk.ui.kit.wording import field_text

Values = Mapping[str, Value]


class ErrorLine(QWidget):
    """Icon and sentence below a field."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = Label("", "small", "crit_fg", 500, wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(6)
        row.addWidget(IconMark("circle-alert", "crit_fg", 14), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._label, 1)
        self.hide()

    def say(self, sentence: str) -> None:
        self._label.setText(sentence)
        self.setVisible(bool(sentence))

    def text(self) -> str:
        return self._label.text()


class FormBinder(QObject):
    """Binds the editors found in `form` to columns of `kind`."""

    changed = Signal()
    """A person edited something."""
    problems_changed = Signal(object)
    """[(column label, sentence, field name)] of all fields that are wrong now."""

    def __init__(self, kind: Kind, form: QWidget, tools: FormTools) -> None:
        super().__init__(form)
        self.kind = kind
        self._fields: dict[str, Field] = {}
        self._errors: dict[str, ErrorLine] = {}
        self._problems: dict[str, str] = {}
        self._before: dict[str, Value] = {}
        for column in kind:
            widget = _editor(form, column)
            if widget is not None:
                self._bind(column, field_for(column, widget, tools))

    def _bind(self, column: Column, field: Field) -> None:
        self._fields[column.field] = field
        self._errors[column.field] = _error_below(field.widget)
        field.set_editable(column.editable)
        field.edited.connect(self._edited)
        field.left.connect(self._left)

    @property
    def fields(self) -> Mapping[str, Field]:
        """Bound editors by stored field name."""
        return self._fields

    # in and out

    def load(self, values: Values, labels: Mapping[str, str] | None = None) -> None:
        """Show a snapshot's values (by stored field); `labels` names what references point to."""
        self._before = {n: None if (v := values.get(n)) == "" else v for n in self._fields}
        for name, field in self._fields.items():
            field.show(values.get(name), (labels or {}).get(name, ""))
            self._set_problem(name, "")
        self.problems_changed.emit([])

    def load_defaults(self) -> None:
        """For a new record: each column's default stands there and counts as a change."""
        self.load({})
        for field in self._fields.values():
            if field.column.default is not None:
                field.show(field.column.default)

    def is_changed(self) -> bool:
        """Whether anything differs from what was loaded, wrong input included."""
        return any(self._differs(name, field) for name, field in self._fields.items())

    def _differs(self, name: str, field: Field) -> bool:
        try:
            value = field.read()
        except InvalidValueError:
            return bool(field.typed())
        return value != self._before.get(name) and not (value is False and self._before.get(name) is None)

    def changes(self) -> dict[str, Value]:
        """{stored field: value} of what differs; call after `check()`. Raises InvalidValueError."""
        return {
            name: field.read()
            for name, field in self._fields.items()
            if field.column.editable and self._differs(name, field)
        }

    def typed(self) -> dict[str, str]:
        """Every field's text as it stands, for a kept draft."""
        return {name: field.typed() for name, field in self._fields.items()}

    # checking

    def check(self) -> bool:
        """Validate all; on mistakes mark them, tell the summary, go to the first one."""
        for name in self._fields:
            self._check_one(name)
        self._tell()
        first = next(iter(self._wrong()), None)
        if first is not None:
            self.go_to(first)
        return first is None

    def show_failure(self, error: DeskError) -> bool:
        """Bring errors of the save back to their fields; False if it names no field of this form."""
        problems = error.problems if isinstance(error, InvalidRecordError) else (error,)
        places = {field.column.name: name for name, field in self._fields.items()}
        hit = False
        for problem in problems:
            name = places.get(problem.column) if isinstance(problem, InvalidValueError) else None
            if name is not None and isinstance(problem, InvalidValueError):
                self._set_problem(name, field_text(problem, self.kind))
                hit = True
        self._tell()
        first = next(iter(self._wrong()), None)
        if hit and first is not None:
            self.go_to(first)
        return hit

    def go_to(self, name: str) -> None:
        """Put the cursor into a field, its text selected, and the field into sight."""
        widget = self._fields[name].widget
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        above = widget.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:
            above.ensureWidgetVisible(widget)

    def problem(self, name: str) -> str:
        """The sentence shown below a field, "" if it is right."""
        return self._problems.get(name, "")

    def _wrong(self) -> Iterable[str]:
        return (name for name in self._fields if self._problems.get(name))

    def _check_one(self, name: str) -> None:
        field = self._fields[name]
        try:
            field.read()
        except InvalidValueError as error:
            self._set_problem(name, field_text(error, self.kind))
        else:
            self._set_problem(name, "")

    def _set_problem(self, name: str, sentence: str) -> None:
        if self._problems.get(name, "") == sentence:
            return
        self._problems[name] = sentence
        self._fields[name].set_invalid(bool(sentence))
        self._errors[name].say(sentence)

    def _tell(self) -> None:
        told = [(self._fields[n].column.label, self._problems[n], n) for n in self._wrong()]
        self.problems_changed.emit(told)

    def _edited(self) -> None:
        field = self.sender()
        if isinstance(field, Field) and self._problems.get(field.column.field):
            self._check_one(field.column.field)
            self._tell()
        self.changed.emit()

    def _left(self) -> None:
        """Leaving a field validates it; an empty required one is left alone until saving."""
        field = self.sender()
        if isinstance(field, Field) and field.typed().strip():
            self._check_one(field.column.field)
            if any(self._wrong()):
                self._tell()


def _editor(form: QWidget, column: Column) -> QWidget | None:
    for name in (column.field, column.name.replace("-", "_"), column.name):
        for found in form.findChildren(QWidget, name):
            if type(found) is not QFrame:  # a separator is called "rule", as a plan's column is
                return found
    return None


def _error_below(widget: QWidget) -> ErrorLine:
    """Put an error line under an editor, whatever layout Designer gave it."""
    parent = widget.parentWidget()
    layout = parent.layout() if parent is not None else None
    holder = QWidget(parent)
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    if layout is not None:
        layout.replaceWidget(widget, holder)
    column.addWidget(widget)
    line = ErrorLine(holder)
    column.addWidget(line)
    return line
