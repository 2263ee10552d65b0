from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itdesk.core.units import format_bytes, format_duration, format_mac, format_rate, normalise_mac

octets = st.lists(st.integers(0, 255), min_size=6, max_size=6)


@given(octets, st.sampled_from([":", "-", " "]), st.booleans())
def test_every_notation_of_a_mac_is_the_same_address(address: list[int], mark: str, upper: bool) -> None:
    bare = "".join(f"{octet:02x}" for octet in address)
    notations = [
        bare,
        mark.join(f"{octet:02x}" for octet in address),
        mark.join(f"{octet:x}" for octet in address),
        f"{bare[:4]}.{bare[4:8]}.{bare[8:]}",
    ]
    for text in notations:
        assert normalise_mac(text.upper() if upper else text) == bare
    assert format_mac(bare) == ":".join(f"{octet:02x}" for octet in address)


@given(st.text(max_size=20))
def test_what_is_no_mac_is_left_as_it_is(text: str) -> None:
    assert normalise_mac(text) is not None or format_mac(text) == text


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        (format_bytes(1536), "1.5 KiB"), (format_bytes(12), "12 B"), (format_bytes(0), "0 B"),
        (format_rate(1e9), "1 Gb/s"), (format_rate(0), "0 b/s"), (format_rate(1_500), "1.5 kb/s"),
        (format_duration(30), "30 s"), (format_duration(6_600), "1 h 50 min"),
        (format_duration(97_200), "1 d 3 h"),
    ],
)  # fmt: skip
def test_quantities_are_written_as_people_read_them(shown: str, text: str) -> None:
    assert shown == text
