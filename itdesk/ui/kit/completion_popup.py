"""What can come next in a query line: names, values and what they mean, with counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from itdesk.ui.kit import fonts
from itdesk.ui.kit.keycap import KeyHint
from itdesk.ui.kit.text import Panel
from itdesk.ui.kit.theme import theme

WIDTH, ROW, NAME = 500, 32, 140
MOST_ROWS = 8


class Offer(Protocol):
    """A completion as `itdesk.core.query.complete` makes it."""

    @property
    def label(self) -> str: ...
    @property
    def meaning(self) -> str: ...
    @property
    def count(self) -> int | None: ...


class _Offers(QAbstractListModel):
    offers: Sequence[Offer] = ()
    typed = ""

    def show(self, offers: Sequence[Offer], typed: str) -> None:
        self.beginResetModel()
        self.offers, self.typed = offers, typed
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.offers)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        offer = self.offers[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return offer.label
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{offer.label}, {offer.meaning}"
        return None


class _OfferDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(theme().px(WIDTH), theme().px(ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        model = index.model()
        if not isinstance(model, _Offers):
            return
        look, rect = theme(), option.rect
        box = QRectF(rect).adjusted(6, 0, -6, 0)
        if option.state & QStyle.StateFlag.State_Selected:
            draw_chosen(painter, box)
        offer = model.offers[index.row()]
        name = box.adjusted(look.px(14), 0, 0, 0)
        draw_typed(painter, name, offer.label, model.typed, look.px(NAME))
        count = f"{offer.count:,}" if offer.count is not None else ""
        meaning = box.adjusted(look.px(14 + NAME), 0, -look.px(56), 0)
        painter.setFont(fonts.font("small"))
        painter.setPen(look.colour("text2"))
        centre = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(meaning, centre, fonts.elided(offer.meaning, int(meaning.width()), "small"))
        painter.setPen(look.colour("text3"))
        right = centre | Qt.AlignmentFlag.AlignRight
        painter.drawText(box.adjusted(0, 0, -look.px(10), 0), right, count)


def draw_chosen(painter: QPainter, box: QRectF) -> None:
    """The tint and accent bar of the chosen row of an overlay."""
    look = theme()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.colour("selection"))
    painter.drawRoundedRect(box, 6, 6)
    painter.setBrush(look.colour("accent"))
    painter.drawRoundedRect(QRectF(box.left(), box.top() + 2, 3, box.height() - 4), 1.5, 1.5)
    painter.restore()


def draw_typed(painter: QPainter, box: QRectF, words: str, typed: str, width: int) -> None:
    """Words whose first occurrence of what was typed stands in accent."""
    look = theme()
    # Not by casefold alone: it makes "ß" two letters, and the cut would slip.
    ends = ((at, at + len(typed)) for at in range(len(words) if typed else 0))
    cut = next((end for end in ends if words[slice(*end)].casefold() == typed.casefold()), (0, 0))
    left, end = box.left(), box.left() + width
    parts = (
        (words[: cut[0]], "text", 400),
        (words[cut[0] : cut[1]], "accent", 600),
        (words[cut[1] :], "text", 400),
    )
    for part, ink, weight in parts:
        shown = fonts.elided(part, max(int(end - left), 0), "body", weight) if part else ""
        painter.setFont(fonts.font("body", weight))
        painter.setPen(look.colour(ink))
        line = QRectF(left, box.top(), end - left, box.height())
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, shown)
        left += fonts.metrics("body", weight).horizontalAdvance(shown)


class CompletionPopup(Panel):
    """Lies over the window under the query line and never takes the focus from it."""

    chosen = Signal(int)
    """A row was clicked: its number."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("overlay", parent)
        self._host = parent
        self._model = _Offers(self)
        self._view = QListView(self)
        self._view.setObjectName("plainlist")
        self._view.setModel(self._model)
        self._view.setItemDelegate(_OfferDelegate(self._view))
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.setAccessibleName(self.tr("Completions"))
        self._view.clicked.connect(self._clicked)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 8, 1, 0)
        column.setSpacing(0)
        column.addWidget(self._view)
        column.addWidget(self._foot())
        self.hide()

    def _foot(self) -> QWidget:
        foot = Panel("popupfoot", self)
        foot.setFixedHeight(theme().px(32))
        row = QHBoxLayout(foot)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(14)
        for key, words in (
            ("Tab", self.tr("take")),
            ("↑↓", self.tr("move")),
            ("↵", self.tr("search as typed")),
        ):
            row.addWidget(KeyHint(key, words))
        row.addStretch(1)
        return foot

    def show_offers(self, offers: Sequence[Offer], typed: str, left: int, top: int) -> None:
        """Show at this place of the parent, the first row chosen; nothing to offer hides it."""
        if not offers:
            self.hide()
            return
        look = theme()
        self._model.show(offers, typed)
        self._view.setCurrentIndex(self._model.index(0, 0))
        frame = look.px(32) + 10
        fitting = (self._host.height() - top - frame) // look.px(ROW)
        rows = min(len(offers), MOST_ROWS, max(fitting, 1))
        room = self._host.width()
        width = min(look.px(WIDTH), room - 16)
        left = max(min(left, room - width - 8), 8)
        self.setGeometry(left, top, width, rows * look.px(ROW) + frame)
        self.show()
        self.raise_()

    def step(self, by: int) -> None:
        count = self._model.rowCount()
        row = (self._view.currentIndex().row() + by) % count if count else 0
        self._view.setCurrentIndex(self._model.index(row, 0))

    def current(self) -> int:
        return self._view.currentIndex().row()

    def _clicked(self, index: QModelIndex) -> None:
        self.chosen.emit(index.row())
