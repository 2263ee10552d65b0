"""Running text as it lies on the paper: indents, marks, pictures and what stays together."""

from __future__ import annotations

import re
from io import BytesIO
from zlib import crc32

import pypdfium2
import pytest
from PIL import Image

from itdesk.reports.blocks import (
    Block,
    Code,
    Heading,
    ListBlock,
    ListItem,
    Paragraph,
    Picture,
    Quote,
    Rule,
    Run,
    TableBlock,
    plain,
    text_of,
)
from itdesk.reports.ink import readable_picture
from tests.reports.paper import on_pages, operators, outline, word, words
from tests.reports.samples import document, pdf, printed, texts


def say(text: str) -> Paragraph:
    return Paragraph(plain(text))


def bullets(*entries: Block | tuple[Block, ...], **changes: object) -> ListBlock:
    items = tuple(ListItem(entry if isinstance(entry, tuple) else (entry,)) for entry in entries)
    return ListBlock(items, **changes)


def png(width: int, height: int, colour: str = "red") -> bytes:
    target = BytesIO()
    Image.new("RGB", (width, height), colour).save(target, "PNG")
    return target.getvalue()


FULL = range(25, 45)
"""Numbers of lines of which some fill a page nearly, and some just."""


def pictures(data: bytes) -> list[tuple[int, tuple[float, float, float, float]]]:
    """(page, box) of every picture."""
    with pypdfium2.PdfDocument(data) as opened:
        return [
            (number, found.get_bounds())
            for number, page in enumerate(opened)
            for found in page.get_objects([pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])
        ]


# --- lists -----------------------------------------------------------------------------------


def test_a_list_that_begins_with_a_list_keeps_both_marks() -> None:
    inner = bullets(say("inner"), say("second"), ordered=True, start=3)
    assert "• 3. inner 4. second" in printed(document(bullets(inner)))


@pytest.mark.parametrize(
    "first",
    [
        Code("ls"),
        TableBlock((plain("ls"),), ()),
        Picture(png(4, 4), "ls"),
        Heading(3, "ls"),
        Quote((say("ls"),)),
    ],
    ids=lambda block: type(block).__name__,
)
def test_an_entry_has_its_mark_whatever_it_begins_with(first: Block) -> None:
    text = printed(document(bullets((first, say("rest")), say("next"))))
    assert text.count("•") == 2
    assert text.index("•") < text.index("rest") < text.index("next")


def test_an_entry_without_words_is_still_counted() -> None:
    text = printed(document(ListBlock((ListItem(()), ListItem((say("two"),))), ordered=True)))
    assert "1. 2. two" in text


@pytest.mark.parametrize("start", [0, 1, 9, 99, 999_999_999])
def test_numbers_stand_left_of_their_words_and_words_in_line(start: int) -> None:
    data = pdf(document(bullets(say("alpha"), say("beta"), say("gamma"), ordered=True, start=start)))
    found = [word(data, text) for text in ("alpha", "beta", "gamma")]
    assert len({round(each.left) for each in found}) <= 2
    for number, each in enumerate(found, start):
        mark = word(data, f"{number}.")
        assert 50 < mark.left < mark.right < each.left
        assert mark.bottom == pytest.approx(each.bottom, abs=3)


def test_a_list_inside_a_list_is_indented_further_down_to_some_depth() -> None:
    block: Block = say("w20")
    for depth in reversed(range(20)):
        block = bullets((say(f"w{depth}"), block))
    data = pdf(document(block))
    lefts = [word(data, f"w{depth}").left for depth in range(0, 21, 4)]
    assert lefts[0] < lefts[1] < lefts[2]
    assert lefts[3] == lefts[4] == pytest.approx(lefts[2], abs=16)
    assert max(lefts) < 300


def test_boxes_to_tick_take_the_place_of_discs() -> None:
    items = (ListItem((say("done"),), True), ListItem((say("open"),), False), ListItem((say("plain"),)))
    data = pdf(document(ListBlock(items)))
    assert texts(data)[0].count("•") == 1
    assert "done open • plain" in texts(data)[0]


# --- headings, quotes, rules -----------------------------------------------------------------


