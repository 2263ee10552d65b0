"""The ledger: assets as a list with two lines each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QWidget

from itdesk.core.clock import day_of
from itdesk.core.kinds import Column
from itdesk.store.lists import ListRow
from itdesk.ui.kit.record_model import ListColumn
from itdesk.ui.kit.rows import Cell, Look
from itdesk.ui.pages.assets.detail import AssetDetail
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


SOON_MONTHS = 9
USUAL_MONTHS = 36
"""The whole bar where nobody wrote down when the asset was bought."""


def warranty_cell(cell: Cell, bought: object, today: date) -> Cell:
    """Months left over a bar of the whole warranty; the exact day is the hint."""
    try:
        until = date.fromisoformat(str(cell.value))
    except ValueError:
        return cell
    left = max(_months(today, until), 0)
    try:
        whole = _months(date.fromisoformat(str(bought)), until)
    except ValueError:
        whole = USUAL_MONTHS
    state = "crit" if left == 0 else "warn" if left <= SOON_MONTHS else "ok"
    share = min(left / max(whole, 1), 1.0)
    return replace(cell, text=f"{left} mo", share=share, state=state, hint=cell.text)


def _months(start: date, end: date) -> int:
    """Whole months from one day to another; negative when it lies before."""
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)


class AssetsPage(ListPage):
    """Ctrl+3."""

    id = "assets"
    kind_name = "asset"
    is_imported = True
    two_line = True
    print_report = "asset-register"

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
        if column.name == "warranty-until":
            return ListColumn(column, Look.METER, self.tr("Warranty"), 120, min_window=1100)
        if column.name == "price":
            return replace(ListColumn.of(column), min_window=1100)
        return ListColumn.of(column)

    def extra_columns(self) -> Sequence[str]:
        return ("type", "manufacturer", "model", "name", "bought")

    def dress(self, row: ListRow, cells: dict[str, Cell]) -> Mapping[str, Cell]:
        about = " ".join(str(row.values[n]) for n in ("manufacturer", "model") if row.values[n])
        icon = ICONS.get(str(row.values["type"]), "box")
        second = about or str(row.values["name"] or "")
        cells["tag"] = replace(cells["tag"], icon=icon, second=second, strong=True)
        if (warranty := cells.get("warranty-until")) is not None:
            cells["warranty-until"] = warranty_cell(warranty, row.values["bought"], self._today())
        return cells

    def make_detail(self) -> QWidget:
        return AssetDetail(self.context)

    def _today(self) -> date:
        return day_of(self.context.desk.store.clock.now(), self.context.desk.zone)

    def sum_columns(self) -> Sequence[str]:
        return ("price",)
