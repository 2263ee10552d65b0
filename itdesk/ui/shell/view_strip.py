"""Saved views side by side: as many as there is room for, the rest in a menu behind them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QWidget

from itdesk.ui.kit import fonts
from itdesk.ui.kit.buttons import Button, literal, set_words
from itdesk.ui.kit.text import set_tooltip
from itdesk.ui.kit.theme import theme
from itdesk.ui.shell.page import PageView

GAP, WIDEST = 2, 240


class ViewButton(QAbstractButton):
    """A saved view: its name and how many records it has."""

    def __init__(self, view: PageView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = view
        self._count = "" if view.count is None else f"{view.count:,}"
        set_words(self, view.name)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{view.name} {self._count}".strip())
        set_tooltip(self, view.name if self._shown(600) != view.name else "")

    def _shown(self, weight: int) -> str:
        return fonts.elided(self.view.name, theme().px(WIDEST), "body", weight)

    def sizeHint(self) -> QSize:
        width = fonts.metrics("body", 600).horizontalAdvance(self._shown(600)) + 20
        width += fonts.metrics("body").horizontalAdvance(self._count) + 6 if self._count else 0
        return QSize(width, theme().px(30))

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter, chosen = theme(), QPainter(self), self.isChecked()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if chosen or self.underMouse() or self.hasFocus():
            painter.setPen(look.colour("accent") if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("sunken" if chosen else "hover"))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        weight = 600 if chosen else 500
        words = self._shown(weight)
        painter.setFont(fonts.font("body", weight))
        painter.setPen(look.colour("text" if chosen else "text2"))
        painter.drawText(box.adjusted(10, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, words)
        if self._count:
            left = 10 + fonts.metrics("body", weight).horizontalAdvance(words) + 6
            painter.setFont(fonts.font("body"))
            painter.setPen(look.colour("text2"))
            painter.drawText(box.adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._count)


class ViewStrip(QWidget):
    """The chosen view is always on screen."""

    chosen = Signal(str)
    """A view's id."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._views: list[ViewButton] = []
        self._left_out: list[ViewButton] = []
        self._more = Button("", "quiet", parent=self, small=True)
        self._more.clicked.connect(self._open_menu)
        self._more.hide()
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    @property
    def views(self) -> Sequence[ViewButton]:
        return tuple(self._views)

    def show_views(self, views: Sequence[PageView], current: str) -> None:
        """The same views again keep their buttons."""
        if [button.view for button in self._views] != list(views):
            for button in self._views:
                button.hide()
                button.deleteLater()
            self._views = [ViewButton(view, self) for view in views]
            for button in self._views:
                button.clicked.connect(self._clicked)
            self.updateGeometry()
        for button in self._views:
            button.setChecked(button.view.id == current)
        self._lay_out()

    # --- room ------------------------------------------------------------------------------------
    def sizeHint(self) -> QSize:
        return QSize(_width(self._views), theme().px(30))

    def minimumSizeHint(self) -> QSize:
        room = theme().px(WIDEST) // 2 if self._views else 0
        return QSize(min(self.sizeHint().width(), room), theme().px(30))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        self._count_left_out(len(self._views))
        shown = self._fitting()
        self._left_out = [button for button in self._views if button not in shown]
        left = 0
        for button in self._views:
            if button in shown:
                button.setGeometry(left, 0, button.sizeHint().width(), self.height())
                left += button.width() + GAP
            button.setVisible(button in shown)
        self._more.setVisible(bool(self._left_out))
        self._count_left_out(len(self._left_out))
        size = self._more.sizeHint()
        self._more.setGeometry(left, (self.height() - size.height()) // 2, size.width(), size.height())

    def _count_left_out(self, count: int) -> None:
        self._more.set_text(f"+{count}")
        self._more.setAccessibleName(self.tr("{count} more views").format(count=count))

    def _fitting(self) -> list[ViewButton]:
        if _width(self._views) <= self.width():
            return self._views
        room = self.width() - self._more.sizeHint().width()
        shown = [button for button in self._views if button.isChecked()]
        for button in self._views:
            if button not in shown:
                if _width([*shown, button]) > room:
                    break
                shown.append(button)
        return shown

    # --- choosing --------------------------------------------------------------------------------
    def _clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, ViewButton):
            self.chosen.emit(sender.view.id)

    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        menu.aboutToHide.connect(menu.deleteLater)
        for button in self._left_out:
            action = QAction(literal(button.accessibleName()), menu)
            action.setData(button.view.id)
            action.triggered.connect(self._menu_chosen)
            menu.addAction(action)
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def _menu_chosen(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.chosen.emit(str(action.data()))


def _width(buttons: Sequence[ViewButton]) -> int:
    return sum(button.sizeHint().width() for button in buttons) + GAP * max(len(buttons) - 1, 0)
