"""The list of watched devices, problems first, beside the pane of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from itdesk.core.kinds import Column
from itdesk.core.units import format_age
from itdesk.store.lists import ListRow
from itdesk.ui.kit.buttons import Button
from itdesk.ui.kit.cards import clear
from itdesk.ui.kit.command import Command
from itdesk.ui.kit.record_model import ListColumn
from itdesk.ui.kit.rows import Cell, Look
from itdesk.ui.kit.state_glyph import StateMark
from itdesk.ui.kit.text import Panel
from itdesk.ui.pages.list_page import ListPage
from itdesk.ui.pages.network.add_device import AddDevice
from itdesk.ui.pages.network.detail import DeviceDetail
from itdesk.ui.pages.network.discover import Discover
from itdesk.ui.pages.network.reading import Glance, counts, glances

if TYPE_CHECKING:
    from itdesk.desk.desk import Desk
    from itdesk.ui.app.context import DeskContext
    from itdesk.ui.kit.tasks import Progress

_LISTED = ("name", "state")
SPARK = Column(name="last-hours", label="Last 6 h", editable=False, width=92)
SEEN = Column(name="seen", label="Seen", editable=False, width=70)
LOAD = Column(name="load", label="CPU", editable=False, width=64)
_STATES = ("down", "degraded", "unknown", "up")


class CountsBar(Panel):
    """How many devices are in each state; a press shows those."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("tabbar", parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(14, 4, 14, 6)
        self._row.setSpacing(6)

    def show_counts(self, column: Column, found: Mapping[str, int]) -> None:
        clear(self._row)
        for state in _STATES:
            choice, count = column.choice(state), found.get(state, 0)
            if choice is None or not count:
                continue
            self._row.addWidget(StateMark(choice.state, choice.label))
            button = Button(f"{count} {choice.label.lower()}", "link", small=True)
            button.clicked.connect(partial(self.chosen.emit, state))
            self._row.addWidget(button)
            self._row.addSpacing(10)
        self._row.addStretch(1)
        self.setVisible(bool(found))


