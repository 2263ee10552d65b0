"""What a probe gives back, the same for a switch and for this computer.

Texts are decoded, without controls and at most 255 characters; what a device does not tell is
"" for texts and None for numbers, never a made-up zero.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from itdesk.monitoring.rules.counters import Counter
from itdesk.monitoring.rules.ports import PortKey
from itdesk.monitoring.rules.restarts import Uptime


@dataclass(frozen=True, slots=True)
class Usage:
    """Octets used of a whole; `total` is never 0, `used` may exceed it where a device says so."""

    used: int
    total: int

    @property
    def percent(self) -> float:
        return 100 * self.used / self.total


@dataclass(frozen=True, slots=True)
class StorageReading:
    """A disk or file system; `name` is its mount point or label and unique within a reading."""

    name: str
    usage: Usage


@dataclass(frozen=True, slots=True)
class PortReading:
    """One interface; counters are since some start of the device's own.

    `name` is ifName, else ifDescr. `mac` is "00:1a:2b:3c:4d:5e" or "". `speed` is bit/s, None when
    unknown (many ports that are up say 0). `admin` and `oper` are the words of RFC 2863 ("up",
    "down", "testing", "unknown", "dormant", "notPresent", "lowerLayerDown") or "". `kind` is the
    IANA ifType number. `discontinuity` is ifCounterDiscontinuityTime in ticks: when it changes, the
    counters began anew.
    """

    index: int
    name: str
    alias: str = ""
    description: str = ""
    mac: str = ""
    kind: int | None = None
    speed: int | None = None
    admin: str = ""
    oper: str = ""
    in_octets: Counter | None = None
    out_octets: Counter | None = None
    in_errors: Counter | None = None
    out_errors: Counter | None = None
    in_discards: Counter | None = None
    out_discards: Counter | None = None
    discontinuity: int | None = None

    @property
    def key(self) -> PortKey:
        """What `rules.ports` knows the port by."""
        return PortKey(self.name, self.mac, self.index)


@dataclass(frozen=True, slots=True)
class Known:
    """What the next minute's poll need not ask again; opaque to everyone but the probe that made it.

    `ports` are the ports with their names and MACs; `changed` is ifTableLastChange.0 when they were
    read; `uptime` is that of the last poll; `tables` are those that the device has.
    """

    ports: tuple[PortReading, ...] = ()
    changed: int | None = None
    uptime: Uptime = field(default_factory=Uptime)
    tables: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class CounterReading:
    """What is polled each minute; hand `known` to the next poll of the same device.

    `cpu` is the mean load of all processors in percent. `engine_seconds` is snmpEngineTime, for
    display only. `is_whole` is False when the device fell silent or misbehaved in the middle: what
    is missing then is a gap, not gone.
    """

    uptime: Uptime
    engine_seconds: int | None = None
    cpu: float | None = None
    memory: Usage | None = None
    swap: Usage | None = None
    storage: tuple[StorageReading, ...] = ()
    ports: tuple[PortReading, ...] = ()
    is_whole: bool = True
    known: Known = field(default_factory=Known)


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a device is. `category` is a value of the device kind's column ("switch", "unknown", …)."""

    name: str = ""
    description: str = ""
    object_id: str = ""
    contact: str = ""
    location: str = ""
    vendor: str = ""
    model: str = ""
    serial: str = ""
    version: str = ""
    category: str = "unknown"


@dataclass(frozen=True, slots=True)
class DeviceReading:
    """Everything a device tells when looked at once: who it is, and its counters now."""

    identity: Identity
    counters: CounterReading

    @property
    def uptime(self) -> float | None:
        """Seconds since it began."""
        return self.counters.uptime.seconds

    @property
    def ports(self) -> tuple[PortReading, ...]:
        return self.counters.ports

    @property
    def macs(self) -> tuple[str, ...]:
        """MAC addresses of its ports, each once, in the order of the ports."""
        return tuple(dict.fromkeys(port.mac for port in self.ports if port.mac))
