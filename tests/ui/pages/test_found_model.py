"""Who answered a sweep: the order, what is ticked by itself, and what a person ticks."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from itdesk.ui.kit.theme import theme
from itdesk.ui.pages.network.found_model import ADDRESS, MADE, NAME, STATE, FoundModel

CHECK, FORE, TIP = Qt.ItemDataRole.CheckStateRole, Qt.ItemDataRole.ForegroundRole, Qt.ItemDataRole.ToolTipRole
TICKED, EMPTY = Qt.CheckState.Checked, Qt.CheckState.Unchecked

pytestmark = pytest.mark.usefixtures("qapp")


def device(address: str, **more: object) -> dict[str, Any]:
    """As `itdesk discover` tells it."""
    known: dict[str, Any] = {
        "address": address, "name": "", "vendor": "", "model": "", "serial": "", "category": "",
        "failure": "", "device": None,
    }  # fmt: skip
    return known | more


def model_of(*found: Mapping[str, Any]) -> FoundModel:
    model = FoundModel()
    for one in found:
        model.add(one)
    return model


def column(model: FoundModel, place: int) -> list[str]:
    return [model.index(row, place).data() for row in range(model.rowCount())]


@st.composite
def sweeps(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Answers of a sweep in the order in which they came; a few things have several addresses."""
    numbers = draw(st.lists(st.integers(0, 2**32 - 1), unique=True, max_size=12))
    return [
        device(
            str(ipaddress.IPv4Address(number)),
            serial=draw(st.sampled_from(["", "", "SN-1", "SN-2"])),
            failure=draw(st.sampled_from(["", "", "", "auth"])),
            device=draw(st.sampled_from([None, None, None, "D-7"])),
        )
        for number in numbers
    ]


def expected_ticks(found: list[dict[str, Any]]) -> list[str]:
    """Each thing that may be watched, at its first address; what is watched or refuses, nowhere."""
    things: dict[str, list[dict[str, Any]]] = {}
    for one in found:
        things.setdefault(one["serial"] or one["address"], []).append(one)
    first = [
        min(ipaddress.IPv4Address(one["address"]) for one in thing)
        for thing in things.values()
        if not any(one["failure"] or one["device"] for one in thing)
    ]
    return [str(address) for address in sorted(first)]


# --- what stands there ----------------------------------------------------------------------
@given(sweeps())
def test_rows_stand_by_address_and_things_are_ticked_once_however_they_come(
    found: list[dict[str, Any]],
) -> None:
    model = model_of(*found)
    in_order = sorted((one["address"] for one in found), key=ipaddress.IPv4Address)
    assert column(model, ADDRESS) == in_order
    assert model.wanted() == expected_ticks(found)


@given(sweeps(), st.lists(st.integers(0, 11), max_size=8))
def test_a_tick_goes_on_and_off_only_where_something_can_be_watched(
    found: list[dict[str, Any]], presses: list[int]
) -> None:
    model = model_of(*found)
    expected = set(model.wanted())
    rows = {one["address"]: one for one in found}
    for row in (press for press in presses if press < len(found)):
        address = model.index(row, ADDRESS).data()
        if not rows[address]["failure"] and not rows[address]["device"]:
            expected ^= {address}
        model.toggle(row)
    assert set(model.wanted()) == expected
    assert model.wanted() == sorted(model.wanted(), key=ipaddress.IPv4Address)


def test_qts_own_tester_finds_nothing_wrong_while_rows_come_and_go() -> None:
    model = FoundModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    for number in (9, 3, 200, 30, 1):
        model.add(device(f"10.0.0.{number}", serial="SN-1" if number > 5 else ""))
    model.toggle(0)
    model.clear()
    assert model.rowCount() == 0 and tester.model() is model


def test_a_tick_that_was_taken_away_is_not_set_again_by_another_address_of_the_same_thing() -> None:
    model = model_of(device("10.0.0.9", serial="SN-1"))
    model.toggle(0)
    model.add(device("10.0.0.3", serial="SN-1"))
    model.add(device("10.0.0.30", serial="SN-1"))
    assert model.wanted() == []


def test_a_tick_that_a_person_set_besides_stays() -> None:
    model = model_of(device("10.0.0.3", serial="SN-1"), device("10.0.0.9", serial="SN-1"))
    model.toggle(1)
    model.add(device("10.0.0.1", serial="SN-1"))
    assert model.wanted() == ["10.0.0.1", "10.0.0.9"]


def test_one_thing_that_turns_out_to_be_watched_loses_all_its_ticks() -> None:
    model = model_of(device("10.0.0.3", serial="SN-1"), device("10.0.0.9", serial="SN-1"))
    model.toggle(1)
    model.add(device("10.0.0.30", serial="SN-1", device="D-4"))
    assert model.wanted() == []


def test_things_without_a_serial_number_are_each_their_own() -> None:
    model = model_of(*(device(f"10.0.0.{n}", name="same name", vendor="Acme") for n in (1, 2, 3)))
    assert len(model.wanted()) == 3


