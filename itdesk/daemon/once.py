"""One round of all that is due, for schedulers that start a program now and then."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Callable

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
    beating = asyncio.create_task(_keep_beating(lease))
    try:
        summary = await _poll_all(desk, log)
        failed = _do_the_rest(Upkeep(desk, log))
    finally:
        beating.cancel()
        lease.release()
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
        if _was_unobserved(desk):
            poller.was_unobserved()
        return await poller.round(targets)


def _was_unobserved(desk: Desk) -> bool:
    """Note the time since the last round, if it was longer than usual."""
    samples, now = Samples(desk.store.engine), desk.store.clock.now()
    last = samples.watched_until()
    longest = LATE * 1_000 * float(desk.settings["poll-seconds"])
    was_off = last is not None and now - last > longest
    with desk.store.engine.write():
        if last is not None and was_off:
            samples.unobserved(last, now)
        samples.watch_seen(now)
    return was_off


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


async def _keep_beating(lease: Lease) -> None:
    while True:
        await asyncio.sleep(BEAT)
        lease.take()
