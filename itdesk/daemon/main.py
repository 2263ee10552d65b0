"""Starting and ending the daemon: exactly one watches a desk, the next one waits."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from itdesk.core.errors import DeskError
from itdesk.daemon.log import close_log, open_log
from itdesk.daemon.once import run_once
from itdesk.daemon.watch import BEAT, Watch
from itdesk.desk import Desk
from itdesk.desk.places import state_dir
from itdesk.store.lease import Lease

LEASE = "daemon"
_SIGNALS = (signal.SIGTERM, signal.SIGINT)


def run_daemon(place: str, once: bool) -> int:
    """Watch the desk until a signal ends it, or do one round of all that is due. Answers the exit code.

    Raises DeskError when the desk cannot be opened.
    """
    desk = Desk.open(place, origin="daemon", full_sync=False)
    log = open_log(desk.store.engine.place, state_dir())
    try:
        lease = Lease(desk.store, LEASE)
        return asyncio.run(run_once(desk, lease, log) if once else _serve(desk, lease, log))
    finally:
        desk.close()
        close_log(log)


async def _serve(desk: Desk, lease: Lease, log: logging.Logger) -> int:
    """Take the lease as soon as it is free, and watch as long as it is ours."""
    with _ended_by_signal() as ended:
        while not ended.is_set():
            if _taken(desk, lease, log):
                log.info("watching")
                await _turn(Watch(desk, lease, log), ended)
            else:
                await _pause(ended, BEAT)
        log.info("ended")
    return 0


def _taken(desk: Desk, lease: Lease, log: logging.Logger) -> bool:
    try:
        if lease.take():
            return True
        holder = Lease.state(desk.store, LEASE)
        log.info("waiting: %s watches", holder.holder if holder is not None else "another daemon")
    except DeskError as error:
        log.warning("waiting: %s", error)
    return False


async def _turn(watch: Watch, ended: asyncio.Event) -> None:
    turn, end = asyncio.create_task(watch.run()), asyncio.create_task(ended.wait())
    await asyncio.wait((turn, end), return_when=asyncio.FIRST_COMPLETED)
    watch.stop()
    end.cancel()
    await turn


async def _pause(ended: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(ended.wait(), seconds)
    except TimeoutError:
        return


@contextmanager
def _ended_by_signal() -> Iterator[asyncio.Event]:
    """An event that a signal sets; on Windows too, where loops take no signal handlers."""
    ended, loop = asyncio.Event(), asyncio.get_running_loop()

    def end(number: int, frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(ended.set)

    before = {number: signal.signal(number, end) for number in _SIGNALS}
    try:
        yield ended
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
