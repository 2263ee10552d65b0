"""This computer has the shape of any other device."""

from __future__ import annotations

import psutil

from itdesk.monitoring.looking import reading_json
from itdesk.monitoring.probes.host import read_host


def test_this_computer_tells_its_load_memory_disks_and_ports() -> None:
    reading = read_host()
    counted = reading.counters
    assert reading.identity.name
    assert counted.cpu is not None
    assert 0 <= counted.cpu <= 100
    assert counted.memory is not None
    assert counted.memory.total == psutil.virtual_memory().total
    assert {port.name for port in reading.ports} == set(psutil.net_if_stats())
    assert counted.is_whole


def test_its_uptime_counts_from_the_start_of_the_system() -> None:
    uptime = read_host().uptime
    assert uptime is not None
    assert uptime > 0


def test_it_is_written_as_json_like_a_device() -> None:
    assert len(reading_json(read_host())["interfaces"]) == len(psutil.net_if_stats())
