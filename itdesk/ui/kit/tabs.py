"""Tabs with counts: a line of words, the chosen one semibold over an accent line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from itdesk.ui.kit import fonts
from itdesk.ui.kit.buttons import set_words
from itdesk.ui.kit.text import Panel
from itdesk.ui.kit.theme import theme

_GAP, _HEIGHT = 5, 34


class TabButton(QAbstractButton):
    """One tab; `count` None shows no number."""

    def __init__(
        self, tab_id: str, text: str, count: int | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.tab_id = tab_id
        self._count = ""
        set_words(self, text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_count(count)

    def set_count(self, count: int | None) -> None:
        self._count = "" if count is None else f"{count:,}"
        self.setAccessibleName(f"{self.text()} {self._count}".strip())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = fonts.metrics("body", 600).horizontalAdvance(self.text()) + 4
        width += fonts.metrics("body").horizontalAdvance(self._count) + _GAP if self._count else 0
        return QSize(width, theme().px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        chosen = self.isChecked()
        weight = 600 if chosen else 400
        box = QRectF(self.rect()).adjusted(2, 0, 0, -2)
        painter.setFont(fonts.font("body", weight))
        ink = "accent" if self.hasFocus() else "text" if chosen or self.underMouse() else "text2"
        painter.setPen(look.colour(ink))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, self.text())
        if self._count:
            left = box.left() + fonts.metrics("body", weight).horizontalAdvance(self.text()) + _GAP
            painter.setFont(fonts.font("body"))
            painter.setPen(look.colour("text2"))
            painter.drawText(
                box.adjusted(left - box.left(), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._count
            )
        if chosen:
            painter.fillRect(0, self.height() - 2, self.width(), 2, look.colour("accent"))


class TabBar(Panel):
    """A row of tabs; left and right arrows move while one has focus."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("tabbar", parent)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._group.buttonToggled.connect(self._toggled)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(18, 0, 18, 0)
        self._row.setSpacing(18)
        self._row.addStretch(1)

    def set_tabs(self, tabs: Sequence[tuple[str, str, int | None]], current: str = "") -> None:
        """[(id, text, count)]; the first is chosen unless `current` names another."""
        for button in self._buttons():
            self._group.removeButton(button)
            button.hide()
            button.deleteLater()
            self._row.removeWidget(button)
        for place, (tab_id, text, count) in enumerate(tabs):
            button = TabButton(tab_id, text, count, self)
            self._group.addButton(button)
            self._row.insertWidget(place, button)
        self.choose(current or (tabs[0][0] if tabs else ""))

    def set_count(self, tab_id: str, count: int | None) -> None:
        for button in self._buttons():
            if button.tab_id == tab_id:
                button.set_count(count)

    def choose(self, tab_id: str) -> None:
        for button in self._buttons():
            if button.tab_id == tab_id:
                button.setChecked(True)

    def current(self) -> str:
        button = self._group.checkedButton()
        return button.tab_id if isinstance(button, TabButton) else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        buttons = self._buttons()
        here = next((i for i, b in enumerate(buttons) if b.isChecked()), -1)
        if step and here >= 0:
            there = buttons[(here + step) % len(buttons)]
            there.setChecked(True)
            there.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def _buttons(self) -> list[TabButton]:
        return [button for button in self._group.buttons() if isinstance(button, TabButton)]

    def _toggled(self, button: QAbstractButton, chosen: bool) -> None:
        if chosen and isinstance(button, TabButton):
            self.chosen.emit(button.tab_id)


class Tabs(QWidget):
    """A tab bar over pages, one widget each."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = TabBar(self)
        self._stack = QStackedWidget(self)
        self._places: dict[str, int] = {}
        self._entries: list[tuple[str, str, int | None]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self._stack, 1)
        self.bar.chosen.connect(self._show)

    def add_tab(self, tab_id: str, text: str, page: QWidget, count: int | None = None) -> None:
        """Add at the right end; the chosen tab stays."""
        current = self.bar.current()
        self._places[tab_id] = self._stack.addWidget(page)
        self._entries.append((tab_id, text, count))
        self.bar.set_tabs(self._entries, current)

    def _show(self, tab_id: str) -> None:
        self._stack.setCurrentIndex(self._places[tab_id])
