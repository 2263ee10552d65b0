"""What falls due beside polling: tickets of alerts, maintenance, backups, rolling up samples."""

from __future__ import annotations

import logging
from datetime import date

from itdesk.core.clock import day_of
from itdesk.desk import Desk
from itdesk.monitoring.polling import ACTOR
from itdesk.monitoring.rolling import Rolling
from itdesk.monitoring.samples import DAY, TIERS, Samples
from itdesk.store import backup

CHUNKS = 60
"""Rollups made at most in one go, so that other writers get their turn."""


class Upkeep:
    """Each duty is done again and again; doing one twice changes nothing. On one thread."""

    def __init__(self, desk: Desk, log: logging.Logger) -> None:
        self._desk = desk
        self._log = log
        self._raised_on: date | None = None
        self._pruned_on: date | None = None
        self._engine = desk.store.engine
        self._rolling = Rolling(self._engine)

    def _today(self) -> date:
        return day_of(self._desk.store.clock.now(), self._desk.zone)

    def tickets(self) -> None:
        """Open what alerts still lack, should a process have died between an alert and its ticket."""
        touched = self._desk.tickets.sweep(ACTOR)
        if touched:
            self._log.info("swept up tickets of %d alerts", touched)

    def maintenance(self) -> None:
        """Raise the work orders that are due, once a day."""
        today = self._today()
        if self._raised_on != today:
            made = self._desk.maintenance.raise_due(ACTOR, today)
            self._raised_on = today
            if made:
                self._log.info("raised %d work orders", len(made))

    def backup(self) -> None:
        """Take a verified backup when the last one is a day old."""
        last, now = backup.last_verified(self._desk.store), self._desk.store.clock.now()
        if last is None or not 0 <= now - last.at < DAY:
            backup.take(self._desk.store, None)
            self._log.info("took a verified backup")

    def samples(self) -> None:
        """Roll up what is finished, and once a day remove what is old."""
        now, devices, left = self._desk.store.clock.now(), Samples(self._engine).devices(), CHUNKS
        for tier in TIERS:
            for device in devices:
                while left > 0 and self._rolling.is_due(device, tier, now):
                    with self._engine.write():
                        self._rolling.roll_up(device, tier, now)
                    left -= 1
        if left > 0 and self._pruned_on != self._today():
            for device in devices:
                with self._engine.write():
                    self._rolling.prune(device, now)
            self._pruned_on = self._today()
