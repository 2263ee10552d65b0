"""The one delegate: draws row background, line, selection and every look of a cell."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)

from itdesk.ui.kit import fonts, icons
from itdesk.ui.kit.cell_width import PAD, is_chip, natural_width
from itdesk.ui.kit.chips import avatar, chip, draw_bar, priority_bars
from itdesk.ui.kit.record_model import ListColumn, RecordModel
from itdesk.ui.kit.rows import Cell, Look
from itdesk.ui.kit.sparkline import sparkline
from itdesk.ui.kit.state_glyph import draw_glyph, glyph_of
from itdesk.ui.kit.text import plain_tooltip
from itdesk.ui.kit.theme import Theme, theme

ACCENT_BAR = 3
_SINGLE = Qt.TextFlag.TextSingleLine
_LEFT = (Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter).value | _SINGLE.value
_RIGHT = (Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter).value | _SINGLE.value
# plain numbers: enum arithmetic in Python costs microseconds, and this runs for every cell
_SELECTED = QStyle.StateFlag.State_Selected.value
_HOVERED = QStyle.StateFlag.State_MouseOver.value


class Brush:
    """What one cell's painting needs, gathered once."""

    __slots__ = ("box", "look", "painter", "ratio", "selected", "two_line")

    def __init__(self, painter: QPainter, box: QRectF, selected: bool, two_line: bool) -> None:
        self.painter = painter
        self.box = box
        self.selected = selected
        self.two_line = two_line
        self.look: Theme = theme()
        self.ratio = painter.device().devicePixelRatioF()

    def ink(self, role: str) -> QColor:
        """Text on a selected row keeps its contrast in a colour of its own."""
        return self.look.colour("selection_text" if self.selected and role == "text" else role)

    def text(
        self,
        box: QRectF,
        words: str,
        ink: QColor,
        role: str = "body",
        weight: int = 400,
        *,
        align: int = _LEFT,
        figures: bool = False,
    ) -> None:
        """One line, elided at the right."""
        self.painter.setFont(fonts.font(role, weight, figures=figures))
        self.painter.setPen(ink)
        shown = fonts.elided(words, int(box.width()), role, weight, figures=figures)
        self.painter.drawText(box, align, shown)


