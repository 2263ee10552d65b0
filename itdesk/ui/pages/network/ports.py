"""The ports of a device as buttons, in the two rows of a front panel."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from itdesk.core.units import format_rate
from itdesk.monitoring.detail import Port
from itdesk.ui.kit.cards import clear
from itdesk.ui.kit.state_glyph import StateMark, draw_glyph
from itdesk.ui.kit.text import Label, set_tooltip
from itdesk.ui.kit.theme import theme

SIDE, COLUMNS, GROUP = 18, 24, 12
MOST = 144
"""Ports that are drawn: a chassis with more is read in its list of series."""

STEPS = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip
"""Columns and lines between a port and its neighbour in that direction."""

UP, DOWN, FREE, DISABLED = "up", "down", "free", "disabled"
_LOOKS = {UP: ("ok", ""), DOWN: ("crit", "diamond"), FREE: ("unknown", ""), DISABLED: ("maint", "bars")}


def port_state(port: Port) -> str:
    """up; down where what lies below it is; free where nothing is plugged in; disabled by a person."""
    if port.admin == "down":
        return DISABLED
    if port.oper == "up":
        return UP
    return DOWN if port.oper == "lowerLayerDown" else FREE


def place_of(port: int) -> tuple[int, int]:
    """Column and line of a port: two lines for each `COLUMNS` pairs."""
    block, inside = divmod(port, 2 * COLUMNS)
    return inside // 2, 2 * block + inside % 2


def neighbour(port: int, key: Qt.Key, count: int) -> int:
    """The port that an arrow leads to among `count`; the same one where none is in that direction."""
    (column, line), (right, down) = place_of(port), STEPS[key]
    column, line = column + right, line + down
    there = line // 2 * 2 * COLUMNS + 2 * column + line % 2
    return there if 0 <= column < COLUMNS and line >= 0 and there < count else port


class PortButton(QAbstractButton):
    """A square: filled where a link is, outlined where none is."""

    def __init__(self, port: Port, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.port = port
        self.state = port_state(port)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedSize(self.sizeHint())
        speed = format_rate(port.speed) if port.speed else ""
        words = [port.name, port.alias, self._state_word(), speed]
        self.setAccessibleName(", ".join(word for word in words if word))
        set_tooltip(self, self.accessibleName())

    def _state_word(self) -> str:
        return {
            UP: self.tr("up"), DOWN: self.tr("down"), FREE: self.tr("free"), DISABLED: self.tr("disabled"),
        }[self.state]  # fmt: skip

    def sizeHint(self) -> QSize:
        side = theme().px(SIDE) + 4
        return QSize(side, side)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows are the grid's: it knows the two rows."""
        if Qt.Key(event.key()) in STEPS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(3, 3, -3, -3)
        state, glyph = _LOOKS[self.state]
        if self.state == FREE:
            painter.setPen(QPen(look.colour("border_strong"), 1))
            painter.setBrush(look.colour("surface"))
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.state(state))
        painter.drawRoundedRect(box, 3, 3)
        inset = box.width() * 0.25
        draw_glyph(painter, glyph, box.adjusted(inset, inset, -inset, -inset), look.colour("surface"))
        if self.isChecked() or self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.colour("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)


class PortGrid(QWidget):
    """Odd ports above, even ones below, in groups of twelve; arrows move among them."""

    chosen = Signal(object)
    """The `Port` whose traffic is wanted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: list[PortButton] = []
        self._chosen = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._holder = QWidget(self)
        self._grid = QGridLayout(self._holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(1)
        across = QHBoxLayout()
        across.addWidget(self._holder)
        across.addStretch(1)
        column.addLayout(across)
        self._legend = QHBoxLayout()
        self._legend.setSpacing(6)
        column.addLayout(self._legend)

    @property
    def buttons(self) -> Sequence[PortButton]:
        return self._buttons

    def show_ports(self, ports: Sequence[Port], chosen: str) -> None:
        """`chosen` is the part of the port whose traffic is shown."""
        focused = next((button.port.part for button in self._buttons if button.hasFocus()), None)
        for button in self._buttons:
            self._grid.removeWidget(button)
            button.deleteLater()
        self._chosen = chosen
        self._buttons = [PortButton(port, self._holder) for port in ports[:MOST]]
        for place, button in enumerate(self._buttons):
            button.setChecked(button.port.part == chosen)
            button.clicked.connect(self._clicked)
            column, line = place_of(place)
            self._grid.addWidget(button, line, column + column // GROUP)
            button.show()
        self._focus_again(focused)
        self._grid.setColumnMinimumWidth(GROUP, 10)
        self._fill_legend(ports)

    def _focus_again(self, part: str | None) -> None:
        """The port a person was on keeps the focus; where it is gone, the chosen one has it."""
        if part is not None and self._buttons:
            same = [button for button in self._buttons if button.port.part == part]
            chosen = [button for button in self._buttons if button.isChecked()]
            (same or chosen or self._buttons)[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill_legend(self, ports: Sequence[Port]) -> None:
        clear(self._legend)
        words = {
            UP: self.tr("up"), FREE: self.tr("free"), DOWN: self.tr("down"), DISABLED: self.tr("disabled"),
        }  # fmt: skip
        for state, word in words.items():
            count = sum(port_state(port) == state for port in ports)
            if count:
                mark = StateMark(_LOOKS[state][0], word, _LOOKS[state][1] or "square")
                self._legend.addWidget(mark)
                self._legend.addWidget(Label(f"{count} {word}", "small", "text2"))
                self._legend.addSpacing(8)
        if len(ports) > MOST:
            self._legend.addWidget(
                Label(self.tr("the first {count} are drawn").format(count=MOST), "small", "text2")
            )
        self._legend.addStretch(1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        here = next((i for i, button in enumerate(self._buttons) if button.hasFocus()), None)
        if key not in STEPS or here is None:
            super().keyPressEvent(event)
            return
        there = neighbour(here, key, len(self._buttons))
        self._buttons[there].setFocus(Qt.FocusReason.TabFocusReason)

    def _clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, PortButton):
            for button in self._buttons:
                button.setChecked(button is sender)
            self._chosen = sender.port.part
            self.chosen.emit(sender.port)
