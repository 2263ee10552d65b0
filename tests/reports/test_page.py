"""What stands above and below the text of every page."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from itdesk.reports.blocks import Paragraph, plain
from itdesk.reports.fingerprint import document_id
from itdesk.reports.model import Paper
from itdesk.reports.page import HEAD_DIGITS, MARGIN, frame_of, subtitle_of
from tests.reports.paper import words
from tests.reports.samples import IMPRINT, document, pdf, printed, table, texts

# --- the frame -------------------------------------------------------------------------------


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize("landscape", [False, True])
@pytest.mark.parametrize("cover", [False, True])
def test_text_stands_inside_the_margins_of_its_page(paper: Paper, landscape: bool, cover: bool) -> None:
    made = document(imprint=replace(IMPRINT, paper=paper), landscape=landscape)
    frame = frame_of(made, cover=cover)
    assert sorted(frame.page) == sorted(paper.value)
    assert (frame.page[0] > frame.page[1]) == (landscape and not cover)
    assert frame.left == MARGIN
    assert frame.left + frame.width == pytest.approx(frame.page[0] - MARGIN)
    assert frame.top + frame.height < frame.page[1] - 48.5, "above the line at the foot"


@pytest.mark.parametrize("landscape", [False, True])
def test_no_text_of_a_full_page_touches_its_head_or_foot(landscape: bool) -> None:
    made = document(table(90), landscape=landscape)
    height = frame_of(made).page[1]
    tags = [each for each in words(pdf(made)) if each.text.startswith("A-0")]
    assert len(tags) == 90
    assert all(49 < each.bottom < each.top < height - 49 for each in tags)


# --- the line above --------------------------------------------------------------------------


def test_the_head_names_title_moment_subtitle_and_office() -> None:
    made = document(title="Register", subtitle="Laptops", imprint=replace(IMPRINT, as_at="31 Mar 2026"))
    assert "Register as at 31 Mar 2026 · Laptops Lindner & Partner" in texts(pdf(made))[0]


@pytest.mark.parametrize(
    ("subtitle", "as_at", "told"),
    [
        ("", "", ""),
        ("Laptops", "", "Laptops"),
        ("", "31 Mar 2026", "as at 31 Mar 2026"),
        ("Laptops", "31 Mar 2026", "Laptops, as at 31 Mar 2026"),
    ],
)
def test_a_subtitle_ends_with_the_moment_it_shows(subtitle: str, as_at: str, told: str) -> None:
    assert subtitle_of(document(subtitle=subtitle, imprint=replace(IMPRINT, as_at=as_at))) == told


@pytest.mark.parametrize("landscape", [False, True])
def test_long_words_above_the_text_do_not_run_into_each_other(landscape: bool) -> None:
    long = "Wort " * 60
    made = document(
        title="Title" + long,
        subtitle="Subtitle" + long,
        imprint=replace(IMPRINT, office="Office" + long),
        landscape=landscape,
    )
    head = [w for w in words(pdf(made)) if w.page == 0 and w.bottom > frame_of(made).page[1] - 45]
    by_place = sorted(head, key=lambda each: each.left)
    assert sum(each.text.endswith("…") or each.text == "…" for each in head) == 3
    assert by_place[0].left == pytest.approx(MARGIN, abs=1.5)
    assert by_place[-1].right <= frame_of(made).page[0] - MARGIN + 0.5
    for one, other in itertools.pairwise(by_place):
        assert one.right <= other.left + 0.5


# --- the lines below -------------------------------------------------------------------------


def test_the_foot_vouches_for_the_state_with_the_first_digits_of_the_head() -> None:
    digest = "0123456789abcdef" * 4
    made = document(table(1), imprint=replace(IMPRINT, journal_head=digest, journal_entry=7))
    text = printed(made)
    assert f"journal entry 7 · journal head {digest[:HEAD_DIGITS]} " in text
    assert digest[: HEAD_DIGITS + 1] not in text


@pytest.mark.parametrize(
    ("head", "entry", "told"),
    [("", None, ""), ("", 0, " · journal entry 0"), ("ab12", None, " · journal head ab12")],
)
def test_the_foot_says_only_what_is_known(head: str, entry: int | None, told: str) -> None:
    made = document(table(1), imprint=replace(IMPRINT, journal_head=head, journal_entry=entry))
    assert f"Document {document_id(made)}{told} Page 1 of 1" in printed(made)


def test_a_very_long_name_of_who_printed_is_elided_beside_the_number() -> None:
    made = document(imprint=replace(IMPRINT, printed_by="Maximiliane " * 30, program="x" * 300))
    data = pdf(made)
    assert "Page 1 of 1" in texts(data)[0]
    assert "…" in texts(data)[0]
    assert max(each.right for each in words(data)) <= frame_of(made).page[0] - MARGIN + 0.5


@pytest.mark.parametrize("name", ["山田 太郎", "Zoë 👩‍💻", "a\x07b"])
def test_a_name_of_any_letters_may_have_printed(name: str) -> None:
    text = printed(document(imprint=replace(IMPRINT, printed_by=name)))
    assert "Printed 23 Nov 2026 16:10 by" in text
    assert name.replace("\x07", "[U+0007]").split("👩")[0].strip() in text


def test_pages_are_counted_to_the_last() -> None:
    made = document(*(Paragraph(plain(f"line{n}")) for n in range(150)))
    pages = texts(pdf(made))
    assert len(pages) > 3
    assert [f"Page {n} of {len(pages)}" in text for n, text in enumerate(pages, 1)] == [True] * len(pages)


def test_the_number_of_the_page_stands_at_the_right_edge() -> None:
    data = pdf(document(table(100)))
    for page in range(3):
        line = [each for each in words(data) if each.page == page and 30 < each.bottom < 45]
        last = max(line, key=lambda each: each.right)
        assert last.text == "3"
        assert last.right == pytest.approx(595.276 - MARGIN, abs=1.5)
