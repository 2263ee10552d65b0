"""Ports are found again over renumbering, and doubt makes a new port, never a wrong one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from itdesk.monitoring.rules.ports import PortKey, match_ports

keys = st.builds(
    PortKey,
    st.sampled_from(("", "eth0", "eth1", "lo", "Gi0/1")),
    st.sampled_from(("", "a", "b")),
    st.integers(1, 6),
)
devices = st.lists(keys, max_size=6, unique_by=lambda key: key.index)


@given(devices)
def test_nothing_changed_is_everything_the_same(ports: list[PortKey]) -> None:
    found = match_ports(ports, ports)
    assert found.same == {port.index: port for port in ports}
    assert not found.new
    assert not found.gone
    assert not found.renumbered


@given(devices, devices)
def test_every_port_is_accounted_for_once(known: list[PortKey], now: list[PortKey]) -> None:
    found = match_ports(known, now)
    assert {port.index for port in now} == set(found.same) | {port.index for port in found.new}
    assert len(found.same) + len(found.new) == len(now)
    assert len(set(found.same.values())) == len(found.same)
    assert sorted(known, key=repr) == sorted([*found.same.values(), *found.gone], key=repr)


@given(devices, devices)
def test_only_ports_of_the_same_name_are_the_same(known: list[PortKey], now: list[PortKey]) -> None:
    found = match_ports(known, now)
    names = {port.index: port.name for port in now}
    assert all(names[index] == port.name for index, port in found.same.items())


@given(st.permutations(range(1, 9)))
def test_ports_with_names_of_their_own_survive_any_renumbering(order: list[int]) -> None:
    known = [PortKey(f"Gi0/{n}", "aa", n) for n in range(1, 9)]
    now = [PortKey(f"Gi0/{n}", "aa", index) for n, index in zip(range(1, 9), order, strict=True)]
    found = match_ports(known, now)
    assert {index: port.name for index, port in found.same.items()} == {port.index: port.name for port in now}
    assert found.renumbered == (list(order) != list(range(1, 9)))


def test_twins_that_changed_their_numbers_are_new() -> None:
    known = [PortKey("Ethernet", "", 1), PortKey("Ethernet", "", 2)]
    now = [PortKey("Ethernet", "", 7), PortKey("Ethernet", "", 8)]
    found = match_ports(known, now)
    assert not found.same
    assert len(found.new) == len(found.gone) == 2
