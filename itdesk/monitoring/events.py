"""What the watch tells the rooms above it, after its commit."""

from __future__ import annotations

from dataclasses import dataclass

from itdesk.core.events import Event


@dataclass(frozen=True, slots=True)
class AlertRaised(Event):
    """An alert was opened. `severity` is "crit" or "warn"; the others are keys and words of the alert."""

    alert: int
    device: int
    asset: int | None
    subject: str
    message: str
    severity: str


@dataclass(frozen=True, slots=True)
class AlertRecovered(Event):
    """An alert that was open is over."""

    alert: int
    device: int
    asset: int | None
    subject: str
    message: str
