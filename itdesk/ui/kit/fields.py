"""Editors of single values: what a person typed is kept whatever it is, and read when asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, tzinfo

from PySide6.QtCore import QEvent, QObject, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from itdesk.core.errors import InvalidValueError
from itdesk.core.kinds import Column, Value
from itdesk.core.types import Type
from itdesk.core.values import parse_value, show_value
from itdesk.ui.kit.buttons import literal
from itdesk.ui.kit.reference_box import ReferenceBox
from itdesk.ui.kit.text import repolish

Lookup = Callable[[str, str], Sequence[tuple[int, str]] | None]
"""(kind name, typed text) → the first few (record id, label) that match; None: not known yet."""


@dataclass(frozen=True, slots=True)
class FormTools:
    """What editors need from outside."""

    lookup: Lookup
    zone: tzinfo = UTC
    came: SignalInstance | None = None
    """What `lookup` did not know yet is known now."""


class Field(QObject):
    """An editor bound to a column. `show` puts a value in, `read` answers what stands there."""

    edited = Signal()
    left = Signal()
    """The focus went elsewhere: the moment to validate."""

    def __init__(self, column: Column, widget: QWidget, tools: FormTools) -> None:
        super().__init__(widget)
        self.column = column
        self.widget = widget
        self.tools = tools
        widget.setAccessibleName(column.label)
        if column.help:
            widget.setAccessibleDescription(column.help)
        widget.installEventFilter(self)
        self._shown: tuple[str, Value] = ("", None)

    def show(self, value: Value, label: str = "") -> None:
        """Put a value in. Its text stands for it until it is edited: words say less than some values
        (an instant's seconds, a choice that was taken out of its list)."""
        value = None if value == "" else value
        self._put(value, label)
        self._shown = (self.typed(), value)

    def _put(self, value: Value, label: str) -> None:
        raise TypeError("a Field is one of its subclasses")

    def typed(self) -> str:
        """The text as it stands."""
        raise TypeError("a Field is one of its subclasses")

    def read(self) -> Value:
        """The stored value; raises InvalidValueError for what the column does not take."""
        text, shown = self._shown
        if shown is not None and text == self.typed():
            return shown
        value = parse_value(self.column, self.typed(), zone=self.tools.zone)
        if value is None and self.column.required:
            raise InvalidValueError("value.required", column=self.column.name)
        return value

    def set_invalid(self, invalid: bool) -> None:
        self.widget.setProperty("invalid", "true" if invalid else "false")
        repolish(self.widget)

    def set_editable(self, editable: bool) -> None:
        self.widget.setEnabled(editable)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusOut:
            self.left.emit()
        return super().eventFilter(watched, event)


class LineField(Field):
    """One line of text, also for numbers, money, dates: they are typed freely and read later."""

    def __init__(self, column: Column, widget: QLineEdit, tools: FormTools) -> None:
        super().__init__(column, widget, tools)
        self._line = widget
        if column.type.is_numeric:
            widget.setAlignment(Qt.AlignmentFlag.AlignRight)
        widget.textEdited.connect(self.edited)

    def _put(self, value: Value, label: str) -> None:
        self._line.setText("" if value is None else show_value(self.column, value, zone=self.tools.zone))

    def typed(self) -> str:
        return self._line.text()

    def set_editable(self, editable: bool) -> None:
        self._line.setReadOnly(not editable)


class LongTextField(Field):
    def __init__(self, column: Column, widget: QPlainTextEdit, tools: FormTools) -> None:
        super().__init__(column, widget, tools)
        self._text = widget
        widget.setTabChangesFocus(True)
        widget.textChanged.connect(self.edited)

    def _put(self, value: Value, label: str) -> None:
        self._text.setPlainText("" if value is None else str(value))

    def typed(self) -> str:
        return self._text.toPlainText()

    def set_editable(self, editable: bool) -> None:
        self._text.setReadOnly(not editable)


class ChoiceField(Field):
    """A closed list; the first row is "—" unless the column is required."""

    def __init__(self, column: Column, widget: QComboBox, tools: FormTools) -> None:
        super().__init__(column, widget, tools)
        self._box = widget
        widget.clear()
        if not column.required:
            widget.addItem("—", "")
        for choice in column.choices:
            widget.addItem(choice.label, choice.value)
        widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        widget.activated.connect(self.edited)

    def _put(self, value: Value, label: str) -> None:
        place = self._box.findData("" if value is None else value)
        if place < 0 and value is not None:  # a choice that was taken out of the list since
            self._box.addItem(str(value), value)
            place = self._box.count() - 1
        self._box.setCurrentIndex(place)

    def typed(self) -> str:
        return str(self._box.currentData() or "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A wheel that scrolls the form changes no choice on its way."""
        if event.type() is QEvent.Type.Wheel and not self._box.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)


class YesNoField(Field):
    def __init__(self, column: Column, widget: QCheckBox, tools: FormTools) -> None:
        super().__init__(column, widget, tools)
        self._box = widget
        widget.clicked.connect(self.edited)

    def _put(self, value: Value, label: str) -> None:
        self._box.setChecked(bool(value))

    def typed(self) -> str:
        return "yes" if self._box.isChecked() else "no"


class ReferenceField(Field):
    """Another record, found by typing a part of its name."""

    def __init__(self, column: Column, widget: ReferenceBox, tools: FormTools) -> None:
        super().__init__(column, widget, tools)
        self._box = widget
        widget.set_lookup(self._find, tools.came)
        widget.edited.connect(self.edited)

    def _find(self, text: str) -> Sequence[tuple[int, str]] | None:
        return self.tools.lookup(self.column.kind, text)

    def _put(self, value: Value, label: str) -> None:
        self._box.show_record(int(value) if value is not None else None, label)

    def typed(self) -> str:
        return self._box.currentText()

    def read(self) -> Value:
        text = self.typed().strip()
        if not text:
            if self.column.required:
                raise InvalidValueError("value.required", column=self.column.name)
            return None
        if (chosen := self._box.record_id()) is not None:
            return chosen
        answer = self._find(text)
        if answer is None:
            raise InvalidValueError("value.awaited", column=self.column.name, value=text)
        found = [key for key, label in answer if label.casefold() == text.casefold()]
        if len(found) == 1:
            return found[0]
        code = "value.ambiguous" if found else "value.reference"
        raise InvalidValueError(code, column=self.column.name, kind=self.column.kind, value=text)


def field_for(column: Column, widget: QWidget, tools: FormTools) -> Field:
    """The right kind of field for a Designer widget; raises TypeError if they do not fit."""
    if isinstance(widget, ReferenceBox):
        return ReferenceField(column, widget, tools)
    if isinstance(widget, QComboBox):
        return ChoiceField(column, widget, tools)
    if isinstance(widget, QCheckBox):
        return YesNoField(column, widget, tools)
    if isinstance(widget, QPlainTextEdit):
        return LongTextField(column, widget, tools)
    if isinstance(widget, QLineEdit):
        return LineField(column, widget, tools)
    raise TypeError(f"{widget.objectName()}: a {type(widget).__name__} cannot edit {column.type}")


def editor_for(column: Column, parent: QWidget | None = None) -> QWidget:
    """A new editor widget that fits the column's type, named after its field."""
    widget: QWidget
    if column.type is Type.REFERENCE:
        widget = ReferenceBox(parent)
    elif column.type is Type.CHOICE:
        widget = QComboBox(parent)
    elif column.type is Type.YES_NO:
        widget = QCheckBox(literal(column.label), parent)
    elif column.type is Type.LONG_TEXT:
        widget = QPlainTextEdit(parent)
        widget.setFixedHeight(96)
    elif column.type is Type.DATE:
        from itdesk.ui.kit.date_edit import DateEdit

        widget = DateEdit(parent)
    else:
        widget = QLineEdit(parent)
    widget.setObjectName(column.field)
    return widget
