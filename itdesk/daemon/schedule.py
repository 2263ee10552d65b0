"""When each device is polled next: spread over the interval, each at its own place in it."""

from __future__ import annotations

from collections.abc import Iterable

_SPREAD = 0.1
"""Seconds between the first polls of two devices."""
_GOLDEN = 0.6180339887498949


class Schedule:
    """Instants are seconds of a clock that never jumps."""

    def __init__(self) -> None:
        self._due: dict[int, float] = {}
        self._began: dict[int, float] = {}
        self.cycle: float | None = None
        """Seconds between the last two polls of the device that was polled last."""

    def keep(self, devices: Iterable[int], now: float, interval: float) -> None:
        """Poll these devices and no others; new ones soon, but not all at once."""
        wanted = list(devices)
        spread = min(interval, _SPREAD * len(wanted))
        for device in self._due.keys() - set(wanted):
            del self._due[device]
            self._began.pop(device, None)
        for device in wanted:
            if device not in self._due:
                self._due[device] = now + spread * (device * _GOLDEN % 1)
            elif self._due[device] > now + 2 * interval:
                self._due[device] = now + interval

    def hasten(self, device: int, now: float) -> None:
        """Poll a device as soon as may be, and in step with that from then on."""
        if device in self._due:
            self._due[device] = min(self._due[device], now)

    def due(self, now: float) -> list[int]:
        """Devices whose time has come; each must be `planned` anew."""
        return [device for device, at in self._due.items() if at <= now]

    def planned(self, device: int, now: float, interval: float) -> None:
        """Plan the next poll, in step with the one that is due; missed ones are not made up for."""
        due = self._due.get(device)
        if due is None:
            return
        began = self._began.get(device)
        self.cycle = now - began if began is not None else self.cycle
        self._began[device] = now
        ahead = due + interval
        self._due[device] = ahead if ahead > now else now + interval