def test_headings_grow_smaller_with_their_level_and_odd_levels_are_taken_as_the_nearest() -> None:
    data = pdf(document(*(Heading(level, f"Hxgk{level}") for level in (-3, 1, 2, 3, 4, 6, 99))))
    heights = [next(w.top - w.bottom for w in words(data) if w.text == f"Hxgk{n}") for n in (1, 2, 3, 4)]
    assert heights == sorted(heights, reverse=True)
    assert len({round(height, 1) for height in heights}) == 4
    assert texts(data)[0].count("Hxgk") == 7


def test_headings_of_a_part_are_in_the_outline_and_those_in_quotes_are_not() -> None:
    blocks = (Heading(1, "Top"), Heading(4, "Jump"), Quote((Heading(1, "Quoted"),)), Heading(2, "Second"))
    titles = [(level, title) for level, title, _ in outline(pdf(document(*blocks)))]
    assert titles == [(0, "Sample"), (1, "Top"), (2, "Jump"), (2, "Second")]


def test_a_heading_of_any_text_is_printed() -> None:
    titles = ("", "Zeile\nzwei", "山田", "\ud800", "x" * 3_000, "\x00")
    text = printed(document(*(block for title in titles for block in (Heading(2, title), say("after")))))
    assert text.count("after") == len(titles)
    for told in ("Zeile zwei after", "山田 after", "[U+D800] after", "xxx after", "[U+0000] after"):
        assert told in text


def test_a_heading_stands_on_the_page_of_what_it_heads() -> None:
    parts = [(*[say("filler")] * n, Heading(2, f"Head{n}"), say(f"Body{n}")) for n in FULL]
    data = on_pages(*parts)
    pages = {each.text: each.page for each in words(data)}
    assert all(pages[f"Head{n}"] == pages[f"Body{n}"] for n in FULL)
    assert max(pages.values()) > len(FULL)


def test_what_a_quote_holds_is_indented() -> None:
    data = pdf(document(say("plain"), Quote((say("quoted"), bullets(say("listed")))), Rule(), say("after")))
    lefts = [word(data, text).left for text in ("plain", "quoted", "listed", "after")]
    assert lefts[0] == pytest.approx(lefts[3], abs=1.5)
    assert lefts[0] + 8 < lefts[1] < lefts[2]


def test_a_quote_of_any_tone_is_printed() -> None:
    tones = ("ok", "warn", "crit", "info", "maint", "unknown", "nonsense")
    text = printed(document(*(Quote((say(f"in {tone} words"),), tone) for tone in tones)))
    assert all(f"in {tone} words" in text for tone in tones)


# --- paragraphs and code ---------------------------------------------------------------------


def test_a_paragraph_leaves_no_single_line_at_the_end_of_a_page() -> None:
    long = say(" ".join(f"w{n}" for n in range(90)))
    lines: dict[int, set[int]] = {}
    for each in words(on_pages(*((*[say("filler")] * n, long) for n in FULL))):
        if each.text[0] == "w":
            lines.setdefault(each.page, set()).add(round(each.bottom / 5))
    assert len(lines) > len(FULL)
    assert all(len(found) > 1 for found in lines.values())


def test_every_paragraph_keeps_to_the_width_of_the_page() -> None:
    wide = (
        "Donaudampfschifffahrtsgesellschaft " * 30,
        "W" * 900,
        "山" * 400,
        "سلمان " * 200,
        "x\u00a0" * 300,
    )
    data = pdf(document(*map(say, wide)))
    assert all(each.left >= 56 and each.right <= 595.3 - 56 for each in words(data))


def test_arabic_lines_follow_each_other_with_every_letter_at_its_height() -> None:
    vowelled = "\u0633\u064e\u0644\u0651\u064e\u0645\u064e \u0628\u0650 "
    streams = operators(pdf(document(say("سلمان " * 120), say(vowelled * 60), say("ที่นี่ " * 90))))
    spans = [span.split(b"EMC")[0] for span in streams.split(b"BDC")[1:]]
    rises = [re.findall(rb"(-?[\d.e-]+) Ts", span) for span in spans]
    assert any(len(found) > 2 for found in rises)
    assert all(float(found[-1]) == 0 for found in rises if found), "what follows stands on the line again"


def test_an_arabic_paragraph_ends_at_the_right_edge() -> None:
    data = pdf(document(say("سلمان"), say("left")))
    arabic = max((each for each in words(data) if 100 < each.bottom < 780), key=lambda each: each.right)
    assert arabic.right == pytest.approx(595.3 - 56.7, abs=2)
    assert word(data, "left").left == pytest.approx(56.7, abs=2)


