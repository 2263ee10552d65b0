"""Alerts: what the watch raised, what is open first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from itdesk.store.lists import ListRow
from itdesk.ui.kit.command import Command
from itdesk.ui.kit.record_model import ListColumn
from itdesk.ui.kit.rows import Cell, Look
from itdesk.ui.pages.list_page import ListPage

if TYPE_CHECKING:
    from itdesk.desk.desk import Desk
    from itdesk.ui.kit.tasks import Progress

_SHOWN = ("severity", "since", "ticket")
_WIDE_ONLY = ("until",)
"""Columns that a narrow window leaves to the pane at the right."""


class AlertList(ListPage):
    """The watch opens and closes them; a person goes to the ticket, or closes what nobody watches."""

    id = "network.alerts"
    kind_name = "alert"
    two_line = True

    def list_columns(self) -> Sequence[ListColumn]:
        kind = self.kind
        known = {column.name: column for column in super().list_columns()}
        first = [
            ListColumn(kind.column("state"), Look.STATE),
            ListColumn(kind.column("message"), Look.TITLE, stretch=True),
            *(known[name] for name in _SHOWN),
            *(replace(known[name], min_window=1600) for name in _WIDE_ONLY),
        ]
        placed = {column.name for column in first}
        rest = [column for name, column in known.items() if name not in placed]
        return [*first, *(replace(c, column=replace(c.column, shown=False)) for c in rest)]

    def extra_columns(self) -> Sequence[str]:
        return ("state", "device", "asset", "ticket")

    def dress(self, row: ListRow, cells: dict[str, Cell]) -> Mapping[str, Cell]:
        if "message" in cells:
            second = " · ".join(cells[name].text for name in ("device", "asset") if row.values[name])
            is_open = row.values["state"] == "open"
            cells["message"] = replace(cells["message"], second=second, strong=is_open)
        return cells

    def primary_action(self) -> Command | None:
        """Nobody makes an alert by hand."""
        return super().primary_action() if self.as_at is not None else None

    def empty_state(self) -> tuple[str, str, Sequence[Command], str]:
        hint = self.tr("When a watched device falls silent or is too busy, it stands here with its ticket.")
        return self.tr("No alerts"), hint, (), "siren"

    # --- what can be done --------------------------------------------------------------------
    def selection_commands(self) -> Sequence[Command]:
        return (
            Command("alert.ticket", self.tr("Open ticket"), self.open_ticket, "T", "inbox",
                    enabled=self._has_ticket),
            Command("alert.device", self.tr("Open device"), self.open_device, "D", "network",
                    enabled=self._some),
            Command("alert.close", self.tr("Close"), self.close_alert, "", "check", enabled=self._is_open),
        )  # fmt: skip

    def _value(self, name: str) -> object:
        """What the list shows of the chosen alert: a key where it refers to another record."""
        row = self.list.current_row()
        return row.cell(name).value if row is not None else None

    def _some(self) -> bool:
        return self.current_id() is not None

    def _has_ticket(self) -> bool:
        return self._value("ticket") is not None

    def _is_open(self) -> bool:
        return self._value("state") == "open"

    def open_ticket(self) -> None:
        ticket = self._value("ticket")
        if isinstance(ticket, int):
            self.context.open_record("ticket", ticket)

    def open_device(self) -> None:
        device = self._value("device")
        if isinstance(device, int):
            self.context.open_record("device", device)

    def close_alert(self) -> None:
        """Call it over; the watch raises it anew when it is not."""
        key = self.current_id()
        if key is not None:
            work = partial(_close, self.context.desk, key)
            self.context.run(self.tr("Closing the alert"), work, self._closed)

    def _closed(self, entry: int) -> None:
        undo = Command("undo", self.tr("Undo"), partial(self.context.undo, entry))
        self.context.messages.done(self.tr("Alert closed"), undo)


def _close(desk: Desk, key: int, _progress: Progress) -> int:
    return desk.monitoring.close_alert(desk.actor, key)
