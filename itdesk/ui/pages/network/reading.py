"""What the network page shows, read off the UI thread."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from itdesk.core.business_time import merged
from itdesk.core.errors import DeskError
from itdesk.monitoring.charts import Point
from itdesk.monitoring.detail import DeviceDetail
from itdesk.monitoring.samples import Series
from itdesk.store.engine import rows
from itdesk.ui.kit.charts import Line, Picture

if TYPE_CHECKING:
    from itdesk.desk.desk import Desk

HOUR, DAY = 3_600_000, 86_400_000
SPARK_POINTS, SPARK_SPAN = 36, 6 * HOUR
CHART_POINTS, MEGA = 240, 1_000_000
MOST_SPARKS = 250
"""Devices whose line is drawn in the list; the rest shows "—" (two milliseconds each)."""


@dataclass(frozen=True, slots=True)
class Glance:
    """A device's line of the last hours and when it answered last (UTC ms)."""

    points: tuple[float | None, ...]
    seen: int | None
    cpu: float | None


@dataclass(frozen=True, slots=True)
class DevicePicture:
    """A device as its pane shows it. `port` is the part whose traffic `traffic` shows."""

    detail: DeviceDetail
    asset: str
    port: str
    traffic: Picture | None
    load: Picture | None
    now: int


def glances(desk: Desk, devices: Sequence[int]) -> dict[int, Glance]:
    """The list's small lines."""
    found: dict[int, Glance] = {}
    until = desk.store.clock.now()
    for device in devices[:MOST_SPARKS]:
        try:
            detail = desk.monitoring.device_detail(device)
        except DeskError:
            continue
        points = _spark(desk, device, detail.series, until)
        found[device] = Glance(points, detail.answered, detail.cpu)
    return found


def _spark(desk: Desk, device: int, series: Sequence[Series], until: int) -> tuple[float | None, ...]:
    """The busiest thing that says how a device does: its CPU, else its first series."""
    wanted = next((s for s in series if s.metric == "cpu"), next(iter(series), None))
    if wanted is None:
        return ()
    since = until - SPARK_SPAN
    chart = desk.monitoring.chart(device, wanted.metric, wanted.part, since, until, SPARK_POINTS)
    gaps = [*chart.gaps, *chart.not_observed]
    return tuple(value for _at, value in _broken(chart.points, gaps, 1))


def counts(desk: Desk) -> dict[str, int]:
    """How many devices are in each state."""
    sql = "SELECT state, count(*) FROM device GROUP BY state"
    return {str(state): int(count) for state, count in rows(desk.store.engine, sql)}


def read_device(desk: Desk, key: int, port: str, span: int) -> DevicePicture:
    """Raises DeskError when the device is gone."""
    detail = desk.monitoring.device_detail(key)
    until = desk.store.clock.now()
    part = port if any(p.part == port for p in detail.ports) else _busiest(detail)
    asset = detail.device["asset_id"]
    tag = desk.refs.ref_of("asset", asset) if isinstance(asset, int) else ""
    wanted = (("in", part, _tr("In")), ("out", part, _tr("Out")))
    traffic = _chart(desk, detail, wanted, until - span, until, MEGA, "Mb/s") if part else None
    shares = (("cpu", "", _tr("CPU")), ("memory", "", _tr("Memory")))
    load = _chart(desk, detail, shares, until - span, until, 1, "%")
    return DevicePicture(detail, tag, part, traffic, load, until)


def _tr(text: str) -> str:
    return QCoreApplication.translate("network", text)


def _busiest(detail: DeviceDetail) -> str:
    ports = [port for port in detail.ports if port.oper == "up"] or list(detail.ports)
    busiest = max(ports, key=lambda p: (p.received or 0) + (p.sent or 0), default=None)
    return busiest.part if busiest is not None else ""


def _chart(
    desk: Desk,
    detail: DeviceDetail,
    wanted: Sequence[tuple[str, str, str]],
    since: int,
    until: int,
    size: float,
    unit: str,
) -> Picture | None:
    """`wanted` are (metric, part, label), values in `size` of their unit; None: never measured."""
    known = {(series.metric, series.part) for series in detail.series}
    charts = [
        (label, desk.monitoring.chart(detail.device.id, metric, part, since, until, CHART_POINTS))
        for metric, part, label in wanted
        if (metric, part) in known
    ]
    if not charts:
        return None
    gaps = merged([*charts[0][1].gaps, *charts[0][1].not_observed])
    lines = tuple(
        Line(label, tuple(_broken(chart.points, gaps, size)), filled=place == 0)
        for place, (label, chart) in enumerate(charts)
    )
    return Picture(lines, since, until, unit, tuple(gaps))


def _broken(
    points: Sequence[Point], gaps: Sequence[tuple[int, int]], size: float
) -> Iterator[tuple[int, float | None]]:
    """A None in each gap, so that no line runs through it."""
    last: int | None = None
    for point in points:
        if last is not None and any(last < high and low < point.at for low, high in gaps):
            yield last + 1, None
        yield point.at, point.mean / size
        last = point.at
