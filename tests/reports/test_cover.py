"""The first page: whose document it is, what it is about, and where each part begins."""

from __future__ import annotations

from dataclasses import replace

import pytest

from itdesk.reports.blocks import Heading, Paragraph, plain
from itdesk.reports.cover import initials
from itdesk.reports.fingerprint import document_id
from itdesk.reports.model import Bar, Bars, Cover, Document, Fact, Figure, Mark, Paper, Part
from tests.reports.paper import outline, sizes, words
from tests.reports.samples import IMPRINT, document, pdf, table, texts


def part(title: str, text: str = "text") -> Part:
    return Part(title, (Paragraph(plain(text)),))


def covered(*parts: Part, cover: Cover = Cover(), office: str = "", **changes: object) -> Document:
    imprint = replace(IMPRINT, office=office) if office else IMPRINT
    return document(cover=cover, parts=parts or (part("One"),), imprint=imprint, **changes)


# --- whose it is -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Lindner & Partner", "LP"),
        ("acme", "A"),
        ("  spaced   out  office ", "SO"),
        ("żubr łódź", "ŻŁ"),
        ("студия света", "СС"),
        ("7 Sons", "7S"),
        ("„Quoted“ Office", "O"),
        ("(x) y", "Y"),
        ("山田 事務所", "山事"),
        ("ßeta gamma", "SSG"),
        ("&&& !!!", ""),
        ("", ""),
    ],
)
def test_an_office_is_known_by_two_letters(name: str, letters: str) -> None:
    assert initials(name) == letters


@pytest.mark.parametrize("office", ["żubr łódź", "студия света", "ὀδός ἄλφα"])
def test_initials_that_no_other_text_has_are_drawn_and_not_marked(office: str) -> None:
    first = texts(pdf(covered(office=office)))[0]
    assert first.startswith(initials(office) + " ")
    assert "U+" not in first


def test_the_cover_says_whose_and_which_document_it_is() -> None:
    imprint = replace(IMPRINT, address="Hauptstraße 1, 70173 Stuttgart", classification="Confidential")
    made = covered(title="Audit pack", subtitle="Year 2026")
    made = replace(made, imprint=replace(imprint, as_at="31 Mar 2026"))
    first = texts(pdf(made))[0]
    for told in (
        "Lindner & Partner",
        "Hauptstraße 1, 70173 Stuttgart",
        "Confidential",
        document_id(made),
        "Audit pack",
        "Year 2026, as at 31 Mar 2026",
        "Contents",
    ):
        assert told in first


def test_nothing_of_a_very_long_imprint_leaves_the_page() -> None:
    long = "sehr lang und länger " * 30
    imprint = replace(IMPRINT, office=long, address=long, classification=long)
    data = pdf(replace(covered(title=long, subtitle=long), imprint=imprint))
    (width, height), *_ = sizes(data)
    for each in words(data):
        assert 0 < each.left < each.right < width
        assert 0 < each.bottom < each.top < height


# --- what it is about ------------------------------------------------------------------------


def test_facts_cards_and_a_chart_stand_under_the_title() -> None:
    cover = Cover(
        (Fact("Scope", "All places"), Fact("State", Mark("Complete", "ok"))),
        tuple(Figure(f"Label{n}", f"{n}00", f"note{n}") for n in range(5)),
        Bars("Value by type", (Bar("Laptops", 3.0, "3.00"),), "thousand EUR"),
    )
    first = texts(pdf(covered(cover=cover)))[0]
    for told in ("Scope All places", "State Complete", "Value by type", "thousand EUR", "Laptops 3.00"):
        assert told in first
    for number in range(5):
        assert all(f"{stem}{number}" in first for stem in ("Label", "note"))
        assert f"{number}00" in first
    assert first.index("Label4") < first.index("Value by type") < first.index("Contents")


def test_the_cover_stands_upright_before_pages_on_their_side() -> None:
    data = pdf(covered(part("A"), part("B"), landscape=True))
    (width, height), *others = sizes(data)
    assert width < height
    assert [size[0] > size[1] for size in others] == [True, True]


def test_the_paper_of_the_imprint_is_that_of_every_page() -> None:
    made = covered(part("A"))
    letter = replace(made, imprint=replace(IMPRINT, paper=Paper.LETTER))
    assert set(sizes(pdf(letter))) == {(612.0, 792.0)}


# --- the contents ----------------------------------------------------------------------------


def contents(made: Document) -> dict[str, int]:
    """What the cover says: page by title."""
    data = pdf(made)
    first = texts(data)[0].split("Contents ", 1)[1]
    named = [each for each in made.parts if each.title]
    found: dict[str, int] = {}
    for each in named:
        rest = first.split(f" {each.title} ", 1)[1]
        found[each.title] = int(rest.split()[0])
    return found


@pytest.mark.parametrize("rows", [1, 39, 40, 41, 120])
def test_the_contents_tell_the_page_on_which_a_part_begins(rows: int) -> None:
    made = covered(Part("Alpha", (table(rows),)), part("Beta", "needle"))
    pages = texts(pdf(made))
    assert "needle" in pages[contents(made)["Beta"] - 1]
    assert contents(made)["Alpha"] == 2


def test_contents_of_more_lines_than_a_page_shift_every_number() -> None:
    made = covered(*(part(f"Part{number:03}") for number in range(70)))
    pages = texts(pdf(made))
    front = next(index for index, text in enumerate(pages) if "Part069 text" in text) - 69
    assert front == 2
    for number in range(70):
        assert f" Part{number:03} {front + number + 1}" in pages[0] + " " + pages[1]


def test_every_part_begins_a_page_and_has_its_place_in_the_outline() -> None:
    made = covered(
        Part("Alpha", (Heading(1, "Inner"), Heading(3, "Deeper"), Paragraph(plain("x")))), part("Beta")
    )
    assert outline(pdf(made)) == [(0, "Alpha", 1), (1, "Inner", 1), (2, "Deeper", 1), (0, "Beta", 2)]


def test_a_part_without_a_title_is_printed_and_not_listed() -> None:
    made = covered(Part("", (Paragraph(plain("nameless")),)), part("Named"))
    pages = texts(pdf(made))
    assert "nameless" in " ".join(pages)
    assert "Contents 2 Named 3 Document" in pages[0]
    assert "2 Named" in pages[2]


def test_a_long_title_of_a_part_is_elided_in_the_contents_alone() -> None:
    title = "The register of everything " * 8
    pages = texts(pdf(covered(part(title.strip()))))
    assert "…" in pages[0]
    assert title.split()[-1] in pages[1]
    number = [
        each for each in words(pdf(covered(part(title.strip())))) if each.text == "2" and each.page == 0
    ]
    assert number, "the page is told behind the elided title"


def test_a_short_title_is_larger_than_a_long_one() -> None:
    heights = []
    for title in ("Register", "Register of every asset that the office in Stuttgart owns or rents"):
        found = next(each for each in words(pdf(covered(title=title))) if each.text == "Register")
        heights.append(found.top - found.bottom)
    assert heights[0] > heights[1] * 1.2
