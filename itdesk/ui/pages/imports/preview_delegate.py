"""Draws the preview: state chips, what changes struck and new, a wrong cell framed with its reason."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from itdesk.assets.importers.preview import Cell
from itdesk.assets.importers.rows import Row, State
from itdesk.ui.kit import fonts
from itdesk.ui.kit.chips import chip
from itdesk.ui.kit.delegate import PAD, Brush
from itdesk.ui.kit.state_glyph import glyph_of
from itdesk.ui.kit.theme import theme
from itdesk.ui.pages.imports.preview_model import CELL_ROLE, FIRST, LINE, ROW_ROLE, STATE

ROW_HEIGHT, SENTENCE = 36, 22
LOOKS = {State.NEW: "ok", State.CHANGED: "warn", State.SAME: "unknown", State.WRONG: "crit"}
Index = QModelIndex | QPersistentModelIndex


class PreviewDelegate(QStyledItemDelegate):
    """Rows of 36; a wrong row has its sentence below, from the first of the file's columns on."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row = index.data(ROW_ROLE)
        look, whole = theme(), QRectF(option.rect)  # type: ignore[attr-defined]
        selected = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        painter.save()
        painter.setClipRect(whole)
        painter.fillRect(whole, look.colour("selection" if selected else "surface"))
        box = QRectF(whole.left(), whole.top(), whole.width(), min(whole.height(), look.px(ROW_HEIGHT)))
        brush = Brush(painter, box.adjusted(PAD, 0, -PAD, 0), selected, False)
        if index.column() == LINE:
            brush.text(brush.box, str(index.data()), look.colour("text2"), "small", figures=True)
        elif index.column() == STATE:
            self._state(brush, row, str(index.data()))
        else:
            self._cell(brush, box, row, index.data(CELL_ROLE))
        if row.is_wrong and index.column() >= FIRST:
            self._sentence(brush, whole, row)
        painter.setPen(look.colour("border"))
        painter.drawLine(whole.bottomLeft(), whole.bottomRight())
        painter.restore()

    def _state(self, brush: Brush, row: Row, words: str) -> None:
        state = LOOKS[row.state]
        picture = chip(words, state, glyph_of(state), brush.ratio, selected=brush.selected)
        top = brush.box.center().y() - picture.height() / brush.ratio / 2
        brush.painter.drawPixmap(QPointF(brush.box.left(), top), picture)

    def _cell(self, brush: Brush, box: QRectF, row: Row, cell: Cell) -> None:
        look = brush.look
        if cell.state is State.WRONG:
            frame = box.adjusted(3, 4, -3, -4)
            brush.painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            brush.painter.setPen(QPen(look.colour("crit"), 1.5))
            brush.painter.setBrush(look.colour("crit_bg"))
            brush.painter.drawRoundedRect(frame, 4, 4)
            brush.text(brush.box, cell.text or "—", look.colour("crit_fg"), weight=600)
        elif cell.state is State.CHANGED and row.state is not State.SAME:
            brush.painter.fillRect(box.adjusted(0, 0, 0, -1), look.colour("warn_bg"))
            self._changed(brush, cell)
        else:
            ink = "text3" if row.state is State.SAME else "text"
            brush.text(brush.box, cell.text, look.colour(ink))

    def _changed(self, brush: Brush, cell: Cell) -> None:
        """What it was, struck out, then what it becomes."""
        left = brush.box.left()
        if cell.old:
            struck = QFont(fonts.font("body"))
            struck.setStrikeOut(True)
            width = min(fonts.metrics("body").horizontalAdvance(cell.old), int(brush.box.width() * 0.45))
            words = fonts.elided(cell.old, width)
            brush.painter.setFont(struck)
            brush.painter.setPen(brush.look.colour("text3"))
            place = QRectF(left, brush.box.top(), width + 1, brush.box.height())
            brush.painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, words)
            left += width + brush.look.px(6)
        rest = QRectF(left, brush.box.top(), brush.box.right() - left, brush.box.height())
        brush.text(rest, cell.text, brush.look.colour("text"), weight=600)

    def _sentence(self, brush: Brush, whole: QRectF, row: Row) -> None:
        """Each cell draws its part of the one sentence."""
        left = self._view.columnViewportPosition(FIRST) + PAD
        top = whole.top() + brush.look.px(ROW_HEIGHT) - 4
        width = max(self._view.viewport().width() - left, 100)
        place = QRectF(left, top, width, brush.look.px(SENTENCE))
        words = " ".join(row.problems.values())
        brush.text(place, words, brush.look.colour("crit_fg"), "small")

    def updateEditorGeometry(self, editor: object, option: QStyleOptionViewItem, index: Index) -> None:
        """The line covers the cell, not the sentence below it."""
        place = option.rect  # type: ignore[attr-defined]
        place.setHeight(min(place.height(), theme().px(ROW_HEIGHT)))
        editor.setGeometry(place)  # type: ignore[attr-defined]
