"""Fonts: where they are found, what they cover, and how a cut holds one document's letters."""

from __future__ import annotations

import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from itdesk.reports.type import sources
from itdesk.reports.type.cutting import cut
from itdesk.reports.type.fonts import ALWAYS, font_book
from itdesk.reports.type.sources import Source


def inter() -> Source:
    return sources.sans()[0]


def opened(source: Source, weight: int, letters: str) -> TTFont:
    return TTFont(BytesIO(cut(source, weight, letters).getvalue()))


# --- files -----------------------------------------------------------------------------------


def test_every_packaged_font_is_there_and_covers_something() -> None:
    families = [*sources.sans(), *sources.sans(italic=True), *sources.mono(), *sources.scripts()]
    for source in families:
        assert source.path.is_file(), source.family
        assert sources.coverage(source), source.family
    assert len({source.family for source in families}) == len(set(families))


@pytest.mark.parametrize("folder", ["fonts", "fonts/deep"])
def test_fonts_of_the_computer_are_found_by_their_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    if sys.platform in ("win32", "darwin"):
        pytest.skip("the folders of this system are its own")
    home = tmp_path / "home"
    place = home / ".local/share" / folder
    place.mkdir(parents=True)
    for name in ("DejaVu Sans.TTF", "Symbola.ttf", "Unknown.ttf", "Symbola.otf", "readme.txt"):
        (place / name).write_bytes(b"")
    monkeypatch.setenv("HOME", str(home))
    sources.system.cache_clear()
    try:
        found = [source.path.name for source in sources.system() if place in source.path.parents]
    finally:
        sources.system.cache_clear()
    assert set(found) <= {"DejaVu Sans.TTF", "Symbola.ttf"}
    assert "Symbola.ttf" in found


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x00\x00", b"OTTO" + b"\x00" * 40, b"x" * 5_000])
def test_a_broken_file_covers_nothing(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.ttf"
    path.write_bytes(content)
    assert sources.coverage(Source("Broken", path)) == frozenset()


def test_a_file_that_is_gone_or_a_face_that_is_none_covers_nothing(tmp_path: Path) -> None:
    assert sources.coverage(Source("Gone", tmp_path / "none.ttf")) == frozenset()
    assert sources.coverage(Source("Folder", tmp_path)) == frozenset()


def test_private_letters_and_controls_are_no_cover() -> None:
    for source in (inter(), *sources.scripts()):
        assert not [c for c in sources.coverage(source) if ord(c) < 0x20 or 0xE000 <= ord(c) <= 0xF8FF]


# --- cutting ---------------------------------------------------------------------------------


@settings(max_examples=8)
@given(st.sets(st.sampled_from("abcXYZ0159éßŁжΩ€–"), min_size=1, max_size=9))
def test_a_cut_has_the_letters_asked_for_and_no_others(letters: set[str]) -> None:
    font = opened(inter(), 400, "".join(letters))
    assert set(map(chr, font.getBestCmap())) == letters
    assert "fvar" not in font


@pytest.mark.parametrize("weight", [1, 400, 600, 5_000])
def test_a_weight_beyond_the_font_is_its_nearest(weight: int) -> None:
    width = opened(inter(), weight, "H")["hmtx"].metrics
    nearest = opened(inter(), min(max(weight, 100), 900), "H")["hmtx"].metrics
    assert width == nearest


def test_a_cut_is_named_by_family_and_weight() -> None:
    made = cut(inter(), 600, "ab")
    assert made.name == "Inter-600"
    assert opened(inter(), 600, "ab")["name"].getDebugName(6) == "Inter-600"


def test_digits_are_of_one_width_only_where_figures_are_asked_for() -> None:
    digits = "0123456789"

    def widths(source: Source) -> set[int]:
        font = opened(source, 400, digits)
        return {font["hmtx"][name][0] for name in font.getBestCmap().values()}

    assert len(widths(inter())) == 1
    assert len(widths(replace(inter(), figures=False))) > 1


def test_a_shaped_font_keeps_its_rules_and_another_drops_them() -> None:
    arabic = next(source for source in sources.scripts() if source.family == "NotoSansArabic")
    assert "GSUB" in opened(arabic, 400, "سلمان")
    assert "GSUB" not in opened(inter(), 400, "abc")


# --- a document's faces ----------------------------------------------------------------------


def test_what_every_page_needs_is_always_there() -> None:
    with font_book(frozenset()) as book:
        assert book.kept(inter()) >= ALWAYS - {"\u00ad"}
        assert book.face(inter(), 400).width("Page 1 of 2 · … [U+1F9FF]") > 0


def test_a_face_is_cut_once_for_a_document() -> None:
    with font_book(frozenset("ab")) as book:
        assert book.face(inter(), 400) is book.face(inter(), 400)
        assert book.face(inter(), 400) is not book.face(inter(), 600)


@pytest.mark.parametrize("letters", ["\U0010ffff", "\ue000", "\x07", "\ud800"])
def test_a_letter_of_no_font_has_no_source(letters: str) -> None:
    with font_book(frozenset(letters)) as book:
        assert book.source_of(letters) is None


def test_a_letter_outside_the_document_has_no_source_although_a_font_has_it() -> None:
    with font_book(frozenset("م")) as book:
        assert book.source_of("م") is not None
        assert book.source_of("ن") is None


@pytest.mark.parametrize(
    ("text", "family"),
    [("山田", "NotoSansJP"), ("张伟", "NotoSansSC"), ("한국", "NotoSansKR"), ("点", "NotoSansJP")],
)
def test_a_whole_name_is_of_one_east_asian_font(text: str, family: str) -> None:
    with font_book(frozenset(text)) as book:
        source = book.east_asian_source(text)
        assert source is not None
        assert source.family == family


def test_fonts_are_free_again_after_a_failure() -> None:
    with pytest.raises(ZeroDivisionError), font_book(frozenset("a")) as book:
        book.face(inter(), 400)
        raise ZeroDivisionError
    with font_book(frozenset("a")) as book:
        assert book.face(inter(), 400).width("a") > 0
