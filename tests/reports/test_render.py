import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from threading import Thread

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itdesk.core.errors import CancelledError, DeskError
from itdesk.reports import document_id, render
from itdesk.reports.blocks import Paragraph, Picture, Run, plain
from itdesk.reports.model import Cover, Fact, Facts, Group, Mark, Paper, Part, Table
from tests.reports.paper import operators
from tests.reports.samples import COLUMNS, IMPRINT, document, pdf, printed, table, texts

_HOSTILE = (
    '<img src="/etc/passwd-itdesk-trap"/>',
    "<b>",
    "&amp;</para>",
    "<a href='file:///itdesk-trap'>x</a>",
)


def test_every_page_says_what_it_is() -> None:
    made = document(table(120))
    pages = texts(pdf(made))
    assert len(pages) > 1
    for number, text in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in text
        assert f"Document {document_id(made)}" in text
        assert "journal entry 1842 · journal head 9f3c21ab77d0" in text
        assert "Printed 23 Nov 2026 16:10 by Jonas Weber · itdesk 1.0" in text
        assert "Lindner & Partner" in text
        assert "Tag Name Price" in text


def test_all_rows_are_printed_in_order() -> None:
    text = printed(document(table(300)))
    positions = [text.index(f"A-{number:05}") for number in range(300)]
    assert positions == sorted(positions)


def test_a_past_state_names_its_moment() -> None:
    made = document(table(1), imprint=replace(IMPRINT, as_at="31 Mar 2026"))
    assert "as at 31 Mar 2026" in printed(made)
    assert "as at 31 Mar 2026" in printed(replace(made, subtitle="a long subject " * 40))


def test_the_contents_name_the_right_pages() -> None:
    parts = tuple(Part(f"Part {name}", (table(count),)) for name, count in (("A", 3), ("B", 90), ("C", 1)))
    pages = texts(pdf(document(cover=Cover(facts=(Fact("For", "auditors"),)), parts=parts)))
    for number, part in enumerate(parts, 1):
        begins = next(index for index, text in enumerate(pages) if index and f"{number} {part.title}" in text)
        assert f"{number} {part.title} {begins + 1}" in pages[0]


def test_parts_are_in_the_outline_at_their_page() -> None:
    parts = (Part("First", (table(60),)), Part("Zweiter Teil ü 山", (table(1),)))
    with pypdfium2.PdfDocument(pdf(document(cover=Cover(), parts=parts))) as opened:
        entries = [(entry.get_title(), page_of(entry)) for entry in opened.get_toc()]
        assert entries == [("First", 1), ("Zweiter Teil ü 山", len(opened) - 1)]


def page_of(entry: pypdfium2.PdfBookmark) -> int | None:
    target = entry.get_dest()
    return target.get_index() if target else None


@pytest.mark.parametrize("paper", Paper)
def test_pages_have_the_size_of_their_paper(paper: Paper) -> None:
    made = document(table(1), imprint=replace(IMPRINT, paper=paper))
    with pypdfium2.PdfDocument(pdf(made)) as opened:
        assert opened[0].get_size() == pytest.approx(paper.value, abs=0.1)
    with pypdfium2.PdfDocument(pdf(document(table(1), landscape=True))) as opened:
        assert opened[0].get_width() > opened[0].get_height()


@pytest.mark.parametrize("name", ["山田太郎", "Nguyễn Thị Ánh", "김민수", "محمد", "นภา", "Ωμέγα Жук"])
def test_names_of_any_script_can_be_read_and_copied(name: str) -> None:
    text = printed(document(Facts((Fact("Person", name),)), table(1, name)))
    assert text.count(name) == 2 or text.count(name[::-1]) == 2  # PDFium turns right-to-left words


@pytest.mark.parametrize("character", ["😀", "𠮷"])
def test_characters_beyond_sixteen_bits_keep_their_meaning_beside_their_glyph(character: str) -> None:
    """PDFium leaves these out of its text, so this reads the page's own operators."""
    meaning = character.encode("utf-16-be").hex().upper()
    assert f"/ActualText <FEFF{meaning}>".encode() in operators(pdf(document(table(1, character))))


def test_a_character_without_a_glyph_is_marked() -> None:
    assert "[U+0007]" in printed(document(table(1, "bell\x07")))


def test_markup_in_data_is_printed_as_it_is_and_opens_no_file() -> None:
    opened: list[str] = []
    listening = True

    def hear(event: str, arguments: tuple[object, ...]) -> None:
        if listening and event in ("open", "socket.connect", "urllib.Request"):
            opened.append(str(arguments))

    sys.addaudithook(hear)
    blocks = [Paragraph(plain(text)) for text in _HOSTILE]
    link = Paragraph((Run("link", link="file:///itdesk-trap"),))
    picture = Picture(b"/etc/passwd-itdesk-trap", caption="trap")
    made = document(*blocks, link, picture, table(1, _HOSTILE[0]), title=_HOSTILE[1])
    data = pdf(made)
    listening = False
    assert not [entry for entry in opened if "itdesk-trap" in entry]
    assert b"file:///itdesk-trap" not in data
    text = " ".join(texts(data))
    for hostile in _HOSTILE:
        assert hostile in text


def test_the_same_document_gives_the_same_bytes_whatever_was_printed_before() -> None:
    made = document(table(30, "山田 محمد 😀"))
    first = pdf(made)
    pdf(document(table(3, "김민수 😀😀 سلمان")))
    assert pdf(made) == first


def test_two_threads_print_at_once() -> None:
    made = [document(table(40, name)) for name in ("山田", "محمد")]
    alone = [pdf(each) for each in made]
    results: dict[int, bytes] = {}
    threads = [Thread(target=lambda at=at: results.update({at: pdf(made[at])})) for at in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [results[0], results[1]] == alone


def test_progress_counts_every_page(tmp_path: Path) -> None:
    heard: list[tuple[int, int]] = []
    out = tmp_path / "register.pdf"
    pages = render(document(table(200)), out, lambda done, total: heard.append((done, total)))
    assert heard == [(done, pages) for done in range(pages + 1)]
    assert len(texts(out.read_bytes())) == pages


def test_a_cancelled_print_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    out = tmp_path / "register.pdf"
    out.write_bytes(b"yesterday")

    def cancel(done: int, total: int) -> None:
        if done == 2:
            raise CancelledError()

    with pytest.raises(CancelledError):
        render(document(table(200)), out, cancel)
    assert out.read_bytes() == b"yesterday"
    assert list(tmp_path.iterdir()) == [out]


def test_a_long_print_can_be_cancelled_before_its_pages_are_counted() -> None:
    def cancel(done: int, total: int) -> None:
        if not total:
            raise CancelledError()

    with pytest.raises(CancelledError):
        render(document(table(2_000)), BytesIO(), cancel)


def test_a_folder_that_is_not_there_is_a_known_error(tmp_path: Path) -> None:
    with pytest.raises(DeskError) as caught:
        render(document(table(1)), tmp_path / "none" / "register.pdf")
    assert caught.value.code == "file.unwritable"


def test_a_stream_stays_open() -> None:
    target = BytesIO()
    assert render(document(), target) == 1
    assert not target.closed


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=80), st.text(max_size=2_000), st.text(max_size=12)), max_size=4))
def test_any_text_in_cells_gives_a_pdf_that_opens(cells: list[tuple[str, str, str]]) -> None:
    rows = tuple((first, Mark(second, "warn"), plain(third)) for first, second, third in cells)
    made = document(Table(COLUMNS, (Group(rows, title="t"),)), *(Paragraph(plain(row[1])) for row in cells))
    assert "Page 1 of " in texts(pdf(made))[0]