class RecordDelegate(QStyledItemDelegate):
    """Paints cells of a `RecordModel`; `two_line` rows show `Cell.second` below the text."""

    two_line = False

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        model = index.model()
        if not isinstance(model, RecordModel):
            return
        state = option.state.value
        selected = bool(state & _SELECTED)
        place, rect = index.row(), option.rect
        column = model.columns[index.column()]
        self._ground(painter, option.widget, rect, selected, bool(state & _HOVERED), place)
        row = model.row_at(place)
        box = QRectF(rect.x() + PAD, rect.y(), rect.width() - 2 * PAD, rect.height() - 1)
        brush = Brush(painter, box, selected, self.two_line)
        if row is None:
            _placeholder(brush, index.column())
        else:
            _PAINT[column.look](brush, row.cell(column.name), column)

    def _ground(
        self, painter: QPainter, view: object, rect: QRect, selected: bool, hovered: bool, place: int
    ) -> None:
        """Tint, line below, and at the left edge the accent bar of a selected row."""
        look = theme()
        x, y, width, height = rect.x(), rect.y(), rect.width(), rect.height()
        if selected or hovered:
            painter.fillRect(rect, look.colour("selection" if selected else "hover"))
        painter.fillRect(x, y + height - 1, width, 1, look.colour("border"))
        if selected:
            if x <= 0:
                painter.fillRect(x, y, ACCENT_BAR, height, look.colour("accent"))
        elif isinstance(view, QAbstractItemView) and view.currentIndex().row() == place and view.hasFocus():
            painter.fillRect(x, y, width, 1, look.colour("accent"))
            painter.fillRect(x, y + height - 1, width, 1, look.colour("accent"))

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Width that shows the cell whole (asked when a column's edge is double-clicked)."""
        model = index.model()
        row = model.row_at(index.row()) if isinstance(model, RecordModel) else None
        if row is None or not isinstance(model, RecordModel):
            return QSize(40, theme().size("row_normal"))
        cell = row.cell(model.columns[index.column()].name)
        width = natural_width(cell, model.columns[index.column()], two_line=self.two_line)
        return QSize(width, theme().size("row_normal"))

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """The full text of an elided cell, or its hint (the absolute time of an age)."""
        model = index.model()
        if event.type() is not QEvent.Type.ToolTip or not isinstance(model, RecordModel):
            return super().helpEvent(event, view, option, index)
        row = model.row_at(index.row())
        cell = row.cell(model.columns[index.column()].name) if row is not None else Cell(text="")
        column = model.columns[index.column()]
        elided = natural_width(cell, column, two_line=self.two_line) > option.rect.width()
        second = cell.second if elided or not self.two_line else ""
        parts = [cell.text if elided else "", second, cell.hint]
        words = "\n".join(part for part in parts if part)
        QToolTip.showText(event.globalPos(), plain_tooltip(words), view, option.rect)
        return True


def _placeholder(brush: Brush, column: int) -> None:
    """A row that is still on its way: a bar where its text will stand."""
    share = (0.75, 0.5, 0.65, 0.4)[column % 4]
    height = brush.look.px(8)
    box = QRectF(brush.box.left(), brush.box.center().y() - height / 2, brush.box.width() * share, height)
    brush.painter.setPen(Qt.PenStyle.NoPen)
    brush.painter.setBrush(brush.look.colour("sunken"))
    brush.painter.drawRoundedRect(box, 4, 4)
    brush.painter.setBrush(Qt.BrushStyle.NoBrush)


def _text(brush: Brush, cell: Cell, column: ListColumn) -> None:
    ink = brush.look.state(cell.state, "fg") if cell.state else brush.ink("text2")
    _lines(brush, brush.box, cell, ink, 600 if cell.strong else 400)


def _code(brush: Brush, cell: Cell, column: ListColumn) -> None:
    ink = brush.ink("text") if cell.strong else brush.ink("text2")
    brush.text(brush.box, cell.text, ink, weight=600 if cell.strong else 500)


def _number(brush: Brush, cell: Cell, column: ListColumn) -> None:
    ink = brush.look.state(cell.state, "fg") if cell.state else brush.ink("text2")
    brush.text(brush.box, cell.text, ink, align=_RIGHT, figures=True, weight=600 if cell.strong else 400)


def _title(brush: Brush, cell: Cell, column: ListColumn) -> None:
    box = QRectF(brush.box)
    if cell.icon:
        side = brush.look.px(16)
        picture = icons.pixmap(cell.icon, brush.ink("text2"), side, brush.ratio)
        brush.painter.drawPixmap(QPointF(box.left(), box.center().y() - side / 2), picture)
        box.setLeft(box.left() + brush.look.px(26))
    for mark in reversed(cell.marks):
        side = brush.look.px(15)
        picture = icons.pixmap(mark, brush.ink("text2"), side, brush.ratio)
        brush.painter.drawPixmap(QPointF(box.right() - side, box.center().y() - side / 2), picture)
        box.setRight(box.right() - brush.look.px(22))
    weight = 600 if cell.strong or (brush.two_line and cell.second) else 500
    _lines(brush, box, cell, brush.ink("text"), weight)


def _avatar(brush: Brush, cell: Cell, column: ListColumn) -> None:
    box = QRectF(brush.box)
    side = brush.look.px(28 if brush.two_line else 22)
    picture = avatar(cell.text, side, brush.ratio)
    brush.painter.drawPixmap(QPointF(box.left(), box.center().y() - side / 2), picture)
    box.setLeft(box.left() + side + brush.look.px(12))
    _lines(brush, box, cell, brush.ink("text"), 600)


def _lines(brush: Brush, box: QRectF, cell: Cell, ink: QColor, weight: int) -> None:
    """The text, and in two-line lists its second line under it."""
    if not (brush.two_line and cell.second):
        brush.text(box, cell.text, ink, weight=weight)
        return
    line = brush.look.px(17)
    top = box.center().y() - line
    brush.text(QRectF(box.left(), top, box.width(), line), cell.text, ink, weight=weight)
    below = QRectF(box.left(), top + line, box.width(), line)
    brush.text(below, cell.second, brush.ink("text2"), role="small")


def _chip(brush: Brush, cell: Cell, column: ListColumn) -> None:
    if not is_chip(cell):
        brush.text(brush.box, cell.text, brush.ink("text2"))
        return
    glyph = cell.glyph or glyph_of(cell.state, cell.value)
    words = fonts.elided(cell.text, int(brush.box.width()) + PAD - brush.look.px(28), "small", 500)
    picture = chip(words, cell.state, glyph, brush.ratio, selected=brush.selected)
    top = brush.box.center().y() - picture.height() / brush.ratio / 2
    brush.painter.drawPixmap(QPointF(brush.box.left() - 3, top), picture)


def _state(brush: Brush, cell: Cell, column: ListColumn) -> None:
    side = brush.look.px(11)
    box = QRectF(brush.box.left(), brush.box.center().y() - side / 2, side, side)
    draw_glyph(brush.painter, cell.glyph or glyph_of(cell.state), box, brush.look.state(cell.state))
    words = brush.box.adjusted(brush.look.px(20), 0, 0, 0)
    alarming = cell.state in ("warn", "crit")
    ink = brush.look.state(cell.state, "fg") if alarming else brush.ink("text2")
    brush.text(words, cell.text, ink, weight=600 if cell.state == "crit" else 400)


def _priority(brush: Brush, cell: Cell, column: ListColumn) -> None:
    try:
        level = int(cell.value) if cell.value is not None else 4
    except (ValueError, OverflowError):
        level = 4
    picture = priority_bars(level, brush.ratio)
    top = brush.box.center().y() - picture.height() / brush.ratio / 2
    brush.painter.drawPixmap(QPointF(brush.box.left(), top), picture)


def _due(brush: Brush, cell: Cell, column: ListColumn) -> None:
    """Words first, the bar under them; paused shows no bar."""
    if cell.share is None:
        brush.text(brush.box, cell.text, brush.ink("text2"))
        return
    alarming = cell.state in ("warn", "crit")
    ink = brush.look.state(cell.state, "fg") if alarming else brush.ink("text2")
    bar = brush.look.px(4)
    line = brush.look.px(16)
    top = brush.box.center().y() - (line + bar + 1) / 2
    words = QRectF(brush.box.left(), top, brush.box.width(), line)
    brush.text(words, cell.text, ink, role="small", weight=500, figures=False)
    track = QRectF(brush.box.left(), top + line + 1, brush.box.width(), bar)
    draw_bar(brush.painter, track, cell.share, cell.state or "ok", brush.look, selected=brush.selected)


def _meter(brush: Brush, cell: Cell, column: ListColumn) -> None:
    """Words and a short bar on one line."""
    if cell.share is None:
        brush.text(brush.box, cell.text, brush.ink("text2"))
        return
    bar, width = brush.look.px(4), min(brush.look.px(46), brush.box.width() * 0.45)
    track = QRectF(brush.box.right() - width, brush.box.center().y() - bar / 2, width, bar)
    words = brush.box.adjusted(0, 0, -width - brush.look.px(8), 0)
    brush.text(words, cell.text, brush.ink("text2"), align=_RIGHT, figures=True)
    draw_bar(brush.painter, track, cell.share, cell.state or "ok", brush.look, selected=brush.selected)


def _spark(brush: Brush, cell: Cell, column: ListColumn) -> None:
    if not cell.points:
        brush.text(brush.box, cell.text, brush.ink("text2"))
        return
    height = int(brush.box.height()) - brush.look.px(12)
    width = min(int(brush.box.width()), brush.look.px(66))
    picture = sparkline(cell.points, width, height, cell.state, brush.ratio)
    brush.painter.drawPixmap(QPointF(brush.box.left(), brush.box.center().y() - height / 2), picture)


_PAINT: dict[Look, Callable[[Brush, Cell, ListColumn], None]] = {
    Look.TEXT: _text,
    Look.CODE: _code,
    Look.NUMBER: _number,
    Look.TITLE: _title,
    Look.CHIP: _chip,
    Look.STATE: _state,
    Look.PRIORITY: _priority,
    Look.DUE: _due,
    Look.METER: _meter,
    Look.SPARK: _spark,
    Look.AVATAR: _avatar,
}
