"""Asking the watch, in another process, for a poll of one device out of turn; not journaled."""

from __future__ import annotations

from itdesk.store.engine import execute, rows, scalar
from itdesk.store.store import Store


class PollRequests:
    """A request is the instant (UTC ms) at which it was made; a poll that began later fulfils it."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def ask(self, device: int) -> int:
        """Ask for a poll of a device; answers the request."""
        now = self._store.clock.now()
        sql = (
            "INSERT INTO device_state (device_id, due, memory) VALUES (?, ?, '{}')"
            " ON CONFLICT (device_id) DO UPDATE SET due = excluded.due"
        )
        with self._store.engine.write():
            execute(self._store.engine, sql, (device, now))
        return now

    def open(self) -> dict[int, int]:
        """What nobody has fulfilled yet: request by device."""
        found = rows(self._store.engine, "SELECT device_id, due FROM device_state WHERE due > 0")
        return {int(device): int(due) for device, due in found}

    def is_fulfilled(self, device: int, request: int) -> bool:
        sql = "SELECT polled FROM device_state WHERE device_id = ?"
        polled = scalar(self._store.engine, sql, (device,))
        return polled is not None and int(polled) >= request
