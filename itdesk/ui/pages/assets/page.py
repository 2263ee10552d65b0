"""The ledger: assets as a list with two lines each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from itdesk.core.kinds import Column
from itdesk.store.lists import ListRow
from itdesk.ui.kit.record_model import ListColumn
from itdesk.ui.kit.rows import Cell, Look
from itdesk.ui.pages.list_page import ListPage

ICONS = {
    "laptop": "laptop",
    "desktop": "pc-case",
    "server": "server",
    "monitor": "monitor",
    "printer": "printer",
    "switch": "ethernet-port",
    "router": "router",
    "firewall": "brick-wall-fire",
    "access-point": "wifi",
    "storage": "hard-drive",
    "ups": "battery-charging",
    "pdu": "plug-zap",
    "phone": "phone",
    "mobile": "smartphone",
    "tablet": "tablet",
    "camera": "cctv",
    "peripheral": "keyboard",
    "virtual": "boxes",
}

_LISTED = ("tag", "status", "person", "place", "warranty-until", "price")


class AssetsPage(ListPage):
    """Ctrl+3."""

    id = "assets"
    kind_name = "asset"
    two_line = True

    def title(self) -> str:
        return self.tr("Assets")

    def new_title(self) -> str:
        return self.tr("New asset")

    def list_columns(self) -> Sequence[ListColumn]:
        rest = [c for c in super().list_columns() if c.name not in _LISTED]
        listed = [self._listed(self.kind.column(name)) for name in _LISTED]
        return [*listed, *(replace(c, column=replace(c.column, shown=False)) for c in rest)]

    def _listed(self, column: Column) -> ListColumn:
        if column.name == "tag":
            return ListColumn(column, Look.TITLE, stretch=True)
        if column.name in ("price", "warranty-until"):
            return replace(ListColumn.of(column), min_window=1100)
        return ListColumn.of(column)

    def extra_columns(self) -> Sequence[str]:
        return ("type", "manufacturer", "model", "name")

    def dress(self, row: ListRow, cells: dict[str, Cell]) -> Mapping[str, Cell]:
        about = " ".join(str(row.values[n]) for n in ("manufacturer", "model") if row.values[n])
        icon = ICONS.get(str(row.values["type"]), "box")
        second = about or str(row.values["name"] or "")
        cells["tag"] = replace(cells["tag"], icon=icon, second=second, strong=True)
        return cells

    def sum_columns(self) -> Sequence[str]:
        return ("price",)
