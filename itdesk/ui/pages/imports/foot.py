"""The foot of a step: what happens next, the way back, and the one button that goes on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from itdesk.ui.kit.buttons import Button
from itdesk.ui.kit.text import ElidedLabel, Panel
from itdesk.ui.kit.theme import theme


class StepFoot(Panel):
    """60 px. Widgets of a step's own go into `own`, before the sentence."""

    back_asked = Signal()
    cancel_asked = Signal()
    go_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("dialogfoot", parent)
        self.head, self.rest = ElidedLabel("", weight=600), ElidedLabel("", "small", "text2")
        self.back = Button(self.tr("Back"), "quiet")
        self.cancel = Button(self.tr("Cancel"))
        self.go = Button("", "primary")
        self.own = QHBoxLayout()
        self.setFixedHeight(theme().px(60))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self.head)
        words.addWidget(self.rest)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 0, 14, 0)
        row.setSpacing(8)
        row.addLayout(self.own)
        row.addLayout(words, 1)
        for button, signal in (
            (self.back, self.back_asked), (self.cancel, self.cancel_asked), (self.go, self.go_asked),
        ):  # fmt: skip
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
            button.clicked.connect(signal)

    def say(self, head: str, rest: str, go: str, *, may_go: bool) -> None:
        self.head.setText(head)
        self.rest.setText(rest)
        self.go.set_text(go)
        self.go.setEnabled(may_go)
