"""Everything that the page of a device shows, as plain values."""

from __future__ import annotations

from dataclasses import dataclass

from itdesk.core.errors import DeskError
from itdesk.monitoring.charts import Chart, chart
from itdesk.monitoring.memory import DeviceMemory, PortMemory
from itdesk.monitoring.probes.reading import StorageReading, Usage
from itdesk.monitoring.samples import Samples, Series
from itdesk.store.engine import one, rows
from itdesk.store.rowform import Snapshot
from itdesk.store.store import Store


@dataclass(frozen=True, slots=True)
class Port:
    """A port of a device; `part` is what its series are called, rates are bit/s, None for a gap."""

    part: str
    index: int
    name: str
    alias: str
    description: str
    mac: str
    speed: int | None
    admin: str
    oper: str
    received: float | None
    sent: float | None

    @property
    def load(self) -> float | None:
        """The busier direction in per cent of the speed; None where one of them is unknown."""
        rates = [rate for rate in (self.received, self.sent) if rate is not None]
        return 100 * max(rates) / self.speed if self.speed and rates else None


@dataclass(frozen=True, slots=True)
class AlertLine:
    """An alert of a device; instants are UTC ms, `until` None while it is open."""

    id: int
    subject: str
    message: str
    severity: str
    state: str
    since: int
    until: int | None
    ticket: int | None


@dataclass(frozen=True, slots=True)
class DeviceDetail:
    """A device as it was when it was polled last; `polled` and `answered` are UTC ms, None for never.

    `uptime` is seconds at the last answer, `down_since` UTC ms; `failure` is the kind of what the
    last poll failed of ("silent", …), "" when it answered.
    """

    device: Snapshot
    polled: int | None
    answered: int | None
    failure: str
    down_since: int | None
    uptime: float | None
    cpu: float | None
    memory: Usage | None
    swap: Usage | None
    storage: tuple[StorageReading, ...]
    ports: tuple[Port, ...]
    alerts: tuple[AlertLine, ...]
    series: tuple[Series, ...]


class Details:
    """Reads what the watch has written."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._samples = Samples(store.engine)

    def device(self, key: int, alerts: int = 20) -> DeviceDetail:
        """A device with its newest alerts; raises DeskError(record.missing)."""
        device = self._store.read("device", key)
        sql = "SELECT polled, memory FROM device_state WHERE device_id = ?"
        polled, text = one(self._store.engine, sql, (key,)) or (None, "{}")
        memory = DeviceMemory.from_text(text)
        return DeviceDetail(
            device, polled, memory.answered, memory.failure,
            memory.reach.since if memory.reach.is_down else None, memory.uptime.seconds, memory.cpu,
            memory.memory, memory.swap, memory.storage, tuple(_port(port) for port in memory.ports),
            tuple(self._alerts(key, alerts)), tuple(self._samples.series(key)),
        )  # fmt: skip

    def chart(self, device: int, metric: str, part: str, since: int, until: int, points: int = 600) -> Chart:
        """A series of a device over [since, until); raises DeskError(record.missing) for an unknown one."""
        series = self._samples.find(device, metric, part)
        if series is None:
            raise DeskError("record.missing", kind="device", ref=f"{device} {metric} {part}".strip())
        return chart(self._samples, series, since, until, points, self._store.clock.now())

    def _alerts(self, device: int, limit: int) -> list[AlertLine]:
        sql = (
            "SELECT id, subject, message, severity, state, since, until, ticket_id FROM alert"
            " WHERE device_id = ? ORDER BY since DESC, id DESC LIMIT ?"
        )
        return [AlertLine(*row) for row in rows(self._store.engine, sql, (device, limit))]


def _port(port: PortMemory) -> Port:
    read = port.reading
    return Port(
        port.part, read.index, read.name, read.alias, read.description, read.mac, read.speed, read.admin,
        read.oper, port.received, port.sent,
    )  # fmt: skip
