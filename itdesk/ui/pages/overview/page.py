"""Overview: what needs me now and one click to it, and how the office is doing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from itdesk.core.clock import day_of, to_datetime
from itdesk.core.events import Changed
from itdesk.core.units import format_duration
from itdesk.operations.overview import Coming, Overview, overview
from itdesk.store.backup import last_verified, take
from itdesk.ui.kit.bars import BarChart, Bars
from itdesk.ui.kit.buttons import IconButton
from itdesk.ui.kit.cards import Card
from itdesk.ui.kit.chips import Chip
from itdesk.ui.kit.command import Command
from itdesk.ui.kit.detail import RowCard, ScrollColumn, sentence
from itdesk.ui.kit.empty import EmptyState
from itdesk.ui.kit.text import ElidedLabel, Label
from itdesk.ui.pages.overview import words
from itdesk.ui.pages.overview.tiles import NeedRow, NeedWords, NumberTile
from itdesk.ui.shell.page import Page

if TYPE_CHECKING:
    from itdesk.store.backup import Backup
    from itdesk.ui.app.context import DeskContext
    from itdesk.ui.kit.tasks import Progress
    from itdesk.ui.pages.tickets.taking import TakeCall

REST_MS = 800
"""Changes that come together are read once."""
EVERY_MS = 30_000
"""Deadlines come nearer though nobody writes."""
MOST_NEEDS = 8


class OverviewPage(Page):
    """Ctrl+1."""

    id = "overview"

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.tickets = NumberTile(self.tr("Open tickets"))
        self.in_time = NumberTile(self.tr("Solved in time, 30 days"))
        self.answer = NumberTile(self.tr("Median first answer, 14 days"))
        self.devices = NumberTile(self.tr("Devices up"))
        self.needs = Card(self.tr("Needs me now"))
        self.flow = Card(self.tr("Opened and closed, 14 days"))
        self.chart = BarChart()
        self.maintenance = RowCard(self.tr("Next maintenance"))
        self.ending = RowCard(self.tr("Warranty ends soon"))
        self.first_steps = EmptyState()
        self._rest, self._clock = QTimer(self), QTimer(self)
        self.rows: list[NeedRow] = []
        self._needs: tuple[NeedWords, ...] | None = None
        self._coming: dict[RowCard, tuple[tuple[Coming, ...], date]] = {}
        self._reading = self._again = self._wants_focus = False
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        scroll = ScrollColumn("ground")
        tiles = QHBoxLayout()
        tiles.setSpacing(12)
        for tile in (self.tickets, self.in_time, self.answer, self.devices):
            tiles.addWidget(tile, 1)
        self.flow.rows.addWidget(self.chart)
        grid = QGridLayout()
        grid.setSpacing(12)
        grid.addWidget(self.needs, 0, 0)
        grid.addWidget(self.flow, 0, 1)
        grid.addWidget(self.maintenance, 1, 0)
        grid.addWidget(self.ending, 1, 1)
        grid.setColumnStretch(0, 7)
        grid.setColumnStretch(1, 6)
        scroll.column.addLayout(tiles)
        scroll.column.addLayout(grid)
        scroll.column.addStretch(1)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(scroll)
        self._stack.addWidget(self.first_steps)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.first_steps.show_state(
            self.tr("This desk is empty"), self.tr("Begin with what you have."), self._steps(), "sparkles"
        )

    def _connect(self) -> None:
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.refresh)
        self._clock.setInterval(EVERY_MS)
        self._clock.timeout.connect(self.refresh)
        self.context.changed.connect(self._desk_changed)
        for tile, page, query in (
            (self.tickets, "tickets", "status:open sort:due"),
            (self.in_time, "tickets", "closed:>=-30d sort:-closed"),
            (self.answer, "tickets", "answered:>=-14d sort:-answered"),
            (self.devices, "network", "sort:state,name"),
        ):
            tile.opened.connect(partial(self.page_requested.emit, page, query))

    def _steps(self) -> Sequence[Command]:
        return (
            Command("overview.import", self.tr("Import a file"), self._go_import, icon="file-input"),
            Command("overview.device", self.tr("Add a device"), self._go_network, icon="network"),
            Command("overview.call", self.tr("Take a call"), self._go_tickets, icon="inbox"),
        )

    def _go_import(self) -> None:
        self.page_requested.emit("imports", "")

    def _go_network(self) -> None:
        self.page_requested.emit("network", "")

    def _go_tickets(self) -> None:
        self.page_requested.emit("tickets", "")

    # --- the page ------------------------------------------------------------------------
    def title(self) -> str:
        return self.tr("Overview")

    def primary_action(self) -> Command | None:
        return Command("ticket.new", self.tr("New ticket"), self.take_call, "Ctrl+N", "plus")

    def take_call(self) -> None:
        """Quick capture, without leaving the page."""
        self.calls.ask()

    @cached_property
    def calls(self) -> TakeCall:
        """Made with the first call."""
        from itdesk.ui.pages.tickets.promise import Terms
        from itdesk.ui.pages.tickets.taking import TakeCall

        calls = TakeCall(self.context, Terms(self.context.desk), self)
        calls.taken.connect(partial(self.context.open_record, "ticket"))
        return calls

    def activate(self) -> None:
        self._wants_focus = True
        self.refresh()
        self._clock.start()

    def deactivate(self) -> None:
        self._clock.stop()

    def shut_down(self) -> None:
        self._clock.stop()
        self._rest.stop()
        self.context.changed.disconnect(self._desk_changed)

    def refresh(self) -> None:
        """Read beside the window, one reading at a time."""
        if self._reading:
            self._again = True
            return
        self._reading = True
        self.context.read(self._read, self.show_overview, on_failed=self._failed)

    def _read(self) -> Overview:
        store = self.context.desk.store
        found = last_verified(store)
        return overview(store, found.at if found is not None else None)

    def _failed(self, error: object) -> None:
        self._reading = False
        self.context.messages.error(error)

    def _desk_changed(self, change: Changed) -> None:
        if self.isVisible():
            self._rest.start()

    # --- what is shown -------------------------------------------------------------------
    def show_overview(self, found: Overview) -> None:
        self._reading = False
        self._stack.setCurrentIndex(1 if found.is_empty else 0)
        self._show_tiles(found)
        self._show_needs(found)
        self._show_flow(found)
        today = day_of(self.context.desk.store.clock.now(), self.context.desk.zone)
        self._show_coming(self.maintenance, found.maintenance, today, self.tr("Nothing is planned."))
        self._show_coming(self.ending, found.ending, today, self.tr("No warranty ends within 90 days."))
        if self._wants_focus:
            self._wants_focus = False
            self._focus_first()
        if self._again:
            self._again = False
            self._rest.start()

    def _focus_first(self) -> None:
        """What hurts most is one Enter away."""
        if self._stack.currentWidget() is self.first_steps:
            self.first_steps.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if self.rows:
            self.rows[0].take_focus()
        else:
            self.tickets.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_tiles(self, found: Overview) -> None:
        counts = found.counts
        change = counts.tickets_open - counts.tickets_week_ago
        note = self.tr("{change:+d} against last week").format(change=change)
        opened = [float(day.opened - day.closed) for day in found.days]
        line = [sum(opened[: place + 1]) for place in range(len(opened))]
        self.tickets.show_number(f"{counts.tickets_open:,}", note, "warn" if change > 0 else "ok", line)
        share = found.in_time
        words = f"{share:.0%}".replace("%", " %") if share is not None else "—"
        self.in_time.show_number(words, "" if share is None else self._target(share), self._grade(share))
        answer = format_duration(found.first_answer) if found.first_answer is not None else "—"
        self.answer.show_number(answer, "", "unknown")
        state = "crit" if found.states.get("down") else "warn" if counts.problems else "ok"
        number = self.tr("{up} of {all}").format(up=counts.devices_up, all=counts.devices)
        self.devices.show_number(number if counts.devices else "—", self._devices(found), state)

    def _target(self, share: float) -> str:
        return self.tr("of those with a deadline")

    @staticmethod
    def _grade(share: float | None) -> str:
        if share is None:
            return "unknown"
        return "ok" if share >= 0.9 else "warn" if share >= 0.75 else "crit"

    def _devices(self, found: Overview) -> str:
        if not found.counts.devices:
            return self.tr("nothing is watched yet")
        down, degraded = found.states.get("down", 0), found.states.get("degraded", 0)
        if not down and not degraded:
            return self.tr("all answer")
        return self.tr("{down} down, {degraded} degraded").format(down=down, degraded=degraded)

    def _show_needs(self, found: Overview) -> None:
        now = self.context.desk.store.clock.now()
        self.needs.set_aside(self.tr("{count} · sorted by what hurts first").format(count=len(found.needs)))
        asked = tuple(
            NeedWords(need.state, words.headline(need, now), words.detail(need, now), words.button(need),
                      (need.kind, need.id))
            for need in found.needs[:MOST_NEEDS]
        )  # fmt: skip
        if asked == self._needs:
            return
        focus = self.focusWidget()  # also while the window is not active
        here = next((place for place, row in enumerate(self.rows) if row.button is focus), None)
        self._needs, self.rows = asked, [NeedRow(need) for need in asked]
        self.needs.clear()
        for row in self.rows:
            row.opened.connect(self._open)
            self.needs.rows.addWidget(row)
        if not asked:
            nothing = self.tr("Nothing. Everything is in its time.")
            self.needs.rows.addWidget(sentence(nothing, "circle-check"))
        self.needs.rows.addStretch(1)
        if here is not None and self.rows:
            self.rows[min(here, len(self.rows) - 1)].take_focus()

    def _show_flow(self, found: Overview) -> None:
        days = [f"{to_datetime(day.at, self.context.desk.zone):%d %b}" for day in found.days]
        opened = tuple(float(day.opened) for day in found.days)
        closed = tuple(float(day.closed) for day in found.days)
        self.chart.show_bars(days, (Bars(self.tr("Opened"), opened), Bars(self.tr("Closed"), closed, 2)))
        change = int(sum(opened) - sum(closed))
        grows = self.tr("Queue growing by {count}") if change > 0 else self.tr("Queue shrinking by {count}")
        self.flow.set_aside(grows.format(count=abs(change)) if change else "")

    def _show_coming(self, card: RowCard, items: Sequence[Coming], today: date, nothing: str) -> None:
        if self._coming.get(card) == (tuple(items), today):
            return
        self._coming[card] = (tuple(items), today)
        card.clear()
        for item in items:
            text, state = words.coming(item, today)
            show = IconButton("arrow-up-right", self.tr("Open {title}").format(title=item.title))
            show.clicked.connect(partial(self.context.open_record, item.kind, item.id))
            card.add_row(ElidedLabel(item.title), Chip(text, state), show)
        if not items:
            card.add_row(Label(nothing, "body", "text2"))

    # --- one click to it -----------------------------------------------------------------
    def _open(self, kind: str, key: int) -> None:
        if kind:
            self.context.open_record(kind, key)
        else:
            self.context.run(self.tr("Backing up"), self._back_up, self._backed_up)

    def _back_up(self, progress: Progress) -> Backup:
        return take(self.context.desk.store, None, progress)

    def _backed_up(self, made: Backup) -> None:
        self.context.messages.info(self.tr("Backup verified: {path}").format(path=made.path))
        self.refresh()
