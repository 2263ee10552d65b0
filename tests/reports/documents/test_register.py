"""The asset register: groups, sums and the chart on its cover, against what a calculator says."""

from __future__ import annotations

from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itdesk.reports.documents import RegisterRow, asset_register
from itdesk.reports.model import Align, Document, Group, Signatures, Table, TableColumn
from itdesk.reports.rules.sums import Money, show_totals
from tests.reports.samples import IMPRINT, printed

COLUMNS = (
    TableColumn("Tag", 20),
    TableColumn("Name", 60),
    TableColumn("Price", 25, Align.RIGHT),
    TableColumn("Value", 25, Align.RIGHT),
)
MONEY = st.builds(Money, st.integers(-(10**8), 10**8), st.sampled_from(["EUR", "JPY", ""]))
ROWS = st.lists(
    st.builds(
        RegisterRow,
        st.tuples(st.just("A"), st.just("x"), st.just("1"), st.just("2")),
        st.sampled_from(["", "Laptops", "Servers", "ノート"]),
        st.dictionaries(st.sampled_from([2, 3]), MONEY, max_size=2),
    ),
    max_size=14,
)


def register(rows: list[RegisterRow], **options: object) -> Document:
    return asset_register(IMPRINT, COLUMNS, rows, **options)


def table_of(made: Document) -> Table:
    (part,) = made.parts
    (table,) = [block for block in part.blocks if isinstance(block, Table)]
    return table


def bought(group: str, hundredths: int, currency: str = "EUR") -> RegisterRow:
    return RegisterRow(("A", "x", "1", ""), group, {2: Money(hundredths, currency)})


# --- groups and sums -------------------------------------------------------------------------


@given(ROWS)
def test_every_row_stands_in_its_group_in_the_order_given(rows: list[RegisterRow]) -> None:
    groups = table_of(register(rows)).groups
    titles = list(dict.fromkeys(row.group for row in rows))
    assert [group.title for group in groups] == [title or "Without a group" for title in titles]
    for title, group in zip(titles, groups, strict=True):
        assert group.rows == tuple(row.cells for row in rows if row.group == title)


@given(ROWS)
def test_subtotals_and_total_are_those_of_a_calculator(rows: list[RegisterRow]) -> None:
    table = table_of(register(rows))
    for index in (2, 3):
        for title, group in zip(dict.fromkeys(row.group for row in rows), table.groups, strict=True):
            amounts = [row.values[index] for row in rows if row.group == title and index in row.values]
            assert group.subtotal[index] == show_totals(amounts)
        if rows:
            assert table.total[index] == show_totals(row.values[index] for row in rows if index in row.values)


@pytest.mark.parametrize(
    ("count", "words"), [(1, "1 asset"), (2, "2 assets"), (1_000, "1,000 assets"), (12_345, "12,345 assets")]
)
def test_assets_are_counted_in_words(count: int, words: str) -> None:
    table = table_of(register([bought("Laptops", 1)] * count))
    assert table.groups[0].note == words
    assert table.total[0] == f"Total, {words}"


def test_a_sum_in_the_first_column_goes_before_its_label() -> None:
    columns = (TableColumn("Price", 25), TableColumn("Tag", 20))
    row = RegisterRow(("1", "A"), "g", {0: Money(100, "EUR")})
    table = table_of(asset_register(IMPRINT, columns, [row]))
    assert table.total == ("1.00 EUR", "")


def test_no_assets_have_no_total_no_chart_and_a_sentence() -> None:
    made = register([])
    assert table_of(made).total == ()
    assert table_of(made).empty == "There are no assets."
    assert made.cover is not None
    assert made.cover.bars is None
    assert made.cover.figures[0].value == "0"


# --- the cover -------------------------------------------------------------------------------


@given(ROWS)
def test_the_first_card_counts_assets_and_at_most_four_are_shown(rows: list[RegisterRow]) -> None:
    cover = register(rows).cover
    assert cover is not None
    groups = len({row.group for row in rows})
    assert (cover.figures[0].value, cover.figures[0].note) == (f"{len(rows):,}", f"{groups:,} by type")
    assert len(cover.figures) <= 4


