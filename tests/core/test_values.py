from __future__ import annotations

import math
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itdesk.core.errors import InvalidValueError
from itdesk.core.kinds import Choice, Column
from itdesk.core.types import Type
from itdesk.core.values import parse_value, plain_value, show_value

BERLIN = ZoneInfo("Europe/Berlin")
COLOURS = (Choice("red", "Red", aliases=("crimson",)), Choice("blue", "Blue"))


def column(kind: Type) -> Column:
    return Column(name="it", label="It", type=kind, choices=COLOURS if kind is Type.CHOICE else ())


def parse(kind: Type, raw: object) -> object:
    return parse_value(column(kind), raw, zone=BERLIN)  # type: ignore[arg-type]


@given(st.sampled_from(list(Type)), st.text(max_size=40))
def test_any_text_is_a_value_or_is_refused_with_a_sentence(kind: Type, text: str) -> None:
    try:
        value = parse(kind, text)
    except InvalidValueError as error:
        assert error.column == "it"
        assert str(error)
    else:
        assert show_value(column(kind), value, zone=BERLIN)  # type: ignore[arg-type]


@given(
    st.sampled_from(list(Type)),
    st.one_of(st.integers(), st.floats(), st.booleans(), st.dates(), st.datetimes(), st.none()),
)
def test_any_plain_object_is_a_value_or_is_refused(kind: Type, raw: object) -> None:
    try:
        parse(kind, raw)
    except InvalidValueError as error:
        assert str(error)


@pytest.mark.parametrize("kind", list(Type))
@pytest.mark.parametrize("raw", ["", "   ", None, "\u200b "])
def test_nothing_written_means_nothing(kind: Type, raw: object) -> None:
    assert parse(kind, raw) is None


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        (Type.INTEGER, "42", 42),
        (Type.INTEGER, 42.0, 42),
        (Type.DECIMAL, "12,5", 12.5),
        (Type.MONEY, "1480", 148_000),
        (Type.MONEY, "1,480.50", 148_050),
        (Type.MONEY, "1.480,50", 148_050),
        (Type.DATE, "2026-11-23", "2026-11-23"),
        (Type.DATE, "23.11.2026", "2026-11-23"),
        (Type.DATE, "23 Nov 2026", "2026-11-23"),
        (Type.DATE, date(2026, 11, 23), "2026-11-23"),
        (Type.DURATION, "1 h 30 min", 5_400),
        (Type.DURATION, "2d", 172_800),
        (Type.YES_NO, "Ja", True),
        (Type.YES_NO, "no", False),
        (Type.CHOICE, "CRIMSON", "red"),
        (Type.TEXT, "  A\u0308 b  ", "Ä b"),
    ],
)
def test_what_people_write_is_understood(kind: Type, raw: object, value: object) -> None:
    assert parse(kind, raw) == value


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        (Type.INTEGER, "12.5"), (Type.INTEGER, True), (Type.INTEGER, 1e300), (Type.DECIMAL, math.nan),
        (Type.DECIMAL, "inf"), (Type.DATE, "2026-02-30"), (Type.DATE, "31/31/2026"), (Type.CHOICE, "green"),
        (Type.YES_NO, "perhaps"), (Type.MONEY, "12 apples"), (Type.INSTANT, "yesterday-ish"),
        (Type.TEXT, "x" * 2_000),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused(kind: Type, raw: object) -> None:
    with pytest.raises(InvalidValueError):
        parse(kind, raw)


def test_an_instant_without_a_zone_is_local_time() -> None:
    value = parse(Type.INSTANT, "2026-11-23T14:30")
    assert value == round(datetime(2026, 11, 23, 13, 30, tzinfo=UTC).timestamp() * 1000)
    assert show_value(column(Type.INSTANT), value, zone=BERLIN) == "23 Nov 2026 14:30"  # type: ignore[arg-type]
    assert plain_value(column(Type.INSTANT), value) == "2026-11-23T13:30:00.000Z"  # type: ignore[arg-type]


@given(st.integers(-(10**12), 10**12))
def test_money_shown_and_read_again_is_the_same(minor: int) -> None:
    shown = show_value(column(Type.MONEY), minor, zone=BERLIN)
    assert parse(Type.MONEY, shown) == minor


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)))
def test_a_date_shown_and_read_again_is_the_same(day: date) -> None:
    shown = show_value(column(Type.DATE), day.isoformat(), zone=BERLIN)
    assert parse(Type.DATE, shown) == day.isoformat()


def test_scripts_get_major_units_and_people_a_dash_for_nothing() -> None:
    assert plain_value(column(Type.MONEY), 148_050) == 1480.5
    assert show_value(column(Type.TEXT), None, zone=BERLIN) == "—"
