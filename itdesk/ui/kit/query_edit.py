"""The typing end of a query line: one line of text with a wavy line under the wrong part."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from itdesk.ui.kit.text import repolish
from itdesk.ui.kit.theme import theme

_Attribute = QInputMethodEvent.Attribute
_FORMAT = QInputMethodEvent.AttributeType.TextFormat

_Reason = Qt.FocusReason
_BY_HAND = frozenset((
    _Reason.MouseFocusReason, _Reason.TabFocusReason, _Reason.BacktabFocusReason,
    _Reason.ShortcutFocusReason,
))  # fmt: skip
_AWAY = frozenset((_Reason.ActiveWindowFocusReason, _Reason.PopupFocusReason))
"""Another window or a menu is in front for a while."""


class QueryEdit(QLineEdit):
    """Keys that the line around it or its popup acts upon come out as signals."""

    erased_back = Signal()
    """Backspace before the first character."""
    moved = Signal(int)
    """Up (-1) or down (1)."""
    taken = Signal()
    """Tab: take the chosen completion."""
    committed = Signal()
    """Enter."""
    escaped = Signal()
    focus_moved = Signal(bool)

    was_entered = False
    """A person came here by key or pointer; a window that wakes up gives the focus to its first field."""
    completing = False
    """A popup offers something: Tab takes it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bare", "true")
        self._is_composing = False

    def underline(self, start: int, end: int) -> None:
        """Wave under characters `start` to `end`; an empty range clears it.

        Syllables that an input method shows are left alone: what comes of them is checked anyway.
        """
        if self._is_composing:
            return
        attributes: list[QInputMethodEvent.Attribute] = []
        if end > start:
            wave = QTextCharFormat()
            wave.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            wave.setUnderlineColor(theme().colour("crit"))
            attributes = [_Attribute(_FORMAT, start - self.cursorPosition(), end - start, wave)]
        QApplication.sendEvent(self, QInputMethodEvent("", attributes))

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        super().inputMethodEvent(event)
        self._is_composing = bool(event.preeditString())

    def event(self, event: QEvent) -> bool:
        """Tab never reaches keyPressEvent: it is taken here while a popup offers something."""
        is_press = event.type() is QEvent.Type.KeyPress
        if self.completing and is_press and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Tab:
            self.taken.emit()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Backspace and not self.text():
            self.erased_back.emit()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.committed.emit()
        elif key == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.was_entered = self.was_entered or event.reason() in _BY_HAND
        self.focus_moved.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.was_entered = self.was_entered and event.reason() in _AWAY
        self.focus_moved.emit(False)


class FocusFrame(QObject):
    """Tells the frame around a bare field whether the field has focus (QSS cannot see children)."""

    def __init__(self, frame: QWidget) -> None:
        super().__init__(frame)
        self._frame = frame

    def show_focus(self, has_focus: bool) -> None:
        self._frame.setProperty("focused", "true" if has_focus else "false")
        repolish(self._frame)
