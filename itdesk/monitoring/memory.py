"""What the watch remembers of a device between two polls, in RAM and as JSON in the desk."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import Any

from itdesk.monitoring.probes.reading import PortReading, StorageReading, Usage
from itdesk.monitoring.rules.counters import Counter
from itdesk.monitoring.rules.reachability import Reachability
from itdesk.monitoring.rules.restarts import Uptime
from itdesk.monitoring.rules.thresholds import ThresholdState
from itdesk.store.engine import Engine, execute

COUNTERS = ("in_octets", "out_octets", "in_errors", "out_errors", "in_discards", "out_discards")
_FACTS = ("index", "name", "alias", "description", "mac", "kind", "speed", "admin", "oper", "discontinuity")


@dataclass(frozen=True, slots=True)
class PortMemory:
    """A port as it was read last.

    `part` is what its series are called, the same for ever; `received` and `sent` are bit/s, None
    for a gap.
    """

    reading: PortReading
    part: str
    received: float | None = None
    sent: float | None = None


@dataclass(frozen=True, slots=True)
class DeviceMemory:
    """Instants are UTC ms; `answered` is when the counters were read, None before the first answer.

    `identified` is when the device was last asked who it is and `identity` what it said, by field of
    the device kind; `failure` is the kind of the failure of the last poll, "" when it answered.
    """

    answered: int | None = None
    identified: int | None = None
    identity: dict[str, str] = field(default_factory=dict[str, str])
    failure: str = ""
    uptime: Uptime = field(default_factory=Uptime)
    ports: tuple[PortMemory, ...] = ()
    cpu: float | None = None
    memory: Usage | None = None
    swap: Usage | None = None
    storage: tuple[StorageReading, ...] = ()
    reach: Reachability = field(default_factory=Reachability)
    cpu_state: ThresholdState = field(default_factory=ThresholdState)

    def to_text(self) -> str:
        """JSON; `from_text` reads it back."""
        return json.dumps(
            {
                "answered": self.answered, "identified": self.identified,
                "identity": self.identity, "failure": self.failure,
                "uptime": [self.uptime.ticks, self.uptime.host_ticks, self.uptime.boots],
                "ports": [_port_out(port) for port in self.ports],
                "cpu": self.cpu, "memory": _usage_out(self.memory), "swap": _usage_out(self.swap),
                "storage": [[s.name, s.usage.used, s.usage.total] for s in self.storage],
                "reach": [self.reach.misses, self.reach.since],
                "cpu-state": [self.cpu_state.is_open, self.cpu_state.since, self.cpu_state.held_ms,
                              self.cpu_state.last],
            },
            ensure_ascii=False, separators=(",", ":"),
        )  # fmt: skip

    @classmethod
    def from_text(cls, text: str) -> DeviceMemory:
        """What `to_text` wrote; an empty memory for what an older version wrote or nobody can read."""
        try:
            found: Any = json.loads(text)
            return cls(
                answered=found["answered"], identified=found["identified"],
                identity=dict(found["identity"]), failure=found["failure"],
                uptime=Uptime(*found["uptime"]), ports=tuple(_port_in(row) for row in found["ports"]),
                cpu=found["cpu"], memory=_usage_in(found["memory"]), swap=_usage_in(found["swap"]),
                storage=tuple(StorageReading(n, Usage(used, total)) for n, used, total in found["storage"]),
                reach=Reachability(*found["reach"]), cpu_state=ThresholdState(*found["cpu-state"]),
            )  # fmt: skip
        except (ValueError, KeyError, TypeError):
            return cls()

    def unobserved(self) -> DeviceMemory:
        """The same after a time in which nobody looked: a run beyond a limit is broken."""
        return replace(self, cpu_state=replace(self.cpu_state, last=None))


def write_memory(engine: Engine, device: int, polled: int, memory: DeviceMemory) -> None:
    """Keep what is remembered of a device that was polled at an instant (UTC ms); inside a write.

    Requests for a poll that were made before it are fulfilled by it.
    """
    sql = (
        "INSERT INTO device_state (device_id, polled, answered, due, memory) VALUES (?, ?, ?, 0, ?)"
        " ON CONFLICT (device_id) DO UPDATE SET polled = excluded.polled,"
        " answered = excluded.answered, memory = excluded.memory,"
        " due = CASE WHEN device_state.due <= excluded.polled THEN 0 ELSE device_state.due END"
    )
    execute(engine, sql, (device, polled, memory.answered, memory.to_text()))


def _port_out(port: PortMemory) -> list[Any]:
    facts = [getattr(port.reading, name) for name in _FACTS]
    counters: list[Any] = []
    for name in COUNTERS:
        counter = getattr(port.reading, name)
        counters.append(None if counter is None else [counter.value, counter.bits])
    return [port.part, port.received, port.sent, facts, counters]


def _port_in(row: list[Any]) -> PortMemory:
    part, received, sent, facts, counters = row
    read: dict[str, Any] = dict(zip(_FACTS, facts, strict=True))
    read |= {n: None if c is None else Counter(*c) for n, c in zip(COUNTERS, counters, strict=True)}
    return PortMemory(PortReading(**read), part, received, sent)


def _usage_out(usage: Usage | None) -> list[int] | None:
    return None if usage is None else [usage.used, usage.total]


def _usage_in(pair: list[int] | None) -> Usage | None:
    return None if pair is None else Usage(*pair)
