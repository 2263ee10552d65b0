"""A network of our making, for tests of what is done with what devices tell."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from itdesk.core.clock import Clock
from itdesk.core.kinds import Value
from itdesk.desk import Desk
from itdesk.monitoring.asking import Asking, Target
from itdesk.monitoring.credentials import Credential
from itdesk.monitoring.probes.failure import FailureKind, ProbeFailure
from itdesk.monitoring.probes.reading import CounterReading, Identity, PortReading
from itdesk.monitoring.probes.snmp.client import Client
from itdesk.monitoring.rules.counters import Counter
from itdesk.monitoring.rules.restarts import Uptime

START = 1_800_000_000_000
PUBLIC = Credential.v2c("public")


@dataclass
class Devices(Asking):
    """A network of our making: what each address tells, or why it does not."""

    clock: Clock
    tells: dict[str, CounterReading | Exception] = field(default_factory=dict)
    is_who: dict[str, Identity] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    identified: list[str] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(Client())

    async def counters(self, target: Target) -> CounterReading:
        self.asked.append(target.address)
        found = self.tells.get(target.address, ProbeFailure(FailureKind.SILENT))
        if isinstance(found, Exception):
            raise found
        ticks = (self.clock.now() - START) // 10 + 1_000_000
        return replace(found, uptime=Uptime(ticks=ticks)) if found.uptime.ticks is None else found

    async def identity(self, target: Target) -> Identity:
        self.identified.append(target.address)
        return self.is_who.get(target.address, Identity("switch-1"))

    def forget(self, target: Target) -> None:
        self.forgotten.append(target.address)


def add(desk: Desk, address: str = "127.0.0.9", **more: Value) -> int:
    with desk.write("add device") as unit:
        key = desk.keepers["device"].add(unit, {"address": address, "name": "switch-1", **more})
    desk.monitoring.set_credential("test", key, PUBLIC)
    return key


def told(cpu: float | None = 5, octets: int | None = None, ticks: int | None = None) -> CounterReading:
    ports = ()
    if octets is not None:
        ports = (PortReading(1, "p1", speed=10**9, in_octets=Counter(octets, 64)),)
    return CounterReading(Uptime(ticks=ticks), cpu=cpu, ports=ports)
