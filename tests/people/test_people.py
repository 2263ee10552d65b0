from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itdesk.core.errors import InvalidRecordError
from itdesk.desk import Desk
from itdesk.people.actors import person_of_actor
from itdesk.people.office import closed_days, office_calendar, public_holidays, workdays
from itdesk.people.rules.email_shape import is_email
from itdesk.people.rules.nesting import ancestors, makes_a_circle
from itdesk.people.service import place_path


def add(desk: Desk, kind: str, **values: object) -> int:
    keeper = desk.keepers[kind]
    with desk.write(f"add {kind}") as unit:
        return keeper.add(unit, keeper.parse(values))


def test_a_place_never_lies_inside_itself(desk: Desk) -> None:
    house = add(desk, "place", name="HQ")
    floor = add(desk, "place", name="HQ / 2", parent=house)
    room = add(desk, "place", name="HQ / 2.04", parent=floor)
    assert place_path(desk.store, room) == "HQ / HQ / 2 / HQ / 2.04"
    with pytest.raises(InvalidRecordError, match="inside itself"), desk.write("edit place") as unit:
        desk.keepers["place"].change(unit, house, {"parent_id": room})


@given(
    st.dictionaries(st.integers(1, 8), st.integers(1, 8), max_size=8), st.integers(1, 8), st.integers(1, 8)
)
def test_a_move_is_refused_exactly_when_it_would_close_a_circle(
    tree: dict[int, int], place: int, parent: int
) -> None:
    parents: dict[int, int] = {}
    for child, above in tree.items():
        if not makes_a_circle(child, above, parents.get):
            parents[child] = above
    walk, current = [], parent
    while current is not None and current not in walk:
        walk.append(current)
        current = parents.get(current)
    assert makes_a_circle(place, parent, parents.get) == (place in walk)
    assert len(ancestors(place, parents.get)) == len(set(ancestors(place, parents.get)))


@pytest.mark.parametrize("text", ["a@b", "maria.silva@example.com", "佐藤@例え.jp"])
def test_what_can_be_an_email(text: str) -> None:
    assert is_email(text)


@pytest.mark.parametrize("text", ["maria", "@b", "a@", "a b@c", "a@b@c", "a@b,c@d", "x" * 70 + "@b"])
def test_what_cannot_be_an_email_is_refused_at_its_field(desk: Desk, text: str) -> None:
    with pytest.raises(InvalidRecordError) as caught:
        add(desk, "person", name="Maria", email=text)
    assert [p.column for p in caught.value.problems] == ["email"]


def test_the_person_at_the_desk_is_known_by_user_name(desk: Desk) -> None:
    key = add(desk, "person", name="Maria Silva", username="msilva")
    assert person_of_actor(desk.store, "MSilva") == key
    assert person_of_actor(desk.store, "nobody") is None


def test_public_holidays_close_the_office(desk: Desk) -> None:
    with desk.write("set country") as unit:
        desk.settings.put(unit, "country", "DE-BY")
        desk.settings.put(unit, "holidays", ["2026-03-04"])
    days = closed_days(desk.settings)
    year = max(days)[:4]
    assert f"{year}-12-25" in days and "2026-03-04" in days
    assert public_holidays("XX", 2026) == frozenset()
    assert office_calendar(desk.settings).holidays == days


def test_workdays_are_those_with_hours(desk: Desk) -> None:
    from datetime import date

    is_workday = workdays(desk.settings)
    assert [is_workday(date(2026, 3, day)) for day in (6, 7, 8, 9)] == [True, False, False, True]
