"""A duty that exactly one process does: taken by lease, kept by heartbeat, free when it stops."""

from __future__ import annotations

import json
import os
import secrets
import socket
from dataclasses import dataclass
from typing import Any

from itdesk.store.engine import execute, one
from itdesk.store.store import Store

TERM = 15_000
"""Milliseconds after the last heartbeat at which another process may take over."""


@dataclass(frozen=True, slots=True)
class LeaseState:
    """Who holds the lease, when they last said so, and what they report."""

    holder: str
    beat: int
    status: dict[str, Any]


class Lease:
    """One process's claim to a duty."""

    def __init__(self, store: Store, name: str) -> None:
        self._store = store
        self._name = name
        self.holder = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"

    def take(self, status: dict[str, Any] | None = None) -> bool:
        """Take or keep the lease and report `status`; False when another process holds it."""
        now, text = self._store.clock.now(), json.dumps(status or {})
        engine = self._store.engine
        with engine.write():
            row = one(engine, "SELECT holder, beat FROM lease WHERE name = ?", (self._name,))
            if row is None:
                sql = "INSERT INTO lease (holder, beat, status, name) VALUES (?, ?, ?, ?)"
            elif row[0] == self.holder or _is_free(row[1], now):
                sql = "UPDATE lease SET holder = ?, beat = ?, status = ? WHERE name = ?"
            else:
                return False
            execute(engine, sql, (self.holder, now, text, self._name))
        return True

    def release(self) -> None:
        """Give the lease up, so that the next one need not wait."""
        with self._store.engine.write():
            sql = "UPDATE lease SET beat = 0 WHERE name = ? AND holder = ?"
            execute(self._store.engine, sql, (self._name, self.holder))

    @staticmethod
    def state(store: Store, name: str) -> LeaseState | None:
        """Who does the duty now; None when nobody has within the term."""
        row = one(store.engine, "SELECT holder, beat, status FROM lease WHERE name = ?", (name,))
        if row is None or _is_free(row[1], store.clock.now()):
            return None
        return LeaseState(row[0], row[1], json.loads(row[2]))


def _is_free(beat: int, now: int) -> bool:
    """A clock that jumped back must not lock everybody out, so the far future is free too."""
    return now - beat > TERM or beat - now > TERM
