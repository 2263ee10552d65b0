"""A place to paint one cell of a list and look at its picture."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from itdesk.core.kinds import Column
from itdesk.ui.kit.delegate import RecordDelegate
from itdesk.ui.kit.record_model import ListColumn, RecordModel
from itdesk.ui.kit.rows import Cell, Look, Row
from itdesk.ui.kit.theme import theme
from tests.ui.fakes import LateSource, LocalSource

HEIGHT = 40
STATES = ("ok", "warn", "crit", "info", "unknown", "maint")


class Easel:
    """Paints one cell as a list would."""

    def __init__(self, look: Look) -> None:
        self.column = ListColumn(Column(name="it", label="It"), look)
        self.delegate = RecordDelegate()
        self.model = RecordModel([self.column])

    def show(self, cell: Cell | None) -> None:
        """None: the row is still on its way."""
        rows = LateSource if cell is None else LocalSource
        self.model.set_source(rows([1], lambda _: Row(1, cells={"it": cell or Cell()})))
        self.model.want(0, 0)

    def paint(self, cell: Cell | None, width: int, *, selected: bool = False, left: int = 0) -> QImage:
        """The picture of the cell, `left` pixels from the view's edge."""
        self.show(cell)
        picture = QImage(left + width, HEIGHT, QImage.Format.Format_ARGB32)
        picture.fill(theme().colour("surface"))
        option = QStyleOptionViewItem()
        option.rect = QRect(left, 0, width, HEIGHT)
        if selected:
            option.state |= QStyle.StateFlag.State_Selected
        painter = QPainter(picture)
        self.delegate.paint(painter, option, self.model.index(0, 0))
        painter.end()
        return picture.copy(left, 0, width, HEIGHT)

    def width(self, cell: Cell) -> int:
        """The width that the cell asks for."""
        self.show(cell)
        return self.delegate.sizeHint(QStyleOptionViewItem(), self.model.index(0, 0)).width()


def count(picture: QImage, colour: QColor) -> int:
    """Pixels of exactly this colour."""
    wanted = colour.rgb()
    return sum(
        picture.pixel(x, y) == wanted for x in range(picture.width()) for y in range(picture.height() - 1)
    )