class DeviceList(ListPage):
    id = "network.devices"
    kind_name = "device"
    two_line = True
    detail_share = 52

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        self._glances: dict[int, Glance] = {}
        self._asking: AddDevice | Discover | None = None
        super().__init__(context, parent)
        self.counts = CountsBar(self)
        self.counts.chosen.connect(self._show_state)
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            column.insertWidget(2, self.counts)
        self.rows.filled.connect(self._look)

    def new_title(self) -> str:
        return self.tr("Add device")

    def make_new(self) -> None:
        dialog = AddDevice(self.context, self.window())
        dialog.added.connect(self._added)
        self._open(dialog)

    def discover(self) -> None:
        """Ask a range of addresses who is there."""
        self._open(Discover(self.context, self.window()))

    def _open(self, dialog: AddDevice | Discover) -> None:
        self._asking = dialog
        dialog.finished.connect(self._closed)
        dialog.open()

    def _added(self, ref: str) -> None:
        if ref.removeprefix("D-").isdecimal():
            self.show_record("device", int(ref.removeprefix("D-")))

    def _closed(self) -> None:
        self._asking = None

    def empty_state(self) -> tuple[str, str, Sequence[Command], str]:
        sentence, hint, actions, icon = super().empty_state()
        return sentence, hint, (*actions, self.discover_command()), icon

    def discover_command(self) -> Command:
        return Command("device.discover", self.tr("Discover"), self.discover, "", "radar")

    def tools(self) -> Sequence[Command]:
        return (self.discover_command(), *super().tools())

    def commands(self) -> Sequence[Command]:
        return (self.discover_command(), *super().commands())

    # --- the list --------------------------------------------------------------------------
    def list_columns(self) -> Sequence[ListColumn]:
        rest = [c for c in super().list_columns() if c.name not in _LISTED]
        kind = self.kind
        return [
            ListColumn(kind.column("name"), Look.TITLE, stretch=True),
            ListColumn(kind.column("state"), Look.STATE),
            ListColumn(SPARK, Look.SPARK, self.tr("Last 6 h"), sortable=False),
            ListColumn(LOAD, Look.NUMBER, self.tr("CPU"), sortable=False, min_window=1400),
            ListColumn(SEEN, Look.NUMBER, self.tr("Seen"), sortable=False),
            *(replace(c, column=replace(c.column, shown=False)) for c in rest),
        ]

    def extra_columns(self) -> Sequence[str]:
        return ("address", "vendor", "model", "state")

    def dress(self, row: ListRow, cells: dict[str, Cell]) -> Mapping[str, Cell]:
        values = row.values
        made = " ".join(str(values[name]) for name in ("vendor", "model") if values[name])
        second = " · ".join(str(word) for word in (values["address"], made) if word)
        cells["name"] = replace(cells["name"], second=second, strong=True)
        glance = self._glances.get(row.id)
        if glance is not None:
            state = "crit" if values["state"] == "down" else ""
            cells[SPARK.name] = Cell(points=glance.points, state=state)
            cells[LOAD.name] = Cell(text="—" if glance.cpu is None else f"{glance.cpu:.0f} %")
            cells[SEEN.name] = self._seen(glance)
        return cells

    def _seen(self, glance: Glance) -> Cell:
        if glance.seen is None:
            return Cell(text=self.tr("never"))
        return Cell(text=format_age((self.context.desk.store.clock.now() - glance.seen) / 1000))

    def _look(self) -> None:
        """The rows are there: read their small lines and the counts."""
        self.context.read(partial(glances, self.context.desk, self._listed_ids()), self._glanced)
        self.context.read(partial(counts, self.context.desk), self._counted)

    def _listed_ids(self) -> list[int]:
        known = range(self.list.model.rowCount())
        return [key for row in known if (key := self.list.model.id_at(row)) is not None]

    def _glanced(self, found: dict[int, Glance]) -> None:
        self._glances = found
        self.list.refresh()

    def _counted(self, found: dict[str, int]) -> None:
        self.counts.show_counts(self.kind.column("state"), found)

    def _show_state(self, state: str) -> None:
        self.set_query(f"state:{state}")

    def make_detail(self) -> QWidget:
        return DeviceDetail(self.context)

    # --- what can be done --------------------------------------------------------------------
    def selection_commands(self) -> Sequence[Command]:
        some = self._some
        return (
            Command(
                "device.poll", self.tr("Poll now"), self.poll_now, "O", "refresh-cw", enabled=self._may_poll
            ),
            Command("device.unwatch", self.tr("Watch no more"), self.unwatch, "", "eye-off", enabled=some),
        )

    def _some(self) -> bool:
        return self.current_id() is not None

    def _may_poll(self) -> bool:
        return isinstance(self.slot.detail, DeviceDetail) and self.slot.detail.may_poll

    def poll_now(self) -> None:
        if isinstance(self.slot.detail, DeviceDetail):
            self.slot.detail.poll_now()

    def unwatch(self) -> None:
        """Poll it no more; what was measured stays."""
        desk, key = self.context.desk, self.current_id()
        if key is not None:
            work = partial(_unwatch, desk, key)
            self.context.run(self.tr("Ending the watch"), work, self._unwatched)

    def _unwatched(self, entry: int) -> None:
        undo = Command("undo", self.tr("Undo"), partial(self.context.undo, entry)) if entry else None
        self.context.messages.done(self.tr("Not watched any more"), undo)

    def shut_down(self) -> None:
        if isinstance(self.slot.detail, DeviceDetail):
            self.slot.detail.stop()
        super().shut_down()

    def refresh(self) -> None:
        super().refresh()
        self._look()


def _unwatch(desk: Desk, key: int, _progress: Progress) -> int:
    return desk.monitoring.unwatch(desk.actor, key)
