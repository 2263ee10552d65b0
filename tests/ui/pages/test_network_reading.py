"""What the network page reads of a demo office: small lines, charts broken at gaps, counts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest

from itdesk.core.errors import DeskError
from itdesk.desk import Desk
from itdesk.monitoring.samples import DAY, HOUR, Measured, Samples
from itdesk.ui.kit.charts import Line
from itdesk.ui.pages.network.reading import SPARK_POINTS, counts, glances, read_device

DOWN, UP = 4, 1


@pytest.fixture
def desk(place: str) -> Iterator[Desk]:
    opened = Desk.open(place, origin="test")
    yield opened
    opened.close()


def with_ports(desk: Desk) -> int:
    return desk.lists.ids("device", desk.query("device", "category:switch state:up"))[0]


def never_polled(desk: Desk) -> int:
    with desk.write("add device") as unit:
        return desk.keepers["device"].add(unit, {"address": "192.0.2.200", "name": "new"})


def runs(line: Line) -> list[list[int]]:
    """Instants of the unbroken pieces of a line."""
    found: list[list[int]] = [[]]
    for at, value in line.points:
        if value is None:
            found.append([])
        else:
            found[-1].append(at)
    return [run for run in found if run]


def test_each_device_has_its_line_and_when_it_was_seen(desk: Desk) -> None:
    keys = desk.lists.ids("device", desk.query("device", ""))
    found = glances(desk, keys)
    assert found.keys() == set(keys)
    for glance in found.values():
        assert 0 < len(glance.points) <= 2 * SPARK_POINTS
        assert glance.seen is not None and glance.cpu is not None
    now = desk.store.clock.now()
    assert now - (found[DOWN].seen or 0) > 4 * HOUR > now - (found[UP].seen or 0)


def test_what_is_gone_or_was_never_polled_is_no_trouble_for_the_others(desk: Desk) -> None:
    new = never_polled(desk)
    found = glances(desk, [999_999, new, UP])
    assert found.keys() == {new, UP}
    assert (found[new].points, found[new].seen, found[new].cpu) == ((), None, None)


def test_a_device_without_measurements_has_no_chart(desk: Desk) -> None:
    picture = read_device(desk, never_polled(desk), "", DAY)
    assert (picture.traffic, picture.load, picture.port, picture.asset) == (None, None, "", "")


def test_a_device_that_is_gone_is_a_known_error(desk: Desk) -> None:
    with pytest.raises(DeskError) as caught:
        read_device(desk, 999_999, "", DAY)
    assert caught.value.code == "record.missing"


def test_the_busiest_port_is_shown_until_a_person_chooses_another(desk: Desk) -> None:
    key = with_ports(desk)
    first = read_device(desk, key, "", DAY)
    rates = {p.part: (p.received or 0) + (p.sent or 0) for p in first.detail.ports}
    assert rates[first.port] == max(rates.values())
    other = next(part for part in rates if part != first.port)
    assert read_device(desk, key, other, DAY).port == other
    assert read_device(desk, key, "no such port", DAY).port == first.port


@pytest.mark.parametrize("span", [6 * HOUR, DAY, 7 * DAY])
def test_a_chart_has_both_directions_over_its_whole_span(desk: Desk, span: int) -> None:
    picture = read_device(desk, with_ports(desk), "", span)
    assert picture.traffic is not None and picture.load is not None
    assert [line.name for line in picture.traffic.lines] == ["In", "Out"]
    assert [line.name for line in picture.load.lines] == ["CPU", "Memory"]
    assert picture.traffic.until - picture.traffic.since == span
    for line in (*picture.traffic.lines, *picture.load.lines):
        instants = [at for at, _ in line.points]
        assert instants == sorted(instants)
        assert all(picture.traffic.since <= at <= picture.traffic.until for at in instants)
        assert all(value is None or value >= 0 for _, value in line.points)


def test_no_line_runs_through_the_night_that_nobody_watched(desk: Desk) -> None:
    picture = read_device(desk, with_ports(desk), "", 7 * DAY).load
    assert picture is not None
    longest = max(picture.gaps, key=lambda gap: gap[1] - gap[0])
    assert longest[1] - longest[0] >= 5 * HOUR
    for run in runs(picture.lines[0]):
        assert not any(a < longest[0] and longest[1] < b for a, b in pairwise(run))


def test_a_device_that_is_down_has_a_gap_at_its_end(desk: Desk) -> None:
    picture = read_device(desk, DOWN, "", DAY).load
    assert picture is not None
    assert picture.gaps[-1][1] == picture.until
    assert picture.until - picture.gaps[-1][0] > 4 * HOUR


def test_devices_are_counted_by_their_state(desk: Desk) -> None:
    assert counts(desk) == {"down": 1, "up": 5}
    with desk.write("note device state") as unit:
        unit.update("device", UP, {"state": "degraded"})
    assert counts(desk) == {"down": 1, "degraded": 1, "up": 4}


def test_one_value_alone_is_drawn(desk: Desk) -> None:
    key = never_polled(desk)
    with desk.store.engine.write():
        at = desk.store.clock.now() - HOUR
        Samples(desk.store.engine).append(key, at, [Measured("cpu", "", "%", 12.0)])
    picture = read_device(desk, key, "", DAY).load
    assert picture is not None
    assert [value for _, value in picture.lines[0].points] == [12.0]
    assert glances(desk, [key])[key].points == (12.0,)
