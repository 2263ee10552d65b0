"""Toasts: bottom right, one at a time, 6 s; what went wrong stays until it is closed."""

from __future__ import annotations

from collections import deque

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from itdesk.ui.kit.banner import STATE_ICONS
from itdesk.ui.kit.buttons import Button, IconButton
from itdesk.ui.kit.icon_mark import IconMark
from itdesk.ui.kit.messages import Form, Message
from itdesk.ui.kit.text import Label, Panel, repolish, set_tooltip
from itdesk.ui.kit.theme import theme

_QUIET = ("ok", "info")
WIDTH, EDGE, FOOT = 420, 18, 46
MOST = 400
"""Characters that are drawn; an error may name a value of any length. The whole stands in the tooltip."""


class Toast(Panel):
    """Lies over its parent; the pointer on it stops the clock."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("toast", parent)
        self._waiting: deque[Message] = deque()
        self._message: Message | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.close_current)
        self._icon = IconMark("info", "tooltip_text", 16)
        self._head = Label("", ink="tooltip_text", weight=500, wrap=True)
        self._action = Button("", "link")
        self._action.clicked.connect(self._act)
        self._close = IconButton("x", self.tr("Close"))
        self._close.clicked.connect(self.close_current)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 8, 8)
        row.setSpacing(12)
        row.addWidget(self._icon)
        row.addWidget(self._head, 1)
        row.addWidget(self._action)
        row.addWidget(self._close)
        parent.installEventFilter(self)
        self.hide()

    def show_message(self, message: Message) -> None:
        """Show at once, or after the one that still stands if that is an error; the same error once."""
        if message.form is not Form.TOAST:
            return
        if message.state not in _QUIET and message in (self._message, *self._waiting):
            return
        if self._message is not None and self._message.state not in _QUIET:
            self._waiting.append(message)
        else:
            self._put(message)

    def current(self) -> Message | None:
        return self._message

    def _put(self, message: Message) -> None:
        self._message = message
        quiet = message.state in _QUIET
        self.setProperty("state", "" if quiet else message.state)
        ink = "tooltip_text" if quiet else f"{message.state}_fg"
        icon = message.icon or STATE_ICONS.get(message.state, "info")
        self._icon.set(icon, ink)
        self._head.set_ink(ink)
        words = " ".join(part for part in (message.head, message.rest) if part)
        self._head.setText(words if len(words) <= MOST else f"{words[:MOST]}…")
        set_tooltip(self._head, words if len(words) > MOST else "")
        self._action.setVisible(message.action is not None)
        self._action.set_text(message.action.title if message.action else "")
        self._action.setProperty("on", "dark" if quiet else "")
        repolish(self._action)
        self.setAccessibleName(words)
        repolish(self)
        self._place()  # before it is shown, or the pointer that is where it was is taken to be on it
        self.show()
        self.raise_()
        self._timer.stop()
        if not self.underMouse():
            self._start_clock()

    def _start_clock(self) -> None:
        if self._message is not None and self._message.state in _QUIET:
            self._timer.start(theme().tokens.motion["toast_ms"])

    def close_current(self) -> None:
        """Take it away; the next that waits comes up."""
        self._timer.stop()
        self._message = None
        if self._waiting:
            self._put(self._waiting.popleft())
        else:
            self.hide()

    def _act(self) -> None:
        action = self._message.action if self._message is not None else None
        self.close_current()
        if action is not None:
            action.handler()

    def _place(self) -> None:
        parent, layout = self.parentWidget(), self.layout()
        if parent is None or layout is None:
            return
        width = min(theme().px(WIDTH), parent.width() - 2 * EDGE)
        self.setFixedWidth(width)
        layout.activate()
        height = max(layout.heightForWidth(width), theme().px(44))
        height = min(height, parent.height() - FOOT)
        self.resize(width, height)
        self.move(parent.width() - width - EDGE, parent.height() - height - FOOT)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._start_clock()
