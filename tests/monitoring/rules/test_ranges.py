"""Ranges of addresses as people write them."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itdesk.core.errors import DeskError
from itdesk.monitoring.rules.ranges import MOST, addresses, own_networks

V4 = st.integers(0x01000000, 0xDFFFFFFF).map(ipaddress.IPv4Address)


@pytest.mark.parametrize(
    ("text", "first", "last", "count"),
    [
        ("192.168.1.0/24", "192.168.1.1", "192.168.1.254", 254),
        ("192.168.1.77/24", "192.168.1.1", "192.168.1.254", 254),
        ("127.0.0.0/29", "127.0.0.1", "127.0.0.6", 6),
        ("10.0.0.0/22", "10.0.0.1", "10.0.3.254", 1022),
        ("10.0.0.4/31", "10.0.0.4", "10.0.0.5", 2),
        ("10.0.0.4/32", "10.0.0.4", "10.0.0.4", 1),
        ("192.168.1.0/255.255.255.0", "192.168.1.1", "192.168.1.254", 254),
        ("192.168.1.10-40", "192.168.1.10", "192.168.1.40", 31),
        ("192.168.1.10 - 40", "192.168.1.10", "192.168.1.40", 31),
        ("192.168.1.10–40", "192.168.1.10", "192.168.1.40", 31),
        ("192.168.1.250-192.168.2.5", "192.168.1.250", "192.168.2.5", 12),
        ("10.0.0.7", "10.0.0.7", "10.0.0.7", 1),
        ("10.0.0.7:1161", "10.0.0.7:1161", "10.0.0.7:1161", 1),
        ("127.0.0.0/29:1161", "127.0.0.1:1161", "127.0.0.6:1161", 6),
        ("10.0.0.1, 10.0.0.2;10.0.0.3\t10.0.0.1", "10.0.0.1", "10.0.0.3", 3),
        ("  10.0.0.1-3 , 10.0.0.2-5 ", "10.0.0.1", "10.0.0.5", 5),
    ],
)  # fmt: skip
def test_a_range_gives_its_addresses_in_order_and_once(text: str, first: str, last: str, count: int) -> None:
    found = addresses(text)
    assert (found[0], found[-1], len(found)) == (first, last, count)
    assert len(set(found)) == len(found)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", ",", "router", "10.0.0", "10.0.0.256", "10.0.0.9-3", "10.0.0.1-999", "10.0.0.1-",
        "-10.0.0.1", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "10.0.0.1:", "10.0.0.1:0",
        "10.0.0.1:65536", "10.0.0.1:99999999999999999999", "10.0.0.1:１６１", "fe80::1", "::1/120",
        "10.0.0.1/24/8", "10.0.0.1-2-3", "10.0.0.0/24-3", "十.0.0.1", "10.0.0.1; DROP TABLE device",
        "../../etc/passwd", "10.0.0.1\x00",
    ],
)  # fmt: skip
def test_what_is_no_range_is_said_with_the_part_that_is_wrong(text: str) -> None:
    with pytest.raises(DeskError) as caught:
        addresses(text)
    assert caught.value.code == "range.wrong"
    assert caught.value.fields["text"] in text or not text.strip()


@pytest.mark.parametrize(
    "text", ["10.0.0.0/8", "0.0.0.0/0", "10.0.0.0/21", "10.0.0.0/23, 10.1.0.0/23, 10.2.0.0/24"]
)
def test_more_than_is_asked_at_once_is_refused_before_a_list_of_it_is_made(text: str) -> None:
    with pytest.raises(DeskError) as caught:
        addresses(text)
    assert caught.value.code == "range.large"
    assert f"{MOST:,}" in str(caught.value)


@settings(max_examples=60)
@given(V4, st.integers(22, 32))
def test_a_network_is_its_hosts_as_the_standard_library_has_them(
    base: ipaddress.IPv4Address, prefix: int
) -> None:
    network = ipaddress.IPv4Network(f"{base}/{prefix}", strict=False)
    assert list(addresses(f"{base}/{prefix}")) == [str(host) for host in network.hosts()]


@settings(max_examples=60)
@given(V4, st.integers(0, MOST - 1))
def test_from_and_to_are_both_in(first: ipaddress.IPv4Address, more: int) -> None:
    last = first + more
    found = addresses(f"{first}-{last}")
    assert (found[0], found[-1], len(found)) == (str(first), str(last), more + 1)


@settings(max_examples=100)
@given(st.text(max_size=40))
def test_any_text_is_a_range_or_a_known_error(text: str) -> None:
    try:
        found = addresses(text)
    except DeskError as error:
        assert error.code in ("range.wrong", "range.large")
    else:
        assert 0 < len(found) <= MOST


def test_an_offices_own_networks_are_private_and_never_larger_than_254_hosts() -> None:
    links = [
        ("eth0", "192.168.7.20", "255.255.255.0"), ("eth1", "10.20.30.40", "255.0.0.0"),
        ("wlan0", "172.16.5.9", "255.255.255.192"), ("eth2", "192.168.7.21", "255.255.255.0"),
        ("lo", "127.0.0.1", "255.0.0.0"), ("docker0", "172.17.0.1", "255.255.0.0"),
        ("br-12ab", "172.18.0.1", "255.255.0.0"), ("ppp0", "203.0.113.9", "255.255.255.255"),
        ("eth3", "169.254.7.7", "255.255.0.0"), ("eth4", "8.8.8.8", "255.255.255.0"),
        ("eth5", "10.1.1.1", None), ("odd", "not-an-address", "x"),
    ]  # fmt: skip
    assert own_networks(links) == (
        "192.168.7.0/24", "10.20.30.0/24", "172.16.5.0/26", "203.0.113.9/32", "10.1.1.0/24",
    )  # fmt: skip
