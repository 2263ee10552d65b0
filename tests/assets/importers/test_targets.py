"""Where a column may go: every name a person may give it leads to one target."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itdesk.assets.importers.targets import (
    MONTHS,
    NUMBER,
    normalised,
    target_named,
    targets_of,
)
from itdesk.assets.kinds import ASSET
from itdesk.core.kinds import Column, Kind
from itdesk.core.types import Type
from itdesk.people.kinds import PERSON, PLACE, SUPPLIER

KINDS = (ASSET, PERSON, PLACE, SUPPLIER)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_column_a_person_may_fill_is_a_target_by_name_and_label(kind: Kind) -> None:
    for column in kind:
        if column.editable:
            assert target_named(column.name, kind) == column.name
            assert target_named(column.label, kind) in targets_of(kind)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_what_the_desk_writes_itself_is_no_target_but_its_number(kind: Kind) -> None:
    fixed = {column.name for column in kind if not column.editable}
    assert fixed & set(targets_of(kind)) == {NUMBER}
    assert target_named("Created", kind) == target_named("Updated At", kind) == ""


@given(st.sampled_from(KINDS), st.data())
def test_case_and_separators_of_a_header_do_not_matter(kind: Kind, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([n for n in targets_of(kind) if "." not in n and n != MONTHS]))
    mark = data.draw(st.sampled_from([" ", "_", "-", "  ", ": "]))
    header = mark.join(name.split("-"))
    for written in (header, header.upper(), header.title(), f" {header} *", f"{header} (2)", f"#{header}"):
        assert target_named(written, kind) == name


@pytest.mark.parametrize(
    ("header", "target"),
    [
        ("Asset Tag", "tag"),
        ("INVENTARNR", "tag"),
        ("S/N", "serial"),
        ("Service Tag", "serial"),
        ("Full Name", "person"),
        ("Checked Out To", "person"),
        ("E-Mail", "person.email"),
        ("Login", "person.username"),
        ("Purchase Cost", "price"),
        ("EK (netto)", "price"),
        ("Warranty", MONTHS),
        ("Warranty months", MONTHS),
        ("Warranty expires", "warranty-until"),
        ("No.", ""),
        ("Number", NUMBER),
        ("ID", ""),
        ("Image URL", ""),
        ("", ""),
        ("***", ""),
        ("資産", ""),
    ],
)
def test_headers_of_other_programs_are_known(header: str, target: str) -> None:
    assert target_named(header, ASSET) == target


def test_an_email_is_a_persons_own_and_a_detail_of_an_assets_person() -> None:
    assert target_named("Email", PERSON) == "email"
    assert target_named("Email", ASSET) == "person.email"
    assert target_named("Email", PLACE) == ""


def test_only_a_kind_with_a_day_of_purchase_can_count_months() -> None:
    assert MONTHS in targets_of(ASSET)
    assert not any(MONTHS in targets_of(kind) for kind in (PERSON, PLACE, SUPPLIER))


def test_a_column_of_ones_own_is_a_target_at_once() -> None:
    own = Column(name="cost-centre", label="Kostenstelle", type=Type.CODE, custom=True)
    kind = ASSET.with_custom([own])
    assert target_named("kostenstelle", kind) == "cost-centre"
    assert target_named("Kostenstelle", ASSET) == ""


def test_two_references_to_people_have_one_set_of_details() -> None:
    second = Column(name="keeper", label="Keeper", type=Type.REFERENCE, kind="person")
    details = [name for name in targets_of(ASSET.with_custom([second])) if "." in name]
    assert details == ["person.email", "person.username"]


@given(st.text(max_size=30))
def test_a_name_normalised_again_is_the_same(header: str) -> None:
    once = normalised(header)
    assert once == once.strip()
    assert "_" not in once
    assert normalised(normalised(once)) == normalised(once)


@given(st.text(max_size=30))
def test_any_header_leads_to_a_target_or_nowhere(header: str) -> None:
    assert target_named(header, ASSET) in {"", *targets_of(ASSET)}
