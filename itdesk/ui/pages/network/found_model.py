"""Who answered a sweep, each with a tick for those that are to be watched."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from itdesk.ui.kit.text import plain_tooltip
from itdesk.ui.kit.theme import theme

Index = QModelIndex | QPersistentModelIndex
ADDRESS, NAME, MADE, STATE = range(4)


class FoundModel(QAbstractTableModel):
    """Rows as `itdesk discover` tells them, in the order of their addresses."""

    ticked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._found: list[Mapping[str, Any]] = []
        self._ticks: set[str] = set()

    # --- what is in it -----------------------------------------------------------------------
    def clear(self) -> None:
        self.beginResetModel()
        self._found.clear()
        self._ticks.clear()
        self.endResetModel()
        self.ticked.emit()

    def add(self, found: Mapping[str, Any]) -> None:
        """Somebody more; ticked unless it is watched already. One thing is ticked at its first address."""
        order = _order(found)
        place = sum(_order(other) < order for other in self._found)
        self.beginInsertRows(QModelIndex(), place, place)
        self._found.insert(place, found)
        self._tick(found)
        self.endInsertRows()
        self.dataChanged.emit(self.index(0, ADDRESS), self.index(len(self._found) - 1, STATE))
        self.ticked.emit()

    def _tick(self, found: Mapping[str, Any]) -> None:
        """A tick that a person took away meanwhile is not set again."""
        serial, address = found["serial"], str(found["address"])
        same = [other for other in self._found if other["serial"] == serial] if serial else [found]
        places = [str(other["address"]) for other in same]
        if not all(self.may_watch(other) for other in same):
            self._ticks.difference_update(places)
        elif len(same) == 1:
            self._ticks.add(address)
        elif places[0] == address and places[1] in self._ticks:
            self._ticks.remove(places[1])
            self._ticks.add(address)

    @staticmethod
    def may_watch(found: Mapping[str, Any]) -> bool:
        return not found["failure"] and not found["device"]

    def wanted(self) -> list[str]:
        """Addresses that are ticked."""
        return [str(f["address"]) for f in self._found if str(f["address"]) in self._ticks]

    def toggle(self, row: int) -> None:
        """Tick, or take the tick away, where one may stand."""
        found = self._found[row]
        if self.may_watch(found):
            self._ticks ^= {str(found["address"])}
            self.dataChanged.emit(self.index(row, ADDRESS), self.index(row, STATE))
            self.ticked.emit()

    # --- Qt's -----------------------------------------------------------------------------------
    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._found)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else 4

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or orientation is Qt.Orientation.Vertical:
            return None
        return (self.tr("Address"), self.tr("Name"), self.tr("Device"), self.tr("State"))[section]

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == ADDRESS and self.may_watch(self._found[index.row()]):
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        self.toggle(index.row())
        return True

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        found = self._found[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._texts(found)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(self._texts(found)[index.column()])
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == ADDRESS and self.may_watch(found):
            return Qt.CheckState.Checked if found["address"] in self._ticks else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.ForegroundRole and not self.may_watch(found):
            return theme().colour("warn_fg" if found["failure"] else "text3")
        return None

    def _texts(self, found: Mapping[str, Any]) -> tuple[str, str, str, str]:
        made = " ".join(str(found[word]) for word in ("vendor", "model") if found[word])
        return str(found["address"]), str(found["name"]) or "—", made or "—", self._state(found)

    def _state(self, found: Mapping[str, Any]) -> str:
        if found["device"]:
            return self.tr("watched as {device}").format(device=found["device"])
        if found["failure"] == "auth":
            return self.tr("does not accept the credential")
        if found["failure"]:
            return self.tr("answers, but not with SNMP")
        return self.tr("not watched")


def _order(found: Mapping[str, Any]) -> tuple[int, ...]:
    host = str(found["address"]).partition(":")[0]
    return tuple(int(part) for part in host.split(".") if part.isdecimal())
