"""The bar over a list: the query line and the quiet buttons beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from itdesk.core.kinds import Kind
from itdesk.ui.kit.buttons import Button
from itdesk.ui.kit.query_line import QueryLine, QueryTools
from itdesk.ui.kit.text import Panel, set_tooltip
from itdesk.ui.kit.theme import theme


class FilterBar(Panel):
    """44 px; grows by the sentence of a wrong line."""

    save_asked = Signal()
    columns_asked = Signal()
    export_asked = Signal()

    def __init__(self, kind: Kind, tools: QueryTools, parent: QWidget | None = None) -> None:
        super().__init__("filterbar", parent)
        self.line = QueryLine(kind, tools, self)
        self.save = Button(self.tr("Save view"), "quiet", "save")
        self.columns = Button(self.tr("Columns"), "quiet", "columns-3")
        self.export = Button(self.tr("Export"), "quiet", "download")
        self._words = {button: button.accessibleName() for button in self._buttons()}
        self.setMinimumHeight(theme().px(44))
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(12, 5, 8, 6)
        row.setSpacing(6)
        row.addWidget(self.line, 1)
        for button in self._buttons():
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self.save.clicked.connect(self.save_asked)
        self.columns.clicked.connect(self.columns_asked)
        self.export.clicked.connect(self.export_asked)

    def add_button(self, words: str, icon: str) -> Button:
        """One more quiet button, beside the line."""
        button = Button(words, "quiet", icon)
        self._words[button] = words
        self._row.insertWidget(1, button, 0, Qt.AlignmentFlag.AlignTop)
        return button

    def _buttons(self) -> tuple[Button, ...]:
        return (self.save, self.columns, self.export)

    def set_narrow(self, narrow: bool) -> None:
        """Icons alone while the window is narrow; their words become tooltips."""
        for button, words in self._words.items():
            button.set_text("" if narrow else words)
            button.setAccessibleName(words)
            set_tooltip(button, words if narrow else "")
