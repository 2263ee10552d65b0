from __future__ import annotations

import pytest

from itdesk.assets.importers.identity import is_filler, own_mac


@pytest.mark.parametrize(
    "text",
    ["To Be Filled By O.E.M.", " default string ", "00000000", "xxxxxxx",
     "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF",
     "03000200-0400-0500-0006-000700080009", "N/A", "...", "", "System Serial Number"],
)  # fmt: skip
def test_words_of_no_meaning_are_fillers(text: str) -> None:
    assert is_filler(text)


@pytest.mark.parametrize("text", ["5CG8482XYZ", "PF0ABCDE", "100200", "4C4C4544-0042-3510-8052-B4C04F4E4B32"])
def test_real_serials_are_none(text: str) -> None:
    assert not is_filler(text)


@pytest.mark.parametrize("text", ["00:1A:2B:3C:4D:5E", "001a.2b3c.4d5e", "00-1a-2b-3c-4d-5e"])
def test_a_makers_mac_is_own_in_any_notation(text: str) -> None:
    assert own_mac(text) == "00:1a:2b:3c:4d:5e"


@pytest.mark.parametrize(
    "text",
    ["02:42:ac:11:00:02", "ae:ed:e7:56:9b:a0", "01:00:5e:00:00:01", "ff:ff:ff:ff:ff:ff", "00:00:00:00:00:00",
     "00:50:56:c0:00:08", "00:05:9a:3c:7a:00", "no mac", ""],
)  # fmt: skip
def test_groups_made_up_and_shared_ones_are_not(text: str) -> None:
    assert own_mac(text) is None


def test_a_virtual_machines_card_is_its_own() -> None:
    assert own_mac("52:54:00:74:5e:f1") == "52:54:00:74:5e:f1"
