"""The history of one record in a window of its own: for kinds whose pane is taken by other things."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from itdesk.ui.app.story.history import RecordHistory
from itdesk.ui.kit.buttons import Button
from itdesk.ui.kit.text import ElidedLabel, Panel
from itdesk.ui.kit.theme import theme

if TYPE_CHECKING:
    from itdesk.ui.app.context import DeskContext

WIDTH, HEIGHT = 620, 560


class HistoryDialog(QDialog):
    """Stays beside its page: what is undone here shows there at once."""

    def __init__(
        self, context: DeskContext, kind: str, record: int, called: str, parent: QWidget | None = None
    ) -> None:
        """`called` is what a person calls the record."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("History of {record}").format(record=called))
        self.setAccessibleName(self.windowTitle())
        self.history = RecordHistory(context, kind, self)
        self.history.as_at_asked.connect(self.accept)
        head = Panel("topbar", self)
        above = QHBoxLayout(head)
        above.setContentsMargins(18, 14, 18, 12)
        above.addWidget(ElidedLabel(self.windowTitle(), "title", weight=600))
        foot = Panel("dialogfoot", self)
        below = QHBoxLayout(foot)
        below.setContentsMargins(18, 10, 18, 10)
        below.addStretch(1)
        close = Button(self.tr("Close"), "primary")
        close.clicked.connect(self.accept)
        below.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.history, 1)
        column.addWidget(foot)
        self.resize(theme().px(WIDTH), theme().px(HEIGHT))
        self.history.show_record(record)
