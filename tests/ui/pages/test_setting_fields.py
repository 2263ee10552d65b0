"""Editors of settings alone: what is stored comes back as it was, what is wrong says how to write it."""

from __future__ import annotations

from datetime import UTC, date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from itdesk.core.business_time import Calendar, Window, is_open
from itdesk.store.settings import SETTINGS
from itdesk.ui.pages.settings.setting_fields import (
    CountrySetting,
    CurrencySetting,
    DaysSetting,
    HoursSetting,
    LineSetting,
    NumberSetting,
    SettingField,
    TargetsSetting,
    ZoneSetting,
)
from itdesk.ui.start import application
from tests.clocks import DAY

MONDAY = 1_772_409_600_000
"""2 March 2026, midnight in UTC."""
SAME_WIDGET = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
DIGITS = st.text("0123456789.,-+ eE_xinfa٣३", max_size=8)


@pytest.fixture
def made(qtbot: QtBot) -> Any:
    """made(LineSetting, "office-name") → the editor on its own."""
    application()

    def make(kind: type[SettingField], name: str = "x") -> SettingField:
        field = kind(name, "Caption", "A hint.")
        qtbot.addWidget(field)
        return field

    return make


def typed(field: SettingField, text: str) -> Any:
    line = field.findChild(QLineEdit)
    assert line is not None
    line.setText(text)
    return field.read()


# --- text -----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "text", ["山田商事株式会社", "مكتب", "Silva & Weber <b>", "🏢" * 40, "x" * 5_000, ""]
)
def test_a_name_of_any_script_comes_back_as_it_was(made: Any, text: str) -> None:
    field = made(LineSetting)
    field.show_value(text)
    assert field.read() == text


def test_space_around_a_value_is_no_part_of_it(made: Any) -> None:
    assert typed(made(LineSetting), "  Silva & Weber\u3000") == "Silva & Weber"
    assert typed(made(CurrencySetting), " eur ") == "EUR"
    assert typed(made(CountrySetting), " de-by ") == "DE-BY"
    assert typed(made(ZoneSetting), " Europe/Lisbon ") == "Europe/Lisbon"
    assert typed(made(NumberSetting), " 60 ") == 60


@pytest.mark.parametrize(
    ("kind", "text", "words"),
    [
        (CurrencySetting, "", "such as EUR"), (CurrencySetting, "EU", "such as EUR"),
        (CurrencySetting, "EURO", "such as EUR"), (CurrencySetting, "€", "such as EUR"),
        (CurrencySetting, "ＥＵＲ", "such as EUR"), (CountrySetting, "Germany", "like DE"),
        (CountrySetting, "D", "like DE"), (CountrySetting, "DE-", "like DE"),
        (CountrySetting, "DE-BAYE", "like DE"), (CountrySetting, "DE BY", "like DE"),
        (ZoneSetting, "Berlin", "Europe/Berlin"), (ZoneSetting, "europe/berlin", "Europe/Berlin"),
        (ZoneSetting, "../../etc/passwd", "Europe/Berlin"), (ZoneSetting, "UTC+1", "Europe/Berlin"),
    ],
)  # fmt: skip
def test_what_is_no_code_is_refused_with_an_example(
    made: Any, kind: type[SettingField], text: str, words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        typed(made(kind), text)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (CountrySetting, "", ""),
        (CountrySetting, "us-ca", "US-CA"),
        (ZoneSetting, "", ""),
        (ZoneSetting, "UTC", "UTC"),
    ],
)
def test_what_may_be_empty_may_be_empty(made: Any, kind: type[SettingField], text: str, value: str) -> None:
    assert typed(made(kind), text) == value


# --- numbers --------------------------------------------------------------------------------------
@SAME_WIDGET
@given(low=st.integers(0, 500), more=st.integers(0, 500), number=st.integers(-10, 1_100))
def test_a_number_is_taken_between_its_bounds_and_nowhere_else(
    made: Any, low: int, more: int, number: int
) -> None:
    field = made(NumberSetting)
    assert isinstance(field, NumberSetting)
    field.within(low, low + more)
    field.show_value(number)
    if low <= number <= low + more:
        assert field.read() == number
    else:
        with pytest.raises(ValueError, match=f"from {low} to {low + more}"):
            field.read()


@pytest.mark.parametrize(
    "text", ["", " ", "6 0", "60.0", "6e1", "1_0", "٦٠", "６０", "-5", "+5", "0x10", "9" * 5_000]
)
def test_what_is_no_plain_number_is_refused_in_our_own_words(made: Any, text: str) -> None:
    with pytest.raises(ValueError, match=r"^Write a number from 1 to 1000000\.$"):
        typed(made(NumberSetting), text)


# --- targets --------------------------------------------------------------------------------------
HOURS = st.one_of(st.integers(1, 10_000), st.floats(0.001, 10_000, allow_nan=False))


@SAME_WIDGET
@given(st.fixed_dictionaries(dict.fromkeys("1234", HOURS)))
def test_targets_come_back_as_they_were(made: Any, hours: dict[str, float]) -> None:
    field = made(TargetsSetting)
    field.show_value(hours)
    assert field.read() == hours


