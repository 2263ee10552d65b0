"""Addresses as people write them become one way of writing them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itdesk.monitoring.keepers import plain_address
from itdesk.monitoring.probes.address import is_ipv6, split_address
from itdesk.monitoring.probes.failure import FailureKind, ProbeFailure


@pytest.mark.parametrize(
    ("written", "host", "port", "plain"),
    [
        ("10.0.0.1", "10.0.0.1", 161, "10.0.0.1"),
        ("10.0.0.1:161", "10.0.0.1", 161, "10.0.0.1"),
        ("10.0.0.1:1161", "10.0.0.1", 1161, "10.0.0.1:1161"),
        ("  sw-b2.example.org ", "sw-b2.example.org", 161, "sw-b2.example.org"),
        ("SW-B2.Example.ORG.", "SW-B2.Example.ORG.", 161, "sw-b2.example.org"),
        ("SW-B2:65535", "SW-B2", 65535, "sw-b2:65535"),
        ("::1", "::1", 161, "::1"),
        ("[::1]", "::1", 161, "::1"),
        ("[::1]:161", "::1", 161, "::1"),
        ("[FE80::1%eth0]:1161", "FE80::1%eth0", 1161, "[fe80::1%eth0]:1161"),
        ("2001:db8::7", "2001:db8::7", 161, "2001:db8::7"),
        ("drucker-büro.local", "drucker-büro.local", 161, "drucker-büro.local"),
    ],
)
def test_an_address_is_taken_apart_and_kept_in_one_way(
    written: str, host: str, port: int, plain: str
) -> None:
    assert split_address(written) == (host, port)
    assert plain_address(written) == plain
    assert plain_address(plain) == plain


@pytest.mark.parametrize(
    "written",
    [
        "", "   ", ":161", "10.0.0.1:", "10.0.0.1:0", "10.0.0.1:65536", "10.0.0.1:-1", "10.0.0.1:161x",
        "10.0.0.1:１６１", "[::1", "[::1]161", "[]", "[]:161", "::1:x", "a:b:c", "two words", "a\tb", "a\nb",
        "10.0.0.1:99999999999999999999999999",
    ],
)  # fmt: skip
def test_what_cannot_be_an_address_is_said(written: str) -> None:
    with pytest.raises(ProbeFailure) as caught:
        plain_address(written)
    assert caught.value.kind is FailureKind.UNRESOLVED
    assert caught.value.as_error(written).code == "probe.unresolved"


@given(st.text(max_size=40))
def test_any_text_is_an_address_in_one_way_or_a_known_failure(text: str) -> None:
    try:
        plain = plain_address(text)
    except ProbeFailure as failure:
        assert failure.kind is FailureKind.UNRESOLVED
        return
    assert plain_address(plain) == plain
    host, port = split_address(plain)
    assert 0 < port < 65536 and host


@pytest.mark.parametrize(
    ("host", "expected"), [("::1", True), ("fe80::1%eth0", True), ("10.0.0.1", False), ("x::y", False)]
)
def test_a_literal_is_told_from_a_name(host: str, expected: bool) -> None:
    assert is_ipv6(host) is expected
