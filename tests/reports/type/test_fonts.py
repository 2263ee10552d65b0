import pytest
from reportlab.pdfbase import pdfmetrics

from itdesk.reports.type import sources
from itdesk.reports.type.cutting import cut
from itdesk.reports.type.fonts import font_book


def test_the_same_characters_give_the_same_font() -> None:
    inter = sources.sans()[0]
    assert cut(inter, 600, "Asset 123").getvalue() == cut(inter, 600, "Asset 123").getvalue()


def test_weights_differ() -> None:
    with font_book(frozenset("H")) as book:
        inter = sources.sans()[0]
        assert book.face(inter, 600).width("H") > book.face(inter, 400).width("H")


def test_fonts_leave_the_registry_with_their_document() -> None:
    with font_book(frozenset("H")) as book:
        name = book.face(sources.sans()[0], 400).name
        assert name in pdfmetrics.getRegisteredFontNames()
    assert name not in pdfmetrics.getRegisteredFontNames()


@pytest.mark.parametrize(
    ("character", "family"),
    [
        ("م", "NotoSansArabic"),
        ("😀", "NotoEmoji"),
        ("ไ", "NotoSansThai"),
        ("山", "NotoSansJP"),
        ("한", "NotoSansKR"),
    ],
)
def test_a_script_finds_its_font(character: str, family: str) -> None:
    with font_book(frozenset(character)) as book:
        source = book.source_of(character)
        assert source is not None
        assert source.family == family


def test_a_chinese_name_is_not_mixed_of_two_designs() -> None:
    with font_book(frozenset("张伟办公室")) as book:
        source = book.east_asian_source("张伟办公室")
        assert source is not None
        assert source.family == "NotoSansSC"


def test_arabic_letters_join() -> None:
    with font_book(frozenset("سلمان")) as book:
        face = book.face(sources.scripts()[0], 400)
        _, joined = face.shape("سلمان", rtl=True)
        assert joined < sum(face.shape(letter, rtl=True)[1] for letter in "سلمان")


def test_a_file_that_is_no_font_covers_nothing(tmp_path) -> None:
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(b"\x00\x01\x00\x00 not a font")
    assert sources.coverage(sources.Source("Broken", broken)) == frozenset()
