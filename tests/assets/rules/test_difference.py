from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from itdesk.assets.importers.inventory import Part
from itdesk.assets.rules.difference import compare, sentences

LOOKED = frozenset({"software", "monitor", "memory", "network"})


def told(old: list[Part], new: list[Part], categories: frozenset[str] = LOOKED) -> list[str]:
    return sentences(compare(dict(enumerate(old)), new, categories), {})


def program(name: str, release: str, identity: str | None = None) -> Part:
    return Part("software", identity or f"{name}|amd64", name, release)


def monitor(serial: str) -> Part:
    return Part("monitor", serial, "DELL U2415", "", {"serial": serial} if serial else {})


def test_a_program_of_another_version_is_one_line() -> None:
    assert told([program("Firefox", "115")], [program("Firefox", "120")]) == ["Software: Firefox 115 → 120"]


def test_of_three_kernels_only_the_one_that_went_is_a_change() -> None:
    old = [program("kernel", release) for release in ("4.8", "4.9", "4.10")]
    new = [program("kernel", release) for release in ("4.9", "4.10", "4.11")]
    assert told(old, new) == ["Software: kernel 4.8 → 4.11"]


def test_two_monitors_of_one_model_are_two() -> None:
    assert told([monitor("A1")], [monitor("B2")]) == [
        "Monitor added: DELL U2415 (B2)",
        "Monitor gone: DELL U2415 (A1)",
    ]


def test_a_monitor_whose_serial_is_read_at_last_is_the_same() -> None:
    assert told([monitor("")], [monitor("A1")]) == ["Monitor: DELL U2415: serial — → A1"]


def test_a_card_keeps_its_own_address_while_it_uses_made_up_ones() -> None:
    old, new = Part("network", "00:1a:2b:00:00:01", "wlan0"), Part("network", "", "wlan0")
    assert compare({1: old}, [new], LOOKED).is_empty
    moved = Part("network", "", "wlan0", "", {"addresses": "192.0.2.1"})
    assert compare({1: old}, [moved], LOOKED).changed[1][1].identity == "00:1a:2b:00:00:01"


def test_what_was_not_looked_at_is_not_gone() -> None:
    assert told([monitor("A1")], [], frozenset({"software"})) == []


def test_many_changes_are_counted_before_they_are_listed() -> None:
    new = [program(f"p{number:02}", "1") for number in range(20)]
    assert told([], new)[:2] == ["Software: 20 added", "Software added: p00 1"]


def test_values_of_the_asset_come_first() -> None:
    empty = compare({}, [], LOOKED)
    assert sentences(empty, {"IP address": ("", "192.0.2.1")}) == ["IP address: — → 192.0.2.1"]


parts = st.lists(
    st.builds(
        Part,
        category=st.sampled_from(["software", "monitor"]),
        identity=st.sampled_from(["", "a", "b"]),
        name=st.sampled_from(["x", "y"]),
        release=st.sampled_from(["", "1", "2"]),
        facts=st.dictionaries(st.sampled_from(["serial", "size"]), st.sampled_from(["", "1"]), max_size=1),
    ),
    max_size=6,
)


@given(found=parts, seed=st.integers(0, 9))
def test_the_same_parts_in_any_order_differ_in_nothing_but_facts(found: list[Part], seed: int) -> None:
    plain = [Part(p.category, p.identity, p.name, p.release) for p in found]
    shuffled = random.Random(seed).sample(plain, len(plain))
    assert compare(dict(enumerate(plain)), shuffled, LOOKED).is_empty


@given(old=parts, new=parts)
def test_applied_the_difference_gives_the_new_parts_and_then_nothing(
    old: list[Part], new: list[Part]
) -> None:
    known = dict(enumerate(old))
    difference = compare(known, new, LOOKED)
    after = {key: part for key, part in known.items() if key not in difference.removed}
    after |= {key: part for key, (_, part) in difference.changed.items()}
    after |= dict(enumerate(difference.added, len(old)))
    assert sorted((p.category, p.name, p.release) for p in after.values()) == sorted(
        (p.category, p.name, p.release) for p in new
    )
    assert all(sentences(difference, {}))


@given(old=parts, new=parts)
def test_every_change_is_told(old: list[Part], new: list[Part]) -> None:
    difference = compare(dict(enumerate(old)), new, LOOKED)
    count = len(difference.added) + len(difference.removed) + len(difference.changed)
    assert len(sentences(difference, {})) == count
