"""The rail at the left: where one is, where one can go, what waits there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from itdesk.ui.kit import fonts, icons
from itdesk.ui.kit.buttons import IconButton, set_words
from itdesk.ui.kit.chips import Avatar
from itdesk.ui.kit.text import ElidedLabel, Panel, set_tooltip
from itdesk.ui.kit.theme import theme
from itdesk.ui.shell.page import Badge, PageEntry

FOOT = "foot"
ROW, GAP, GROUP_GAP = 32, 4, 8
_MARGIN = 8


class RailButton(QAbstractButton):
    """One section. Collapsed it shows its icon, and a dot instead of the badge's number."""

    def __init__(self, entry: PageEntry, shortcut: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entry = entry
        self._shortcut = shortcut
        self._badge = Badge(0)
        self._collapsed = False
        set_words(self, entry.title)
        self.setCheckable(True)
        self.setAutoExclusive(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(theme().px(ROW))
        self._explain()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """In a group arrows choose; else they are the rail's, or they would go to whatever lies beside."""
        if self.group() is None and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def set_badge(self, badge: Badge) -> None:
        self._badge = badge
        self._explain()
        self.update()

    @property
    def badge(self) -> Badge:
        return self._badge

    def set_collapsed(self, collapsed: bool) -> None:
        self._collapsed = collapsed
        self._explain()
        self.update()

    def _explain(self) -> None:
        count = f", {self._badge.count}" if self._badge.count else ""
        self.setAccessibleName(f"{self.entry.title}{count}")
        hint = f"{self.entry.title}{count}" + (f" ({self._shortcut})" if self._shortcut else "")
        set_tooltip(self, hint if self._collapsed or self._shortcut else "")

    def sizeHint(self) -> QSize:
        return QSize(theme().px(ROW), theme().px(ROW))

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("selection" if self.isChecked() else "pressed"))
            painter.drawRoundedRect(box, 6, 6)
        if self.isChecked():
            painter.setBrush(look.colour("accent"))
            painter.drawRoundedRect(QRectF(0, box.height() / 2 - 8, 3, 16), 1.5, 1.5)
        if self.hasFocus():
            painter.setPen(look.colour("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 6, 6)
        self._draw_words(painter)
        if self._badge.count:
            (self._draw_dot if self._collapsed else self._draw_badge)(painter)

    def _draw_words(self, painter: QPainter) -> None:
        look, side, chosen = theme(), theme().px(16), self.isChecked()
        ink = "selection_text" if chosen else "text"
        left = (self.width() - side) / 2 if self._collapsed else look.px(11)
        role = look.colour("accent" if chosen else "text2")
        picture = icons.pixmap(self.entry.icon, role, side, self.devicePixelRatioF())
        painter.drawPixmap(round(left), round((self.height() - side) / 2), picture)
        if not self._collapsed:
            painter.setFont(fonts.font("body", 600 if chosen else 500))
            painter.setPen(look.colour(ink))
            words = QRectF(left + look.px(26), 0, self.width() - left - look.px(26), self.height())
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.entry.title)

    def _draw_badge(self, painter: QPainter) -> None:
        look, text = theme(), f"{self._badge.count:,}"
        width = max(fonts.metrics("small", 600).horizontalAdvance(text) + look.px(10), look.px(20))
        height = look.px(18)
        box = QRectF(self.width() - width - 7, (self.height() - height) / 2, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.state(self._badge.state, "bg"))
        painter.drawRoundedRect(box, 5, 5)
        painter.setFont(fonts.font("small", 600))
        painter.setPen(look.state(self._badge.state, "fg"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _draw_dot(self, painter: QPainter) -> None:
        look = theme()
        painter.setPen(look.colour("rail"))
        painter.setBrush(look.state(self._badge.state))
        painter.drawEllipse(QRectF(self.width() / 2 + 3, self.height() / 2 - 11, 9, 9))


class Mark(QWidget):
    """The program's sign: a life buoy on a tile."""

    def __init__(self, side: int = 28, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(theme().px(side), theme().px(side))

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("accent_fill"))
        painter.drawRoundedRect(QRectF(self.rect()), 7, 7)
        side = self.width() * 4 // 7
        picture = icons.pixmap("life-buoy", look.colour("on_accent"), side, self.devicePixelRatioF())
        painter.drawPixmap((self.width() - side) // 2, (self.height() - side) // 2, picture)


class Rail(Panel):
    """Sections in groups, Settings and the person at the foot."""

    chosen = Signal(str)
    """A page's id."""
    collapse_asked = Signal()
    desk_asked = Signal()
    """Another desk is wanted."""

    def __init__(self, entries: Sequence[PageEntry], parent: QWidget | None = None) -> None:
        super().__init__("rail", parent)
        self._buttons: dict[str, RailButton] = {}
        self._office = ElidedLabel("", "small", "text2")
        self._name = ElidedLabel("itdesk", "strong", weight=600)
        self._person = ElidedLabel("", "body", weight=500)
        self._role = ElidedLabel("", "small", "text2")
        self._avatar = Avatar("", 26)
        self._desks = IconButton("chevrons-up-down", self.tr("Open another desk"))
        self._fold = IconButton("panel-left-close", self.tr("Collapse"))
        self._desks.clicked.connect(self.desk_asked)
        self._fold.clicked.connect(self.collapse_asked)
        self.setAccessibleName(self.tr("Sections"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(_MARGIN, 12, _MARGIN, 10)
        self._column.setSpacing(GAP)
        self._column.addWidget(self._head())
        self._column.addSpacing(14)
        self._fill(entries)
        self._column.addWidget(self._foot())
        self.set_collapsed(False)

    def _head(self) -> QWidget:
        head = QWidget(self)
        row = QHBoxLayout(head)
        self._head_row = row
        row.setSpacing(10)
        row.addWidget(Mark())
        self._head_words = _two_lines(self._name, self._office)
        row.addWidget(self._head_words, 1)
        row.addWidget(self._desks)
        return head

    def _foot(self) -> QWidget:
        foot = QWidget(self)
        row = QHBoxLayout(foot)
        self._foot_row = row
        row.setSpacing(9)
        row.addWidget(self._avatar)
        self._foot_words = _two_lines(self._person, self._role)
        row.addWidget(self._foot_words, 1)
        row.addWidget(self._fold)
        return foot

    def _fill(self, entries: Sequence[PageEntry]) -> None:
        group = entries[0].group if entries else ""
        for number, entry in enumerate(sorted(entries, key=_at_foot), 1):
            if entry.group == FOOT != group:
                self._column.addStretch(1)
            elif entry.group != group:
                self._column.addSpacing(GROUP_GAP)
            group = entry.group
            shortcut = f"Ctrl+{number}" if number <= 9 else ""
            button = RailButton(entry, shortcut, self)
            button.clicked.connect(self._clicked)
            self._buttons[entry.id] = button
            self._column.addWidget(button)
        if group != FOOT:
            self._column.addStretch(1)

    @property
    def order(self) -> list[str]:
        """Page ids from top to bottom."""
        return list(self._buttons)

    def button(self, page: str) -> RailButton | None:
        return self._buttons.get(page)

    def set_identity(self, office: str, person: str, role: str) -> None:
        """Whose desk this is and who sits at it."""
        self._office.setText(office)
        self._person.setText(person)
        self._role.setText(role)
        self._role.setVisible(bool(role))
        self._avatar.set_name(person)

    def set_current(self, page: str) -> None:
        for name, button in self._buttons.items():
            button.setChecked(name == page)

    def set_badge(self, page: str, badge: Badge) -> None:
        if (button := self._buttons.get(page)) is not None:
            button.set_badge(badge)

    def set_collapsed(self, collapsed: bool) -> None:
        """56 px with icons only, or the whole width."""
        look = theme()
        self.setFixedWidth(look.size("rail_collapsed" if collapsed else "rail"))
        for widget in (self._head_words, self._foot_words, self._desks, self._fold):
            widget.setVisible(not collapsed)
        right = 6 if collapsed else 0
        self._head_row.setContentsMargins(6, 0, right, 0)
        self._foot_row.setContentsMargins(7, 2, right + 1, 0)
        for button in self._buttons.values():
            button.set_collapsed(collapsed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        buttons = list(self._buttons.values())
        here = next((i for i, button in enumerate(buttons) if button.hasFocus()), -1)
        if step and here >= 0:
            buttons[(here + step) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)
        elif here >= 0 and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            buttons[here].click()
        else:
            super().keyPressEvent(event)

    def _clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, RailButton):
            sender.setChecked(True)
            self.chosen.emit(sender.entry.id)


def _at_foot(entry: PageEntry) -> bool:
    return entry.group == FOOT


def _two_lines(first: QWidget, second: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(first)
    column.addWidget(second)
    return holder