def test_two_ports_of_one_address_are_two_rows() -> None:
    model = model_of(device("10.0.0.7:1161"), device("10.0.0.7"), device("10.0.0.10:161"))
    assert sorted(column(model, ADDRESS)[:2]) == ["10.0.0.7", "10.0.0.7:1161"]
    assert column(model, ADDRESS)[2] == "10.0.0.10:161"
    model.toggle(0)
    assert len(model.wanted()) == 2


def test_a_new_sweep_begins_without_rows_and_ticks(qtbot: QtBot) -> None:
    model = model_of(device("10.0.0.1"), device("10.0.0.2"))
    with qtbot.waitSignal(model.ticked):
        model.clear()
    assert (model.rowCount(), model.wanted()) == (0, [])
    model.add(device("10.0.0.2"))
    assert model.wanted() == ["10.0.0.2"]


# --- words ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("found", "name", "made", "state"),
    [
        (device("10.0.0.1"), "—", "—", "not watched"),
        (device("10.0.0.1", name="gw", vendor="Acme", model="X1"), "gw", "Acme X1", "not watched"),
        (device("10.0.0.1", name="受付" * 40, model="X1"), "受付" * 40, "X1", "not watched"),
        (device("10.0.0.1", vendor="Acme", device="D-12"), "—", "Acme", "watched as D-12"),
        (device("10.0.0.1", failure="auth"), "—", "—", "does not accept the credential"),
        (device("10.0.0.1", failure="garbled"), "—", "—", "answers, but not with SNMP"),
        (device("10.0.0.1", failure="auth", device="D-12"), "—", "—", "watched as D-12"),
    ],
)
def test_a_row_says_who_it_is_and_whether_it_is_watched(
    found: dict[str, Any], name: str, made: str, state: str
) -> None:
    model = model_of(found)
    assert [model.index(0, place).data() for place in (NAME, MADE, STATE)] == [name, made, state]
    assert [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())] == [
        "Address", "Name", "Device", "State",
    ]  # fmt: skip
    assert model.headerData(0, Qt.Orientation.Vertical) is None


@pytest.mark.parametrize("text", ["<b>x</b>", "a & b < c", "&amp;<br>"])
def test_names_from_the_network_are_shown_as_text(text: str) -> None:
    model = model_of(device("10.0.0.1", name=text, vendor=text))
    assert model.index(0, NAME).data() == text and model.index(0, MADE).data() == text
    tip = str(model.index(0, NAME).data(TIP))
    assert text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") in tip


# --- boxes ------------------------------------------------------------------------------------
def test_only_the_address_of_what_may_be_watched_has_a_box() -> None:
    model = model_of(device("10.0.0.1"), device("10.0.0.2", failure="auth"), device("10.0.0.3", device="D-1"))
    boxes = [[model.index(row, place).data(CHECK) for place in range(4)] for row in range(3)]
    assert boxes == [[TICKED, None, None, None], [None] * 4, [None] * 4]
    checkable = [
        bool(model.index(row, ADDRESS).flags() & Qt.ItemFlag.ItemIsUserCheckable) for row in range(3)
    ]
    assert checkable == [True, False, False]


def test_a_box_is_set_by_the_view_and_nothing_else_is() -> None:
    model = model_of(device("10.0.0.1", name="gw"))
    index = model.index(0, ADDRESS)
    assert model.setData(index, EMPTY, CHECK) and index.data(CHECK) == EMPTY
    assert not model.setData(model.index(0, NAME), "other", Qt.ItemDataRole.EditRole)
    assert not model.setData(QModelIndex(), TICKED, CHECK)
    assert model.index(0, NAME).data() == "gw"


def test_a_tick_is_told_with_the_row_that_changed(qtbot: QtBot) -> None:
    model = model_of(device("10.0.0.1"), device("10.0.0.2"))
    with qtbot.waitSignals([model.dataChanged, model.ticked]):
        model.toggle(1)
    refused = model_of(device("10.0.0.3", failure="auth"))
    with qtbot.assertNotEmitted(refused.ticked):
        refused.toggle(0)


def test_what_cannot_be_watched_is_paler_and_what_refuses_warns() -> None:
    model = model_of(device("10.0.0.1"), device("10.0.0.2", failure="auth"), device("10.0.0.3", device="D-1"))
    inks = [model.index(row, NAME).data(FORE) for row in range(3)]
    assert inks[0] is None
    assert isinstance(inks[1], QColor) and inks[1].name() == theme().colour("warn_fg").name()
    assert isinstance(inks[2], QColor) and inks[2].name() == theme().colour("text3").name()


def test_nothing_is_answered_for_a_row_that_is_none() -> None:
    model = model_of(device("10.0.0.1"))
    assert model.data(QModelIndex()) is None
    assert model.rowCount(model.index(0, 0)) == 0 and model.columnCount(model.index(0, 0)) == 0