@SAME_WIDGET
@given(DIGITS)
def test_a_target_is_hours_above_none_or_a_sentence(made: Any, text: str) -> None:
    field = made(TargetsSetting)
    assert isinstance(field, TargetsSetting)
    field.show_value({"1": 1, "2": 1, "3": 1, "4": 1})
    field.lines["3"].setText(text)
    try:
        hours = field.read()["3"]
    except ValueError as error:
        assert str(error) == "Write hours greater than 0 for each priority."
    else:
        assert 0 < hours <= 10_000
        assert type(hours) is (int if hours == int(hours) else float)


@pytest.mark.parametrize(
    ("text", "hours"), [("1,5", 1.5), ("0.25", 0.25), (" 8 ", 8), ("8.0", 8), ("10000", 10_000)]
)
def test_hours_are_written_with_a_point_or_a_comma(made: Any, text: str, hours: float) -> None:
    field = made(TargetsSetting)
    assert isinstance(field, TargetsSetting)
    field.show_value(SETTINGS["target-hours"].default)
    field.lines["1"].setText(text)
    assert field.read() == {"1": hours, "2": 8, "3": 24, "4": 48}


@pytest.mark.parametrize("text", ["", "0", "-1", "nan", "inf", "1e999", "10001", "four", "1.000,5"])
def test_a_target_that_is_none_is_refused(made: Any, text: str) -> None:
    field = made(TargetsSetting)
    field.show_value(SETTINGS["target-hours"].default)
    field.lines["4"].setText(text)
    with pytest.raises(ValueError, match="hours greater than 0"):
        field.read()


# --- days -----------------------------------------------------------------------------------------
DAYS = st.lists(st.dates(date(1900, 1, 1), date(2200, 12, 31)).map(date.isoformat), max_size=8)


@SAME_WIDGET
@given(DAYS)
def test_closed_days_come_back_in_order_and_once(made: Any, days: list[str]) -> None:
    field = made(DaysSetting)
    field.show_value(days)
    assert field.read() == sorted(set(days))


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("", []), ("\n \n", []), ("24 Dec 2026", ["2026-12-24"]), ("24.12.2026\n2026-12-24", ["2026-12-24"]),
        ("  1 Jan 2027  \r\n31 Dec 2026", ["2026-12-31", "2027-01-01"]), ("29.02.2028", ["2028-02-29"]),
    ],
)  # fmt: skip
def test_days_are_written_in_the_usual_ways(made: Any, text: str, days: list[str]) -> None:
    field = made(DaysSetting)
    assert isinstance(field, DaysSetting)
    field.text.setPlainText(text)
    assert field.read() == days


@pytest.mark.parametrize("line", ["29.02.2027", "Christmas", "24 Dec", "2026-13-01", "{line}", "<b>1</b>"])
def test_the_line_that_is_no_day_is_named(made: Any, line: str) -> None:
    field = made(DaysSetting)
    assert isinstance(field, DaysSetting)
    field.text.setPlainText(f"24 Dec 2026\n{line}\n")
    with pytest.raises(ValueError) as refused:
        field.read()
    assert str(refused.value) == f"“{line}” is no day. Write it like 24 Dec 2026."


# --- hours ----------------------------------------------------------------------------------------
CLOCKS = st.tuples(st.integers(0, 23), st.integers(0, 59)).map(lambda c: f"{c[0]:02}:{c[1]:02}")


@SAME_WIDGET
@given(CLOCKS, CLOCKS, st.sets(st.integers(0, 6)), st.booleans())
def test_hours_come_back_as_they_were_with_the_windows_nobody_sees(
    made: Any, opens: str, closes: str, days: set[int], second: bool
) -> None:
    field, rest = made(HoursSetting), [{"from": "18:00", "to": "20:00", "days": [5]}] * second
    stored = [{"from": opens, "to": closes, "days": sorted(days)}, *rest]
    field.show_value(stored)
    if opens == closes:
        with pytest.raises(ValueError, match="09:00 and 17:00"):
            field.read()
    else:
        assert field.read() == stored


@pytest.mark.parametrize(
    "pair", [("", "17:00"), ("9", "17:00"), ("09:60", "17:00"), ("25:00", "17:00"), ("24:30", "17:00"),
             ("09:00", "9 pm"), ("09:00", "24:01"), ("٠٩:٠٠", "17:00"), ("09:00", "09:00")],
    ids=str,
)  # fmt: skip
def test_what_no_clock_shows_is_refused(made: Any, pair: tuple[str, str]) -> None:
    field = made(HoursSetting)
    assert isinstance(field, HoursSetting)
    field.show_value(SETTINGS["office-hours"].default)
    field.opens.setText(pair[0])
    field.closes.setText(pair[1])
    with pytest.raises(ValueError, match="Write both times like 09:00 and 17:00"):
        field.read()


def test_midnight_ends_a_day_and_an_office_without_hours_is_never_open(made: Any) -> None:
    field = made(HoursSetting)
    assert isinstance(field, HoursSetting)
    field.show_value([{"from": "0:00", "to": "24:00", "days": [0]}])
    (window,) = field.read()
    monday = Calendar(UTC, (Window(window["from"], window["to"], frozenset(window["days"])),))
    assert [is_open(monday, at) for at in (MONDAY, MONDAY + DAY - 1, MONDAY + DAY)] == [True, True, False]
    for box in field.days:
        box.setChecked(False)
    field.opens.clear()
    field.closes.clear()
    assert field.read() == []
    field.show_value([])
    assert field.read() == []
