"""What is wrong with a device, kept as alerts: raised when it begins, recovered when it is over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from itdesk.core.units import format_duration
from itdesk.monitoring.keepers import Alarm, AlertKeeper
from itdesk.monitoring.memory import DeviceMemory
from itdesk.monitoring.probes.failure import FailureKind
from itdesk.monitoring.rules import reachability, thresholds
from itdesk.monitoring.rules.reachability import Outcome
from itdesk.monitoring.rules.thresholds import Operator, Threshold
from itdesk.store.engine import rows
from itdesk.store.rowform import Snapshot
from itdesk.store.settings import Settings
from itdesk.store.store import Store
from itdesk.store.unit import Unit

REACHABLE, CPU = "reachable", "cpu"
SUBJECTS = (REACHABLE, CPU)
"""Alerts of these subjects are opened and closed by the watch alone."""

_CLEAR_BELOW = 5.0
"""Per cent below its limit at which a load is no longer too high."""

_FAILURES = {
    FailureKind.SILENT: "does not answer",
    FailureKind.REFUSED: "does not answer: nothing listens there",
    FailureKind.AUTH: "does not accept the credential",
    FailureKind.GARBLED: "answers with something that is not SNMP",
    FailureKind.UNRESOLVED: "cannot be found by its name",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """When the office wants to hear of a load."""

    cpu: Threshold

    @classmethod
    def of(cls, settings: Settings) -> Limits:
        limit, seconds = float(settings["cpu-limit"]), float(settings["cpu-limit-seconds"])
        return cls(Threshold("cpu", Operator.ABOVE, limit, limit - _CLEAR_BELOW, seconds))


@dataclass(frozen=True, slots=True)
class Wrong:
    """An alarm and since when (UTC ms) it is one."""

    alarm: Alarm
    since: int


def judge(memory: DeviceMemory, limits: Limits, outcome: Outcome, at: int) -> DeviceMemory:
    """The memory after the state machines have seen a poll at `at` (UTC ms)."""
    reach, _ = reachability.step(memory.reach, outcome, at)
    cpu = memory.cpu if outcome is Outcome.ANSWERED else None
    cpu_state, _ = thresholds.step(limits.cpu, memory.cpu_state, cpu, at)
    return replace(memory, reach=reach, cpu_state=cpu_state)


def wrongs(memory: DeviceMemory, limits: Limits) -> Iterator[Wrong]:
    """Everything that is wrong with a device now."""
    if memory.reach.is_down:
        message = _FAILURES.get(FailureKind(memory.failure or FailureKind.SILENT), "does not answer")
        yield Wrong(Alarm(REACHABLE, message, "crit"), memory.reach.since or 0)
    if memory.cpu_state.is_open:
        held = format_duration(limits.cpu.seconds)
        message = f"CPU above {limits.cpu.limit:g} % for {held}"
        yield Wrong(Alarm(CPU, message, "warn"), memory.cpu_state.since or 0)


def state_of(memory: DeviceMemory) -> str:
    """The device's state that a person sees."""
    if memory.reach.is_down:
        return "down"
    if memory.answered is None:
        return "unknown"
    return "degraded" if memory.cpu_state.is_open else "up"


class AlertWork:
    """Brings the alerts in the desk in line with what is wrong; doing it twice changes nothing."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._alerts = AlertKeeper(store)

    def open_subjects(self, devices: Sequence[int]) -> dict[int, set[str]]:
        """Subjects of the open alerts that the watch keeps, by device."""
        found: dict[int, set[str]] = {}
        for start in range(0, len(devices), 500):
            part = devices[start : start + 500]
            marks = ",".join("?" * len(part))
            sql = f"SELECT device_id, subject FROM alert WHERE state = 'open' AND device_id IN ({marks})"
            for device, subject in rows(self._store.engine, sql, part):
                if subject in SUBJECTS:
                    found.setdefault(device, set()).add(subject)
        return found

    def settle(
        self, unit: Unit, device: Snapshot, found: Sequence[Wrong], is_open: set[str], at: int
    ) -> tuple[int, int]:
        """Raise what is missing and recover what is over; answers how many of each."""
        missing = [wrong for wrong in found if wrong.alarm.subject not in is_open]
        over = is_open - {wrong.alarm.subject for wrong in found}
        for wrong in missing:
            self._alerts.open(unit, device, wrong.alarm, wrong.since)
        for subject in sorted(over):
            self._alerts.recover(unit, device.id, subject, at)
        return len(missing), len(over)
