"""The whole window while a server is asked for the team's desk."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from itdesk.ui.kit import fonts
from itdesk.ui.kit.buttons import Button
from itdesk.ui.kit.empty import Tile
from itdesk.ui.kit.text import ElidedLabel, Label, Panel
from itdesk.ui.kit.theme import theme

WIDTH = 560


class Connecting(Panel):
    """Says which server is awaited; the person may give up."""

    cancelled = Signal()

    def __init__(self, place: str, parent: QWidget | None = None) -> None:
        super().__init__("firstrun", parent)
        head = self.tr("Connecting to the team’s desk…")
        self.cancel_button = Button(self.tr("Cancel"))
        self.cancel_button.clicked.connect(self.cancelled)
        shown = ElidedLabel(place, "small", "text2", mode=Qt.TextElideMode.ElideMiddle)
        shown.setFont(fonts.font("small", mono=True))
        bar = QProgressBar(self)
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName(head)
        card = Panel("card")
        card.setFixedWidth(theme().px(WIDTH))
        lines = QVBoxLayout(card)
        lines.setContentsMargins(28, 26, 28, 24)
        lines.setSpacing(10)
        lines.addWidget(Tile("database", "info", 40))
        lines.addSpacing(4)
        lines.addWidget(Label(head, "title", weight=600))
        lines.addWidget(shown)
        lines.addWidget(bar)
        lines.addSpacing(6)
        row = QHBoxLayout()
        row.addWidget(self.cancel_button)
        row.addStretch(1)
        lines.addLayout(row)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self.setFocusProxy(self.cancel_button)
        self.setAccessibleName(head)
        self.setAccessibleDescription(place)
