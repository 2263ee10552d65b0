"""A person's own fields on any kind."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from itdesk.core.errors import DeskError
from itdesk.core.types import Type
from itdesk.store.customs import ALLOWED, add_custom_column, name_for
from itdesk.ui.kit.buttons import Button
from itdesk.ui.kit.cards import Card
from itdesk.ui.kit.text import Label

if TYPE_CHECKING:
    from itdesk.store.unit import Unit
    from itdesk.ui.app.context import DeskContext


class CustomFieldCard(Card):
    """A person's own fields: listed, and added by label, kind and type."""

    added = Signal()

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.context = context
        self.listed = Label("", "body", "text2", wrap=True)
        self.label_line = QLineEdit(self)
        self.choices_line = QLineEdit(self)
        self.kind_box, self.type_box = QComboBox(self), QComboBox(self)
        self.add_button = Button(self.tr("Add field"), "", "plus")
        for kind in context.desk.store.schema.catalogue:
            if kind.public:
                self.kind_box.addItem(context.kind(kind.name).label, kind.name)
        for allowed in ALLOWED:
            self.type_box.addItem(self._type_words(allowed), allowed)
        self._arrange()
        self.add_button.clicked.connect(self.add)

    def _type_words(self, found: Type) -> str:
        words = {
            Type.TEXT: self.tr("Text"), Type.INTEGER: self.tr("Whole number"),
            Type.DECIMAL: self.tr("Number"),
            Type.DATE: self.tr("Date"), Type.CHOICE: self.tr("Choice"), Type.YES_NO: self.tr("Yes or no"),
        }  # fmt: skip
        return words[found]

    def _arrange(self) -> None:
        self.rows.addWidget(Label(self.tr("Your own fields"), weight=600))
        self.rows.addWidget(self.listed)
        row = QHBoxLayout()
        for widget, name in (
            (self.kind_box, self.tr("Of")), (self.label_line, self.tr("Name")),
            (self.type_box, self.tr("Type")), (self.choices_line, self.tr("Choices, with commas")),
        ):  # fmt: skip
            widget.setAccessibleName(name)
            if isinstance(widget, QLineEdit):
                widget.setPlaceholderText(name)
            row.addWidget(widget)
        row.addWidget(self.add_button)
        self.rows.addLayout(row)

    def read_desk(self) -> None:
        lines = [
            f"{self.context.kind(kind.name).label}: {', '.join(c.label for c in kind.custom)}"
            for kind in self.context.desk.store.schema.catalogue
            if kind.custom
        ]
        self.listed.setText("\n".join(lines) or self.tr("None yet."))

    def add(self) -> None:
        """Add the field; it can be filtered, imported and printed at once."""
        label = self.label_line.text().strip()
        if not label:
            self.label_line.setFocus()
            return
        choices = tuple(c.strip() for c in self.choices_line.text().split(",") if c.strip())
        kind, found = str(self.kind_box.currentData()), Type(self.type_box.currentData())
        if found is Type.CHOICE and not choices:
            self.context.messages.error(DeskError("value.required", column=self.tr("Choices")))
            return
        work = partial(self._add, kind, label, found, choices)
        self.context.write("add custom field", work, self._added, said=self.tr("Field added"))

    @staticmethod
    def _add(kind: str, label: str, found: Type, choices: tuple[str, ...], unit: Unit) -> str:
        return add_custom_column(unit, kind, name_for(label), label, found, choices).name

    def _added(self, _name: str) -> None:
        self.label_line.clear()
        self.choices_line.clear()
        self.read_desk()
        self.added.emit()
