from time import perf_counter

import pypdfium2
import pytest

from itdesk.reports.model import Align, Group, Mark, Table, TableColumn
from tests.reports.samples import COLUMNS, document, pdf, printed, texts


def test_groups_have_titles_notes_and_sums() -> None:
    rows = (("A-1", "ThinkPad", "10.00"), ("A-2", "Latitude", "20.00"))
    made = Table(
        COLUMNS,
        (Group(rows, "Laptops", "2 assets", ("", "Subtotal Laptops", "30.00")),),
        ("Total, 2 assets", "", "30.00"),
    )
    text = printed(document(made))
    assert "Laptops 2 assets A-1 ThinkPad 10.00 A-2 Latitude 20.00" in text
    assert "Subtotal Laptops 30.00 Total, 2 assets 30.00" in text


def test_a_group_that_goes_on_says_so_on_the_next_page() -> None:
    rows = tuple((f"A-{number}", "ThinkPad", "1.00") for number in range(60))
    pages = texts(pdf(document(Table(COLUMNS, (Group(rows, "Laptops", "60 assets"),)))))
    assert "Laptops 60 assets" in pages[0]
    assert "Laptops, continued" in pages[1]


def test_a_table_without_rows_says_so_under_its_header() -> None:
    assert "Tag Name Price No assets match." in printed(
        document(Table(COLUMNS, (), empty="No assets match."))
    )


def test_a_state_is_printed_by_its_word() -> None:
    made = Table((TableColumn("State"),), (Group(((Mark("Broken", "crit"),),)),))
    assert "State Broken" in printed(document(made))


def test_short_cells_are_whole_beside_a_very_long_one() -> None:
    made = Table(COLUMNS, (Group((("NB-00042", "word " * 400, "1,234,567.00"),)),))
    text = printed(document(made))
    assert "NB-00042" in text
    assert "1,234,567.00" in text
    assert "…" in text


def test_a_wrapped_cell_keeps_to_its_lines() -> None:
    columns = (TableColumn("Name", 20, lines=3), TableColumn("Other", 150))
    text = printed(document(Table(columns, (Group((("alpha beta " * 40, "x " * 200),)),))))
    assert 3 <= text.count("alpha") < 40


def test_a_table_of_three_hundred_columns_is_printed_in_bands() -> None:
    columns = tuple(TableColumn(f"C{number}", 25) for number in range(300))
    rows = (tuple(f"v{number}" for number in range(300)),)
    text = printed(document(Table(columns, (Group(rows),))))
    words = set(text.split())
    assert {f"v{number}" for number in range(300)} <= words
    assert "of 300" in text
    assert text.split().count("v0") > 10


def test_numbers_end_at_the_same_place() -> None:
    columns = (TableColumn("Name", 60), TableColumn("Price", 30, Align.RIGHT))
    made = document(Table(columns, (Group((("a", "1.00"), ("b", "1,234.00"))),)))
    with pypdfium2.PdfDocument(pdf(made)) as opened:
        found = opened[0].get_textpage()
        ends = [_right_of(found, text) for text in ("1.00", "1,234.00")]
    assert ends[0] == pytest.approx(ends[1], abs=0.5)


def _right_of(page, text: str) -> float:
    index, count = page.search(text, match_whole_word=False).get_next()
    return page.get_charbox(index + count - 1)[2]


def test_hostile_cells_take_no_time() -> None:
    rows = tuple(("W" * 200_000, "x" * 200_000, "山" * 200_000) for _ in range(3))
    begin = perf_counter()
    pdf(document(Table(COLUMNS, (Group(rows),))))
    assert perf_counter() - begin < 10
