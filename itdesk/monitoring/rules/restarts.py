"""Whether a device restarted between two polls, from its own clocks.

sysUpTime counts hundredths of a second in 32 bits and passes zero every 497 days: that is
no restart. snmpEngineTime disagrees with sysUpTime in many devices and is never used alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

_MODULUS = 2**32
_TOLERANCE_SECONDS = 10.0
_TOLERANCE_SHARE = 0.05
"""Of the time between the polls: cheap devices' clocks run that wrong."""


class Restart(StrEnum):
    """What began anew."""

    NONE = "none"
    AGENT = "agent"
    """Only the SNMP agent; the device ran on."""
    DEVICE = "device"


@dataclass(frozen=True, slots=True)
class Uptime:
    """A device's clocks in one reply: hundredths of a second, and the engine's boots."""

    ticks: int | None = None
    """sysUpTime.0"""
    host_ticks: int | None = None
    """hrSystemUptime.0: since the host began, where the agent knows that."""
    boots: int | None = None
    """snmpEngineBoots.0"""

    @property
    def seconds(self) -> float | None:
        """For how long the device has run, as far as its clocks tell."""
        ticks = self.host_ticks if self.host_ticks is not None else self.ticks
        return None if ticks is None else ticks / 100


def restart_between(before: Uptime, after: Uptime, seconds: float) -> Restart:
    """What restarted in the `seconds` (by our clock) between two readings."""
    agent = _jumped(before.ticks, after.ticks, seconds) or _booted(before.boots, after.boots)
    host = _jumped(before.host_ticks, after.host_ticks, seconds)
    if host:
        return Restart.DEVICE
    if not agent:
        return Restart.NONE
    host_is_known = before.host_ticks is not None and after.host_ticks is not None
    return Restart.AGENT if host_is_known else Restart.DEVICE


def elapsed_seconds(before: Uptime, after: Uptime, seconds: float, restart: Restart) -> float:
    """The time between two readings: the device's own clock, else ours."""
    if restart is Restart.NONE and before.ticks is not None and after.ticks is not None:
        own = (after.ticks - before.ticks) % _MODULUS / 100
        if 0 < own <= seconds + _tolerance(seconds) or 0 < own < 2 * seconds:
            return own
    return seconds


def _booted(before: int | None, after: int | None) -> bool:
    return before is not None and after is not None and after != before


def _jumped(before: int | None, after: int | None, seconds: float) -> bool:
    """Whether a clock is not where it should be, in the way a restart leaves it."""
    if before is None or after is None:
        return False
    drift = (after - before - round(seconds * 100)) % _MODULUS
    if drift >= _MODULUS // 2:
        drift -= _MODULUS
    if abs(drift) <= _tolerance(seconds) * 100:
        return False
    # ahead without having fallen: our clock stood still (a suspended laptop), nothing restarted
    return drift < 0 or after < before


def _tolerance(seconds: float) -> float:
    return max(_TOLERANCE_SECONDS, seconds * _TOLERANCE_SHARE)
