"""A small question for one record: who works on it, which asset it is about."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from itdesk.ui.kit.buttons import Button
from itdesk.ui.kit.forms import ErrorLine
from itdesk.ui.kit.reference_box import ReferenceBox
from itdesk.ui.kit.text import Label, Panel
from itdesk.ui.kit.theme import theme

if TYPE_CHECKING:
    from itdesk.ui.app.context import DeskContext

WIDTH = 430


class PickDialog(QDialog):
    """Type a part of a name, choose, Enter. An empty field picks nobody."""

    picked = Signal(object)
    """The record's key, or None."""

    def __init__(
        self, context: DeskContext, kind: str, title: str, label: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setFixedWidth(theme().px(WIDTH))
        self.box = ReferenceBox(self)
        self.box.set_lookup(partial(context.lookups.records, kind), context.lookups.came)
        self.box.found.connect(self._found)
        self._accepts = False
        self.box.setAccessibleName(label)
        self._error = ErrorLine(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._body(title, label))
        column.addWidget(self._foot(title))

    def _body(self, title: str, label: str) -> QWidget:
        body = Panel("pane", self)
        column = QVBoxLayout(body)
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(6)
        column.addWidget(Label(title, "strong", weight=600))
        column.addSpacing(6)
        column.addWidget(Label(label, "small", "text2", 500))
        column.addWidget(self.box)
        column.addWidget(self._error)
        return body

    def _foot(self, title: str) -> QWidget:
        foot = Panel("dialogfoot", self)
        row = QHBoxLayout(foot)
        row.setContentsMargins(20, 10, 20, 10)
        row.setSpacing(8)
        row.addStretch(1)
        cancel, accept = Button(self.tr("Cancel")), Button(title, "primary")
        cancel.clicked.connect(self.reject)
        accept.clicked.connect(self.accept_typed)
        accept.setDefault(True)
        row.addWidget(cancel)
        row.addWidget(accept)
        return foot

    def accept_typed(self) -> None:
        """Take what stands in the field; an unknown name is said and kept."""
        text = self.box.currentText().strip()
        key = self.box.only_match() if text else None
        self._accepts = key is None and self.box.is_searching
        if self._accepts:
            return
        if text and key is None:
            self._error.say(self.tr("Nothing is called “{text}”. Choose from the list.").format(text=text))
            return
        self.picked.emit(key)
        self.accept()

    def _found(self) -> None:
        """Enter came before the answer."""
        if self._accepts:
            self.accept_typed()
