"""A box for errors that stop work: what happened, what was kept, what to do; details on demand."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from itdesk.ui.kit import fonts
from itdesk.ui.kit.buttons import Button
from itdesk.ui.kit.empty import Tile
from itdesk.ui.kit.messages import Message
from itdesk.ui.kit.text import Label, Panel
from itdesk.ui.kit.theme import theme

WIDTH = 470


class ErrorBox(QDialog):
    """Shows a `Message` of form BOX."""

    def __init__(self, message: Message, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._message = message
        self.setWindowTitle("itdesk")
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(theme().px(WIDTH))
        self._details = self._details_block()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._body(), 1)
        column.addWidget(self._foot())
        self.setAccessibleName(message.head)
        self.setAccessibleDescription(message.rest)

    @property
    def message(self) -> Message:
        return self._message

    def _body(self) -> QWidget:
        body = Panel("pane", self)
        outer = QVBoxLayout(body)
        outer.setContentsMargins(20, 18, 20, 18)
        outer.setSpacing(12)
        row = QHBoxLayout()
        row.setSpacing(14)
        icon = self._message.icon or "circle-alert"
        row.addWidget(Tile(icon, self._message.state, 36), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(8)
        words.addWidget(Label(self._message.head, "strong", weight=600, wrap=True))
        for part in filter(None, self._message.rest.split("\n\n")):
            label = Label(part, "body", "text2", wrap=True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            words.addWidget(label)
        row.addLayout(words, 1)
        outer.addLayout(row)
        outer.addWidget(self._details)
        return body

    def _details_block(self) -> QPlainTextEdit:
        block = QPlainTextEdit(self._message.details, self)
        block.setObjectName("mono")
        block.setReadOnly(True)
        block.setFont(fonts.font("small", mono=True))
        block.setFixedHeight(theme().px(96))
        block.setAccessibleName(self.tr("Details"))
        block.hide()
        return block

    def _foot(self) -> QWidget:
        foot = Panel("dialogfoot", self)
        foot.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(foot)
        row.setContentsMargins(12, 10, 20, 10)
        row.setSpacing(8)
        self._show = Button(self.tr("Show details"), "quiet", "chevron-down")
        self._copy = Button(self.tr("Copy"), "quiet", "copy")
        self._show.clicked.connect(self._toggle)
        self._copy.clicked.connect(self._copy_details)
        self._copy.hide()
        for button in (self._show, self._copy):
            row.addWidget(button)
        self._show.setVisible(bool(self._message.details))
        row.addStretch(1)
        action = self._message.action
        close = Button(self.tr("Close"), "" if action else "primary")
        close.clicked.connect(self.reject)
        row.addWidget(close)
        if action is not None:
            run = Button(action.title, "primary")
            run.clicked.connect(self._act)
            row.addWidget(run)
        return foot

    def _toggle(self) -> None:
        shown = not self._details.isVisibleTo(self)
        self._details.setVisible(shown)
        self._copy.setVisible(shown)
        self._show.set_text(self.tr("Hide details") if shown else self.tr("Show details"))

    def event(self, event: QEvent) -> bool:
        taken = super().event(event)
        if event.type() in (QEvent.Type.Show, QEvent.Type.LayoutRequest):
            self._fit()
        return taken

    def _fit(self) -> None:
        """As high as the words are at this width: a dialog by itself takes the height of another width."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.resize(self.width(), layout.totalHeightForWidth(self.width()))

    def _copy_details(self) -> None:
        QApplication.clipboard().setText(
            f"{self._message.head}\n{self._message.rest}\n{self._message.details}"
        )

    def _act(self) -> None:
        self.accept()
        if self._message.action is not None:
            self._message.action.handler()
