"""The journal's entries as rows, newest first, read on as one scrolls."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from itdesk.core.clock import local_zone, to_datetime
from itdesk.store.journal import Entry
from itdesk.ui.kit.theme import theme

Index = QModelIndex | QPersistentModelIndex
PAGE = 100


class EntriesModel(QAbstractTableModel):
    """`more(before)` asks for entries older than a number (None: the newest); `add` brings them."""

    def __init__(self, more: Callable[[int | None], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._more = more
        self._entries: list[Entry] = []
        self._asked, self._ended = False, False
        self._heads = (
            self.tr("Entry"), self.tr("When"), self.tr("Who"), self.tr("From"), self.tr("What"),
            self.tr("Changes"), self.tr("State"),
        )  # fmt: skip

    def start_again(self) -> None:
        """Forget what was read and begin at the newest."""
        self.beginResetModel()
        self._entries, self._asked, self._ended = [], True, False
        self.endResetModel()
        self._more(None)

    def add(self, entries: Sequence[Entry]) -> None:
        self._asked = False
        self._ended = len(entries) < PAGE
        if entries:
            first = len(self._entries)
            self.beginInsertRows(QModelIndex(), first, first + len(entries) - 1)
            self._entries += entries
            self.endInsertRows()

    def entry(self, place: int) -> Entry:
        return self._entries[place]

    def canFetchMore(self, parent: Index) -> bool:
        return not (parent.isValid() or self._asked or self._ended) and bool(self._entries)

    def fetchMore(self, parent: Index) -> None:
        self._asked = True
        self._more(self._entries[-1].id)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return self._heads[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._texts(entry)[index.column()]
        if role == Qt.ItemDataRole.ForegroundRole and entry.undone_by is not None:
            return theme().colour("text3")
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in (0, 5):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def _texts(self, entry: Entry) -> tuple[str, ...]:
        when = f"{to_datetime(entry.at, local_zone()):%d %b %Y %H:%M}"
        state = self.tr("undone by {entry}").format(entry=entry.undone_by) if entry.undone_by else ""
        return (str(entry.id), when, entry.actor, entry.origin, entry.verb, f"{entry.changes:,}", state)
