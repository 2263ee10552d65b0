"""The document id against a model: equal for equal content, different for any difference."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itdesk.reports.blocks import (
    Code,
    Heading,
    ListBlock,
    ListItem,
    Paragraph,
    Picture,
    Quote,
    Rule,
    Run,
    plain,
)
from itdesk.reports.fingerprint import characters, document_id
from itdesk.reports.model import (
    Bar,
    Bars,
    Cover,
    Document,
    Event,
    Fact,
    Facts,
    Figure,
    Figures,
    Group,
    Mark,
    Note,
    Paper,
    Part,
    Signatures,
    Table,
    TableColumn,
    Timeline,
)
from tests.reports.samples import IMPRINT, document

TEXT = st.text(max_size=4)
RUNS = st.lists(st.builds(Run, TEXT, st.booleans(), link=TEXT), max_size=2).map(tuple)
CELLS = st.one_of(TEXT, st.builds(Mark, TEXT, st.sampled_from(["ok", "warn"])), RUNS)
BLOCKS = st.one_of(
    st.builds(Heading, st.integers(1, 6), TEXT),
    st.builds(Paragraph, RUNS),
    st.builds(Code, TEXT),
    st.builds(Note, TEXT),
    st.builds(Picture, st.binary(max_size=3), TEXT),
    st.builds(
        lambda rows: Table((TableColumn("a"),), (Group(tuple(rows)),)), st.lists(st.tuples(CELLS), max_size=2)
    ),
    st.builds(lambda facts: Facts(tuple(facts)), st.lists(st.builds(Fact, TEXT, CELLS), max_size=2)),
    st.builds(lambda names: Signatures(tuple(names)), st.lists(TEXT, max_size=2)),
)
PARTS = st.lists(st.builds(lambda t, b: Part(t, tuple(b)), TEXT, st.lists(BLOCKS, max_size=2)), max_size=2)
DOCUMENTS = st.builds(lambda title, parts: document(title=title, parts=tuple(parts)), TEXT, PARTS)


@given(DOCUMENTS, DOCUMENTS)
def test_documents_have_one_id_exactly_when_they_are_equal(one: Document, other: Document) -> None:
    same_content = one == other and repr(one) == repr(other)
    assert (document_id(one) == document_id(other)) == same_content


@given(DOCUMENTS, TEXT, TEXT, st.sampled_from(Paper))
def test_who_printed_when_and_on_what_changes_nothing(made: Document, at: str, by: str, paper: Paper) -> None:
    again = replace(made, imprint=replace(IMPRINT, printed_at=at, printed_by=by, paper=paper))
    assert document_id(again) == document_id(made)


OTHER: dict[str, Any] = {
    "office": "Other", "address": "Other", "classification": "Secret", "journal_head": "0",
    "journal_entry": 7, "as_at": "31 Mar 2026", "program": "itdesk 2",
}  # fmt: skip


@pytest.mark.parametrize(
    "name", [f.name for f in fields(IMPRINT) if f.name not in ("printed_at", "printed_by", "paper")]
)
def test_whatever_else_the_imprint_says_is_vouched_for(name: str) -> None:
    made = document(imprint=replace(IMPRINT, **{name: OTHER[name]}))
    assert document_id(made) != document_id(document())


def variations() -> Iterator[Document]:
    """Documents that differ from each other by one small thing."""
    yield document()
    yield document(subtitle="x")
    yield document(landscape=True)
    yield document(cover=Cover())
    yield document(cover=Cover(figures=(Figure("a", "b"),)))
    yield document(cover=Cover(bars=Bars("a", (Bar("b", 1.0, "c"),))))
    yield document(cover=Cover(bars=Bars("a", (Bar("b", 1.5, "c"),))))
    for block in (
        Note("ab"),
        Code("ab"),
        Heading(1, "ab"),
        Heading(2, "ab"),
        Paragraph(plain("ab")),
        Paragraph((Run("a"), Run("b"))),
        Paragraph((Run("ab", bold=True),)),
        Paragraph((Run("ab", code=True),)),
        Paragraph((Run("ab", link="x"),)),
        Quote((), "ok"),
        Quote((), "warn"),
        Rule(),
        ListBlock(()),
        ListBlock((), ordered=True),
        ListBlock((), True, 2),
        ListBlock((ListItem(()),)),
        ListBlock((ListItem((), True),)),
        ListBlock((ListItem((), False),)),
        Picture(b"ab"),
        Picture(b"a", "b"),
        Table((), ()),
        Table((TableColumn("a"),), ()),
        Table((TableColumn("a", 26),), ()),
        Table((TableColumn("a"),), (Group(()),)),
        Table((TableColumn("a"),), (Group((("ab",),)),)),
        Table((TableColumn("a"),), (Group((("a",), ("b",))),)),
        Table((TableColumn("a"),), (Group((("a", "b"),)),)),
        Table((TableColumn("a"),), (Group(((Mark("ab"),),)),)),
        Facts(()),
        Facts((), 2),
        Facts((Fact("a", "b"),)),
        Figures((Figure("a", "b"),)),
        Figures((Figure("a", "", "b"),)),
        Timeline(()),
        Timeline((Event("a", "b", "c"),)),
        Timeline((Event("a", "", "bc"),)),
        Signatures(("ab",)),
        Signatures(("a", "b")),
    ):
        yield document(block)


def test_every_small_difference_gives_another_id() -> None:
    made = list(variations())
    assert len({document_id(each) for each in made}) == len(made)


@pytest.mark.parametrize("text", ["\ud800", "\x00", "👩‍💻", "e\u0301", ""])
def test_a_document_of_any_letters_has_an_id(text: str) -> None:
    made = document(Note(text))
    assert document_id(made) == document_id(document(Note(text)))
    assert (document_id(made) == document_id(document(Note("é")))) == (text == "é")


# --- the letters of a document ---------------------------------------------------------------


@given(DOCUMENTS)
def test_every_letter_of_every_text_is_known_before_fonts_are_cut(made: Document) -> None:
    found = characters(made)
    assert set(made.title) <= found
    for part in made.parts:
        assert set(part.title) <= found
        for block in part.blocks:
            assert set(getattr(block, "text", "")) <= found
            assert set(getattr(block, "caption", "")) <= found
    assert set(IMPRINT.office + IMPRINT.printed_by + IMPRINT.program) <= found


def test_letters_are_known_as_written_as_composed_and_as_initials() -> None:
    made = document(Note("e\u0301"), imprint=replace(IMPRINT, office="żubr"))
    assert {"e", "\u0301", "é", "ż", "Ż"} <= characters(made)
    assert "ж" not in characters(made)
