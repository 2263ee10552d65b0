"""The rows of the palette: headings and items, drawn with what was typed and the keys that do it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from itdesk.ui.kit import fonts, icons
from itdesk.ui.kit.completion_popup import draw_chosen, draw_typed
from itdesk.ui.kit.keycap import draw_keycap, keycap_width
from itdesk.ui.kit.theme import theme

WIDTH, ROW, HEAD = 680, 36, 30
AnyIndex = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class PaletteItem:
    """One row: `title` is matched and highlighted, `about` stands after it, `run` is a bound method."""

    title: str
    run: Callable[[], object] = field(compare=False)
    about: str = ""
    icon: str = ""
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PaletteGroup:
    title: str
    items: tuple[PaletteItem, ...]


class PaletteRows(QAbstractListModel):
    """Headings and items in one list; a heading is a `str`."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[str | PaletteItem] = []
        self.typed = ""

    def show(self, groups: Sequence[PaletteGroup], typed: str) -> None:
        self.beginResetModel()
        self.typed = typed
        self.rows = []
        for group in groups:
            self.rows += [group.title, *group.items]
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row if isinstance(row, str) else f"{row.title}, {row.about}".strip(", ")
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if index.isValid() and isinstance(self.rows[index.row()], str):
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def item(self, row: int) -> PaletteItem | None:
        found = self.rows[row] if 0 <= row < len(self.rows) else None
        return found if isinstance(found, PaletteItem) else None


class PaletteDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        model = index.model()
        heading = isinstance(model, PaletteRows) and model.item(index.row()) is None
        return QSize(theme().px(WIDTH) - 40, theme().px(HEAD if heading else ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        model = index.model()
        if not isinstance(model, PaletteRows):
            return
        item, box = model.item(index.row()), QRectF(option.rect).adjusted(9, 0, -9, 0)
        if item is None:
            painter.setFont(fonts.font("small", 600))
            painter.setPen(theme().colour("text3"))
            line = box.adjusted(11, 4, 0, 0)
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, str(model.rows[index.row()]))
            return
        if option.state & QStyle.StateFlag.State_Selected:
            draw_chosen(painter, box)
        self._draw_item(painter, box, item, model.typed)

    def _draw_item(self, painter: QPainter, box: QRectF, item: PaletteItem, typed: str) -> None:
        look, ratio = theme(), painter.device().devicePixelRatioF()
        side = look.px(16)
        if item.icon:
            picture = icons.pixmap(item.icon, look.colour("text2"), side, ratio)
            top = round(box.top() + (box.height() - side) / 2)
            painter.drawPixmap(round(box.left()) + look.px(12), top, picture)
        right = box.right() - 10
        for key in reversed(item.keys):
            right -= keycap_width(key)
            draw_keycap(painter, right, box.center().y(), key)
            right -= 4
        words = box.adjusted(look.px(40), 0, 0, 0)
        room = int(right - words.left() - 10)
        draw_typed(painter, words, item.title, typed, room)
        used = min(fonts.metrics("body", 500).horizontalAdvance(item.title), room)
        painter.setFont(fonts.font("small"))
        painter.setPen(look.colour("text2"))
        rest = words.adjusted(used + 10, 0, 0, 0)
        shown = fonts.elided(item.about, max(room - used - 10, 0), "small")
        painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, shown)
