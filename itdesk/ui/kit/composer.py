"""Where a person writes on a record: a reply, or a note that stays inside and turns the field yellow."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from itdesk.ui.kit.buttons import Button
from itdesk.ui.kit.forms import ErrorLine
from itdesk.ui.kit.tabs import TabBar
from itdesk.ui.kit.text import Panel, repolish
from itdesk.ui.kit.theme import theme

LINES = 64
"""Pixels of height of the text."""


class Composer(Panel):
    """Ctrl+Enter sends. What was typed stays until `sent()` says it was written."""

    send_requested = Signal(str, str)
    """("reply" or "note", text)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("composer", parent)
        self._tabs = TabBar(self)
        self._tabs.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, False)
        self._tabs.set_tabs([("reply", self.tr("Reply"), None), ("note", self.tr("Internal note"), None)])
        self._tabs.chosen.connect(self._turn)
        self.text = QPlainTextEdit(self)
        self.text.setObjectName("compose")
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(theme().px(LINES))
        self.text.installEventFilter(self)
        self._error = ErrorLine(self)
        self.send = Button(self.tr("Send  Ctrl+↵"), "primary")
        self.send.clicked.connect(self._send)
        self.tools = QHBoxLayout()
        self.tools.setSpacing(6)
        self._arrange()
        self._reply_hint = ""
        self._on_its_way = ""
        self._turn("reply")

    def _arrange(self) -> None:
        foot = QHBoxLayout()
        foot.setContentsMargins(10, 0, 8, 8)
        foot.setSpacing(8)
        foot.addLayout(self.tools, 1)
        foot.addWidget(self.send)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(2)
        column.addWidget(self._tabs)
        column.addWidget(self.text)
        column.addWidget(self._error)
        column.addLayout(foot)

    @property
    def form(self) -> str:
        """reply or note."""
        return self._tabs.current()

    def set_form(self, form: str) -> None:
        self._tabs.choose(form)

    def set_reply_hint(self, words: str) -> None:
        """What stands in the empty field: "Reply to Maria Silva…"."""
        self._reply_hint = words
        self._turn(self.form)

    def write(self, form: str) -> None:
        """Put the cursor there."""
        self.set_form(form)
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def is_empty(self) -> bool:
        return not self.text.toPlainText().strip()

    def draft(self) -> tuple[str, str]:
        """(form, text) as they stand."""
        return self.form, self.text.toPlainText()

    def put_draft(self, draft: tuple[str, str]) -> None:
        self.set_form(draft[0])
        self.text.setPlainText(draft[1])
        self.refuse("")

    def sent(self) -> None:
        """It was written; what was typed since stays."""
        before, self._on_its_way = self._on_its_way, ""
        now = self.text.toPlainText()
        if before and now.startswith(before):
            self.text.setPlainText(now.removeprefix(before).strip())
            self.text.moveCursor(QTextCursor.MoveOperation.End)
        self.refuse("")

    def refuse(self, sentence: str) -> None:
        """It was not written: say why, keep the text."""
        self.send.setEnabled(True)
        self._error.say(sentence)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.text and event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            with_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if with_control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._send()
                return True
        return super().eventFilter(watched, event)

    def _send(self) -> None:
        if not self.send.isEnabled():
            return
        if self.is_empty():
            self.refuse(self.tr("Write something first."))
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.send.setEnabled(False)
        self._on_its_way = self.text.toPlainText()
        self.send_requested.emit(self.form, self._on_its_way)

    def _turn(self, form: str) -> None:
        note = form == "note"
        for widget in (self, self.text):
            widget.setProperty("note", "true" if note else "false")
            repolish(widget)
        hint = self.tr("A note that only IT sees…") if note else self._reply_hint
        self.text.setPlaceholderText(hint)
        self.text.setAccessibleName(self.tr("Internal note") if note else self.tr("Reply"))
