"""Rows of printed tables on their pages: whole, in line, and never off the paper."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import pairwise

import pytest

from itdesk.reports.blocks import Run, TableBlock, plain
from itdesk.reports.model import Align, Group, Mark, Table, TableColumn
from tests.reports.paper import on_pages, sizes, word, words
from tests.reports.samples import COLUMNS, document, pdf, printed, texts

NARROW = (TableColumn("Name", 30), TableColumn("Text", 140, lines=60))


def long_cell(lines: int) -> str:
    return "\n".join(f"line{number}" for number in range(lines))


# --- rows of many lines ----------------------------------------------------------------------


@pytest.mark.parametrize("landscape", [False, True])
@pytest.mark.parametrize("lines", [24, 25, 59])
def test_a_row_of_many_lines_goes_on_over_the_next_page(lines: int, landscape: bool) -> None:
    rows = (("first", "x"), ("tall", long_cell(lines)), ("last", "x"))
    data = pdf(document(Table(NARROW, (Group(rows),)), landscape=landscape))
    found = [each for each in words(data) if each.text.startswith("line")]
    assert [each.text for each in found] == [f"line{number}" for number in range(lines)]
    assert all(60 < each.bottom < each.top for each in found), "above the line at the foot of the page"
    for one, other in pairwise(found):
        if one.page == other.page:
            assert one.bottom - other.bottom == pytest.approx(11.6, abs=0.6)


def test_the_name_of_a_tall_row_stands_beside_its_first_line_alone() -> None:
    columns = (*NARROW, TableColumn("State", 30))
    rows = (("tall", long_cell(50), Mark("Broken", "crit")),)
    data = pdf(document(Table(columns, (Group(rows),)), landscape=True))
    name, state, first = (word(data, text) for text in ("tall", "Broken", "line0"))
    assert name.page == state.page == first.page
    assert name.bottom == pytest.approx(first.bottom, abs=3)


def test_a_long_cell_is_elided_at_its_columns_lines() -> None:
    columns = (TableColumn("Name", 30), TableColumn("Text", 140, lines=5))
    text = printed(document(Table(columns, (Group((("x", long_cell(9)),)),))))
    assert "line4…" in text
    assert "line5" not in text


def test_a_cut_after_an_empty_line_is_told_too() -> None:
    columns = (TableColumn("Text", 100, lines=2),)
    assert "seen …" in printed(document(Table(columns, (Group((("seen\n\nunseen",),)),))))


def test_a_tall_row_keeps_its_subtotal_on_its_last_page() -> None:
    group = Group((("a", long_cell(55)),), "Group", "", ("Subtotal", "one"))
    data = pdf(document(Table(NARROW, (group,)), landscape=True))
    assert word(data, "Subtotal").page == word(data, "line54").page


# --- where cells stand -----------------------------------------------------------------------


def test_cells_stand_at_the_left_the_middle_or_the_right_of_their_column() -> None:
    columns = tuple(TableColumn(f"H{align}", 60, align) for align in Align)
    rows = (("aleft", "acenter", "aright"), ("bl", "bc", "br"))
    data = pdf(document(Table(columns, (Group(rows),))))
    assert word(data, "aleft").left == pytest.approx(word(data, "bl").left, abs=1)
    middles = [(w.left + w.right) / 2 for w in (word(data, "acenter"), word(data, "bc"))]
    assert middles[0] == pytest.approx(middles[1], abs=1)
    assert word(data, "aright").right == pytest.approx(word(data, "br").right, abs=1)


def test_columns_do_not_run_into_each_other() -> None:
    columns = (TableColumn("A", 20), TableColumn("B", 20, Align.RIGHT), TableColumn("C", 20, lines=3))
    rows = tuple((f"{'W' * 40}a{n}", "9" * 60, "word " * 60) for n in range(4))
    data = pdf(document(Table(columns, (Group(rows),))))
    lines: dict[float, list] = {}
    for each in words(data):
        if each.text[0] in "W9w":
            lines.setdefault(round(each.bottom / 8), []).append(each)
    for line in lines.values():
        for one, other in pairwise(sorted(line, key=lambda each: each.left)):
            assert one.right < other.left + 0.5


def test_a_state_stands_right_of_its_glyph_and_its_column() -> None:
    columns = (TableColumn("State", 40), TableColumn("Name", 60))
    rows = ((Mark("Broken", "crit"), "x"), (Mark("Fine", "ok"), "y"), ("plain", "z"))
    data = pdf(document(Table(columns, (Group(rows),))))
    broken, fine, bare = (word(data, text).left for text in ("Broken", "Fine", "plain"))
    assert broken == pytest.approx(fine, abs=1)
    assert broken - bare == pytest.approx(9, abs=1.5)


def test_a_sums_label_runs_on_over_empty_cells_but_not_over_a_sum() -> None:
    columns = (TableColumn("Tag", 20), TableColumn("Name", 80), TableColumn("Price", 25, Align.RIGHT))
    label = "Subtotal of everything that stands in the cellar"
    group = Group((("A", "x", "1.00"),), "Cellar", "", (label, "", "1.00"))
    assert f"{label} 1.00" in printed(document(Table(columns, (group,))))
    crowded = Group((("A", "x", "1.00"),), "Cellar", "", (label * 3, "", "1.00"))
    text = printed(document(Table(columns, (crowded,))))
    assert "cellarSub" in text
    assert "… 1.00" in text


# --- pages -----------------------------------------------------------------------------------


NEARLY_FULL = range(34, 44)
"""Numbers of rows of which some fill a page nearly, and some just."""


def test_a_group_never_ends_with_its_title_alone() -> None:
    later = Group(tuple((f"B-{n}", "x", "1.00") for n in range(3)), "Second")
    earlier = [Group((("A-1", "x", "1.00"),) * count, "First") for count in NEARLY_FULL]
    found = words(on_pages(*([Table(COLUMNS, (group, later))] for group in earlier)))
    titles = [each.page for each in found if each.text == "Second"]
    firsts = [each.page for each in found if each.text == "B-0"]
    assert len(firsts) == len(NEARLY_FULL)
    assert titles == firsts
    assert firsts[-1] > len(NEARLY_FULL), "some began a second page"


def test_a_total_is_never_on_a_page_without_the_header() -> None:
    groups = [Group((("A-1", "x", "1.00"),) * count) for count in NEARLY_FULL]
    pages = texts(on_pages(*([Table(COLUMNS, (group,), ("Total", "", "9.00"))] for group in groups)))
    having = [text for text in pages if "Total 9.00" in text]
    assert len(having) == len(NEARLY_FULL)
    assert all("Tag Name Price" in text for text in having)
    assert len(pages) > len(NEARLY_FULL) + 1, "some went on to a second page"


def test_every_page_of_a_table_on_its_side_has_its_header() -> None:
    rows = tuple((f"A-{n}", "x", "1.00") for n in range(100))
    data = pdf(document(Table(COLUMNS, (Group(rows),)), landscape=True))
    assert all(width > height for width, height in sizes(data))
    assert all("Tag Name Price" in text for text in texts(data))


def test_short_rows_leave_cells_empty_and_long_ones_lose_nothing_that_has_a_column() -> None:
    rows = (("only",), ("a", "b", "c"), ())
    text = printed(document(Table(COLUMNS, (Group(rows),))))
    assert "only a b c" in text


def test_an_empty_table_on_many_bands_says_so_in_each() -> None:
    columns = tuple(TableColumn(f"C{n}", 60) for n in range(9))
    text = printed(document(Table(columns, (), empty="No assets match.")))
    assert text.count("No assets match.") == text.count(" of 9") >= 2


def test_a_titled_group_without_rows_is_titled_and_not_called_empty() -> None:
    text = printed(document(Table(COLUMNS, (Group((), "Laptops", "0 assets"),), empty="Nothing here.")))
    assert "Laptops 0 assets" in text
    assert "Nothing here." not in text


def test_a_month_of_days_in_a_manual_keeps_its_numbers_whole() -> None:
    days = tuple(plain(str(day)) for day in range(1, 32))
    text = printed(document(TableBlock(days, (tuple(plain("ok") for _ in days),))))
    assert all(str(day) in text.split() for day in range(1, 32))
    assert text.split().count("ok") >= 31


def test_a_cell_may_hold_links_and_code_among_its_words() -> None:
    cell = (Run("see "), Run("the wiki", link="https://example.com/w"), Run(" or "), Run("ls -l", code=True))
    data = pdf(document(Table((TableColumn("Notes", 100, lines=2),), (Group(((cell,),)),))))
    assert "see the wiki or ls -l" in texts(data)[0]
    assert b"https://example.com/w" in data


_PRINT = """
from hashlib import sha256
from itdesk.reports.model import Group, Table, TableColumn
from tests.reports.samples import document, pdf
columns = tuple(TableColumn(f"C{n}", 30) for n in range(3))
rows = tuple(tuple(("W" if n == wide else "i") * 9 + f"{n:02}" for wide in (3, 7, 11)) for n in range(16))
print(sha256(pdf(document(Table(columns, (Group(rows),))))).hexdigest())
"""


def test_two_processes_print_the_same_bytes() -> None:
    answers = set()
    for seed in ("1", "2", "3"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        ran = subprocess.run([sys.executable, "-c", _PRINT], env=environment, capture_output=True, check=True)
        answers.add(ran.stdout.strip())
    assert len(answers) == 1