def test_a_card_says_of_how_many_assets_its_sum_is() -> None:
    rows = [bought("g", 100), RegisterRow(("B", "x", "", ""), "g"), bought("g", 200, "JPY"), bought("g", 5)]
    cover = register(rows).cover
    assert cover is not None
    assert [(card.label, card.value, card.note) for card in cover.figures[1:]] == [
        ("Price", "1.05 EUR", "of 2 assets"),
        ("Price", "2 JPY", "of 1 asset"),
    ]


@given(ROWS)
def test_the_chart_shows_the_largest_groups_first(rows: list[RegisterRow]) -> None:
    cover = register(rows).cover
    assert cover is not None
    if cover.bars is not None:
        amounts = [bar.amount for bar in cover.bars.bars]
        assert amounts == sorted(amounts, reverse=True)
        assert {bar.label for bar in cover.bars.bars} == {row.group or "Without a group" for row in rows}


def test_a_chart_of_one_currency_shows_values_with_counts_beside_them() -> None:
    cover = register([bought("Laptops", 500), bought("Servers", 900), bought("Laptops", 200)]).cover
    assert cover is not None and cover.bars is not None
    assert cover.bars.title == "Value by type"
    assert [(bar.label, bar.amount, bar.text, bar.note) for bar in cover.bars.bars] == [
        ("Servers", 900.0, "9.00 EUR", "1"),
        ("Laptops", 700.0, "7.00 EUR", "2"),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [bought("Laptops", 500), bought("Servers", 900, "JPY"), bought("Servers", 1)],
        [RegisterRow(("A",), "Servers"), RegisterRow(("B",), "Servers"), RegisterRow(("C",), "Laptops")],
    ],
)
def test_without_one_currency_the_chart_counts_assets(rows: list[RegisterRow]) -> None:
    cover = register(rows).cover
    assert cover is not None and cover.bars is not None
    assert cover.bars.title == "Assets by type"
    counts = {title: len(list(members)) for title, members in groupby(sorted(row.group for row in rows))}
    assert {bar.label: int(bar.amount) for bar in cover.bars.bars} == counts
    assert all(bar.text == str(counts[bar.label]) and not bar.note for bar in cover.bars.bars)


@pytest.mark.parametrize(("groups", "shown", "unit"), [(12, 12, ""), (13, 12, "the largest 12 of 13")])
def test_a_chart_of_many_groups_says_that_it_shows_the_largest(groups: int, shown: int, unit: str) -> None:
    cover = register([bought(f"G{n}", 100 + n) for n in range(groups)]).cover
    assert cover is not None and cover.bars is not None
    assert (len(cover.bars.bars), cover.bars.unit) == (shown, unit)
    assert cover.bars.bars[0].label == f"G{groups - 1}"


# --- the paper -------------------------------------------------------------------------------


def test_a_register_of_every_script_is_read_back_from_the_paper() -> None:
    rows = [
        RegisterRow(("A-1", "山田のノート", "1.00", ""), "ノート", {2: Money(100, "EUR")}),
        RegisterRow(("A-2", "Größe Ω Жук", "2.00", ""), "Größe", {2: Money(200, "EUR")}),
    ]
    text = printed(register(rows, subtitle="資産", note="Stand heute.", signers=("山田",)))
    for told in (
        "山田のノート",
        "Größe Ω Жук",
        "Subtotal ノート",
        "資産",
        "Stand heute.",
        "Total, 2 assets 3.00 EUR",
    ):
        assert told in text


def test_wide_columns_lay_the_register_on_its_side_and_signers_follow_the_table() -> None:
    wide = (*COLUMNS, TableColumn("Notes", 120))
    made = asset_register(IMPRINT, wide, [bought("g", 1)], signers=("Petra", "Ulrike"))
    assert made.landscape
    assert not register([]).landscape
    assert made.parts[0].blocks[-1] == Signatures(("Petra", "Ulrike"))
    assert isinstance(made.parts[0].blocks[0], Table)
    assert isinstance(table_of(made).groups[0], Group)
