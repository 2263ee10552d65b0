"""Polling one device out of turn: by the daemon on duty, else here and now."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from itdesk.core.errors import DeskError
from itdesk.daemon.log import close_log, open_log
from itdesk.daemon.main import LEASE
from itdesk.daemon.once import beating, unobserved_since
from itdesk.desk import Desk
from itdesk.desk.crash import write_report
from itdesk.desk.places import state_dir
from itdesk.monitoring.asking import Asking
from itdesk.monitoring.keepers import DEMO
from itdesk.monitoring.polling import Poller
from itdesk.monitoring.probes.snmp.client import Client
from itdesk.monitoring.requests import PollRequests
from itdesk.store.lease import Lease

LOOK, PATIENCE = 0.1, 30.0
"""Seconds between two looks whether the daemon has polled, and until it counts as stuck."""


def poll_now(place: str, ref: str) -> dict[str, Any]:
    """Poll the device `ref` and write what came of it; answers how the device is now.

    Raises DeskError: record.missing, device.unwatched, watch.stuck, or why the desk cannot be opened.
    """
    desk = Desk.open(place, origin="daemon", full_sync=False)
    log = open_log(desk.store.engine.place, state_dir())
    try:
        device = desk.refs.find("device", ref)
        found = desk.store.read("device", device)
        if not found["watched"] or found["probe"] == DEMO:
            raise DeskError("device.unwatched", name=found["name"])
        lease = Lease(desk.store, LEASE)
        asyncio.run(_alone(desk, device, lease, log) if lease.take() else _by_daemon(desk, device))
        return _state(desk, device)
    finally:
        desk.close()
        close_log(log)


async def _alone(desk: Desk, device: int, lease: Lease, log: logging.Logger) -> None:
    async with beating(lease), Client() as client:
        poller = Poller(desk.store, desk.secrets, Asking(client), lambda bug: log.error(write_report(bug)))
        targets = [target for target in poller.load() if target.id == device]
        if poller.problem and all(target.credential is None for target in targets):
            raise DeskError("watch.problem", detail=poller.problem)
        if unobserved_since(desk) is not None:
            poller.was_unobserved()
        await poller.round(targets)


async def _by_daemon(desk: Desk, device: int) -> None:
    requests = PollRequests(desk.store)
    request = requests.ask(device)
    for _ in range(round(PATIENCE / LOOK)):
        if requests.is_fulfilled(device, request):
            return
        await asyncio.sleep(LOOK)
    raise DeskError("watch.stuck")


def _state(desk: Desk, device: int) -> dict[str, Any]:
    found = desk.monitoring.device_detail(device)
    return {
        "ref": desk.refs.ref_of("device", device), "name": found.device["name"],
        "state": found.device["state"], "polled": found.polled, "failure": found.failure,
    }  # fmt: skip