def test_code_keeps_its_lines_its_indent_and_its_blank_lines() -> None:
    data = pdf(document(Code("def\n    bold\n\ttabled\n\nlast\n\n")))
    first, body, tabbed, last = (word(data, text) for text in ("def", "bold", "tabled", "last"))
    assert body.left == pytest.approx(tabbed.left, abs=1)
    assert body.left - first.left == pytest.approx(4 * (first.right - first.left) / 3, abs=2)
    step = first.bottom - body.bottom
    assert tabbed.bottom - last.bottom == pytest.approx(2 * (body.bottom - tabbed.bottom), abs=2.5)
    assert step > 8


def test_code_of_many_pages_is_whole() -> None:
    text = printed(document(Code("\n".join(f"line{n};" for n in range(200)))))
    assert all(f"line{n};" in text for n in range(200))


def test_code_and_paragraphs_without_letters_are_printed_too() -> None:
    codes = [Code(text) for text in ("", "\n\n\n", " ", "\t")]
    bare = [(), (Run(""),), (Run("\n"),), (Run(" "), Run("\n\n"))]
    text = printed(document(*codes, say("between"), *map(Paragraph, bare), say("after")))
    assert "between after" in text


def test_runs_of_all_looks_join_to_one_text() -> None:
    runs = (
        Run("plain, "), Run("bold", bold=True), Run("-"), Run("italic", italic=True), Run(" "),
        Run("both", bold=True, italic=True), Run(" "), Run("gone", strike=True), Run(" "),
        Run("code", code=True, bold=True), Run(""),
    )  # fmt: skip
    assert text_of(runs) == "plain, bold-italic both gone code"
    assert text_of(runs) in printed(document(Paragraph(runs)))


# --- pictures --------------------------------------------------------------------------------


@pytest.mark.parametrize(("width", "height"), [(1, 1), (40, 30), (9_000, 20), (20, 9_000), (2_500, 2_500)])
def test_a_picture_of_any_shape_keeps_it_and_lies_inside_the_text(width: int, height: int) -> None:
    data = pdf(document(Picture(png(width, height))))
    ((_, (left, bottom, right, top)),) = pictures(data)
    assert left >= 56 and right <= 595.3 - 56 and bottom >= 62 and top <= 842 - 62
    assert right - left <= width / 2 + 0.1, "no finer than it is"
    if min(width, height) > 30:
        assert (right - left) / (top - bottom) == pytest.approx(width / height, rel=0.05)


def test_a_caption_stays_with_its_picture() -> None:
    counts = range(8, 24, 2)
    data = on_pages(*((*[say("filler")] * n, Picture(png(60, 700), "Caption")) for n in counts))
    captions = [each for each in words(data) if each.text == "Caption"]
    assert len(captions) == len(counts)
    for caption, (page, box) in zip(captions, pictures(data), strict=True):
        assert (caption.page, caption.top <= box[1]) == (page, True)


def test_a_picture_in_a_list_is_as_far_in_as_its_words() -> None:
    data = pdf(document(bullets((say("words"), Picture(png(3_000, 300))))))
    ((_, (left, _, right, _)),) = pictures(data)
    assert left == pytest.approx(word(data, "words").left, abs=2)
    assert right <= 595.3 - 56


def test_a_picture_taken_sideways_is_turned_upright() -> None:
    target = BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (40, 20), "red").save(target, "JPEG", exif=exif)
    found = readable_picture(target.getvalue())
    assert found is not None
    assert found.size == (20, 40)


def test_a_picture_of_too_many_points_is_named_instead_of_unpacked() -> None:
    small = png(10, 10)
    for side in (10, 7_000, 10_000, 60_000):
        head = small[12:16] + side.to_bytes(4, "big") * 2 + small[24:29]
        made = small[:12] + head + crc32(head).to_bytes(4, "big") + small[33:]
        assert (readable_picture(made) is None) == (side > 10), side


def test_what_can_be_seen_through_is_printed_on_white() -> None:
    target = BytesIO()
    Image.new("RGBA", (4, 4), (255, 0, 0, 0)).save(target, "PNG")
    found = readable_picture(target.getvalue())
    assert found is not None
    assert found.getpixel((1, 1)) == (255, 255, 255)
