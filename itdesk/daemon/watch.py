"""The daemon at work: polls paced over their interval, written as they come, duties beside them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from traceback import walk_tb
from typing import Any, ParamSpec, TypeVar

from itdesk.core.errors import DeskError
from itdesk.daemon.backlog import Backlog
from itdesk.daemon.schedule import Schedule
from itdesk.daemon.upkeep import Upkeep
from itdesk.desk import Desk
from itdesk.desk.crash import write_report
from itdesk.monitoring.asking import Asking, Target
from itdesk.monitoring.polling import BATCH, WIDTH, Poller
from itdesk.monitoring.probes.snmp.client import Client
from itdesk.monitoring.requests import PollRequests
from itdesk.monitoring.samples import Samples
from itdesk.store.feed import Feed
from itdesk.store.lease import Lease

BEAT, TICK, WRITE, FOLLOW, RELOAD = 5.0, 0.2, 1.0, 0.5, 30.0
"""Seconds between two heartbeats, looks at the schedule, writes, looks at the journal, readings anew."""
UPKEEP = 60.0
UNSEEN = 12_000
"""Milliseconds without a heartbeat after which the time counts as not observed."""
SHORTEST = 5
DOWN_FACTOR = 2
"""A device that is down is asked less often."""

P = ParamSpec("P")
T = TypeVar("T")


class Watch:
    """One turn at the watch: from holding the lease until it is stopped or the lease is lost."""

    def __init__(self, desk: Desk, lease: Lease, log: logging.Logger) -> None:
        self._desk, self._lease, self._log = desk, lease, log
        self._stop = asyncio.Event()
        self._samples = Samples(desk.store.engine)
        self._clock = desk.store.clock
        self._schedule, self._backlog = Schedule(), Backlog()
        self._requests, self._hastened = PollRequests(desk.store), dict[int, int]()
        self._upkeep = Upkeep(desk, log)
        self._desk_thread = ThreadPoolExecutor(1, "desk")
        self._upkeep_thread = ThreadPoolExecutor(1, "upkeep")
        self._problems: dict[str, str] = {}
        self._bugs: dict[tuple[object, ...], str] = {}
        self._targets: dict[int, Target] = {}
        self._polls: set[asyncio.Task[None]] = set()
        self._asked: set[int] = set()
        self._gate = asyncio.Semaphore(WIDTH)
        self._interval = 60.0
        self._seen = 0
        self.is_lost = False

    def stop(self) -> None:
        """End soon; `run` returns when all is written."""
        self._stop.set()

    async def run(self) -> None:
        """Watch until told to stop; what was measured is written before it ends."""
        async with Client() as client:
            self._poller = Poller(self._desk.store, self._desk.secrets, Asking(client), self._bug)
            self._feed = await self._on_desk(Feed, self._desk.store)
            duties = [asyncio.create_task(duty) for duty in self._duties()]
            await self._stop.wait()
            await asyncio.gather(*duties)
            for poll in tuple(self._polls):
                poll.cancel()
            await asyncio.gather(*self._polls, return_exceptions=True)
        await self._end()

    def _duties(self) -> tuple[Coroutine[Any, Any, None], ...]:
        upkeep = self._upkeep
        return (
            self._every("heartbeat", BEAT, self._beat),
            self._every("devices", RELOAD, self._reload),
            self._every("journal", FOLLOW, self._follow),
            self._every("polling", TICK, self._start_polls),
            self._every("writing", WRITE, self._write),
            self._every("tickets", UPKEEP, partial(self._beside, upkeep.tickets)),
            self._every("maintenance", UPKEEP, partial(self._beside, upkeep.maintenance)),
            self._every("samples", UPKEEP, partial(self._beside, upkeep.samples)),
            self._every("backup", UPKEEP, partial(self._beside, upkeep.backup)),
        )

    async def _every(self, name: str, seconds: float, work: Callable[[], Awaitable[None]]) -> None:
        """Do a duty again and again; its failure is told and stops no other."""
        while not self._stop.is_set():
            try:
                await work()
                self._solved(name)
            except DeskError as error:
                self._problem(name, str(error))
            except Exception as bug:
                self._problem(name, self._bug(bug))
            try:
                await asyncio.wait_for(self._stop.wait(), seconds)
            except TimeoutError:
                continue

    # --- threads -------------------------------------------------------------------------
    async def _on_desk(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run what uses the database on the desk's thread."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._desk_thread, partial(work, *args, **kwargs))

    async def _beside(self, work: Callable[[], None]) -> None:
        """Run what may take long on a thread of its own, so that the heart goes on beating."""
        await asyncio.get_running_loop().run_in_executor(self._upkeep_thread, work)

    async def _end(self) -> None:
        """Write what is left, give the lease up, close."""
        try:
            await self._write()
            if not self.is_lost:
                await self._on_desk(self._mark_seen)
                await self._on_desk(self._lease.release)
        except DeskError as error:
            self._problem("end", str(error))
        await self._on_desk(self._desk.close)
        await self._beside(self._desk.close)
        self._desk_thread.shutdown()
        self._upkeep_thread.shutdown()

    # --- duties --------------------------------------------------------------------------
    async def _beat(self) -> None:
        if not await self._on_desk(self._lease.take, self.status()):
            self._log.warning("another daemon took over")
            self.is_lost = True
            self._stop.set()
            return
        if await self._on_desk(self._mark_seen):
            self._poller.was_unobserved()

    def _mark_seen(self) -> bool:
        """Remember that the watch is on; True when it was off, or this computer slept."""
        now = self._clock.now()
        last = self._seen or self._samples.watched_until() or now
        was_off = now - last > UNSEEN
        with self._desk.store.engine.write():
            if was_off:
                self._samples.unobserved(last, now)
            self._samples.watch_seen(now)
        self._seen = now
        return was_off

    async def _reload(self) -> None:
        loaded = await self._on_desk(self._poller.read)
        self._targets = {target.id: target for target in self._poller.take_in(loaded)}
        self._interval = max(
            SHORTEST, float(await self._on_desk(self._desk.settings.__getitem__, "poll-seconds"))
        )
        self._schedule.keep(self._targets, self._clock.monotonic(), self._interval)
        if self._poller.problem:
            self._problem("credentials", self._poller.problem)
        else:
            self._solved("credentials")

    async def _follow(self) -> None:
        changed = await self._on_desk(self._feed.poll)
        if any(change.kind in ("device", "setting") for change in changed):
            await self._reload()
        for device, request in (await self._on_desk(self._requests.open)).items():
            if self._hastened.get(device) != request:
                self._hastened[device] = request
                self._schedule.hasten(device, self._clock.monotonic())

    async def _start_polls(self) -> None:
        now = self._clock.monotonic()
        for key in self._schedule.due(now):
            target = self._targets[key]
            factor = DOWN_FACTOR if self._poller.is_down(key) else 1
            self._schedule.planned(key, now, self._interval * factor)
            if key not in self._asked:
                self._asked.add(key)
                poll = asyncio.create_task(self._poll(target))
                self._polls.add(poll)
                poll.add_done_callback(self._polls.discard)

    async def _poll(self, target: Target) -> None:
        try:
            async with self._gate:
                self._backlog.add(await self._poller.poll(target))
        finally:
            self._asked.discard(target.id)

    async def _write(self) -> None:
        while batch := self._backlog.first(BATCH):
            try:
                summary = await self._on_desk(self._poller.keep, batch)
            except DeskError:
                raise
            except Exception:
                # it would fail again for ever, and hold up the others
                self._backlog.done(batch)
                raise
            self._backlog.done(batch)
            if summary.raised or summary.recovered:
                self._log.info("%d alerts raised, %d recovered", summary.raised, summary.recovered)

    # --- what it says --------------------------------------------------------------------
    def status(self) -> dict[str, Any]:
        """What the window shows: devices, seconds of a cycle, and what is not well."""
        down = sum(self._poller.is_down(key) for key in self._targets)
        return {
            "devices": len(self._targets), "down": down, "cycle": self._schedule.cycle,
            "interval": self._interval, "unwritten": len(self._backlog), "dropped": self._backlog.dropped,
            "problems": dict(self._problems),
        }  # fmt: skip

    def _problem(self, name: str, sentence: str) -> None:
        if self._problems.get(name) != sentence:
            self._log.warning("%s: %s", name, sentence)
        self._problems[name] = sentence

    def _solved(self, name: str) -> None:
        if self._problems.pop(name, None) is not None:
            self._log.info("%s: well again", name)

    def _bug(self, bug: Exception) -> str:
        """Report a bug, the same one once."""
        innermost = [line for _, line in walk_tb(bug.__traceback__)][-1:]
        key = (type(bug), *innermost)
        if key not in self._bugs:
            self._bugs[key] = str(write_report(bug))
            self._log.error(self._bugs[key])
        return self._bugs[key]
