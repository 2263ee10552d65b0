"""One round of all that is due, for schedulers that start a program now and then."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from itdesk.core.errors import DeskError
from itdesk.daemon.upkeep import Upkeep
from itdesk.daemon.watch import BEAT
from itdesk.desk import Desk
from itdesk.desk.crash import write_report
from itdesk.monitoring.asking import Asking
from itdesk.monitoring.polling import Poller, Summary
from itdesk.monitoring.probes.snmp.client import Client
from itdesk.monitoring.samples import Samples
from itdesk.store.lease import Lease

LATE = 1.5
"""Rounds further apart than this many intervals leave a time that was not observed."""


async def run_once(desk: Desk, lease: Lease, log: logging.Logger) -> int:
    """Poll every watched device once and do what falls due; answers the exit code. Raises DeskError."""
    if not lease.take():
        print("A daemon watches this desk already and does what falls due.")
        return 0
    async with beating(lease):
        summary = await _poll_all(desk, log)
        failed = _do_the_rest(Upkeep(desk, log))
    print(
        f"Polled {summary.polled} devices: {summary.answered} answered,"
        f" {summary.raised} alerts raised, {summary.recovered} recovered."
    )
    return 1 if failed else 0


async def _poll_all(desk: Desk, log: logging.Logger) -> Summary:
    async with Client() as client:
        poller = Poller(desk.store, desk.secrets, Asking(client), lambda bug: log.error(write_report(bug)))
        targets = poller.load()
        if poller.problem:
            print(f"itdesk: {poller.problem}", file=sys.stderr)
        if _note_round(desk):
            poller.was_unobserved()
        return await poller.round(targets)


def unobserved_since(desk: Desk) -> int | None:
    """When the last round was, if that is longer ago than usual; None when it is not."""
    last = Samples(desk.store.engine).watched_until()
    longest = LATE * 1_000 * float(desk.settings["poll-seconds"])
    return last if last is not None and desk.store.clock.now() - last > longest else None


def _note_round(desk: Desk) -> bool:
    """Note that there is a round, and the time since the last one if nobody watched in it."""
    samples, now, last = Samples(desk.store.engine), desk.store.clock.now(), unobserved_since(desk)
    with desk.store.engine.write():
        if last is not None:
            samples.unobserved(last, now)
        samples.watch_seen(now)
    return last is not None


def _do_the_rest(upkeep: Upkeep) -> bool:
    """Every other duty; one that fails is told and stops no other. Answers whether one failed."""
    duties: tuple[Callable[[], None], ...] = (
        upkeep.tickets, upkeep.maintenance, upkeep.samples, upkeep.backup,
    )  # fmt: skip
    failed = False
    for duty in duties:
        try:
            duty()
        except DeskError as error:
            print(f"itdesk: {error}", file=sys.stderr)
            failed = True
        except Exception as bug:
            print(f"itdesk: {write_report(bug)}", file=sys.stderr)
            failed = True
    return failed


@asynccontextmanager
async def beating(lease: Lease) -> AsyncIterator[None]:
    """Keep a lease that was taken for as long as the work takes, and give it up then."""
    heart = asyncio.create_task(_beat(lease))
    try:
        yield
    finally:
        heart.cancel()
        lease.release()


async def _beat(lease: Lease) -> None:
    while True:
        await asyncio.sleep(BEAT)
        lease.take()
