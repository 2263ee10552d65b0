from io import BytesIO

import pypdfium2
import pytest
from PIL import Image

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
    TableBlock,
    plain,
)
from itdesk.reports.model import Bar, Bars, Event, Fact, Facts, Figure, Figures, Mark, Signatures, Timeline
from tests.reports.samples import document, pdf, printed, texts


def paragraph(text: str) -> Paragraph:
    return Paragraph(plain(text))


def png(size: tuple[int, int], mode: str = "RGB") -> bytes:
    target = BytesIO()
    Image.new(mode, size).save(target, "PNG")
    return target.getvalue()


def test_a_manual_is_read_from_top_to_bottom() -> None:
    text = printed(
        document(
            Heading(1, "Inspection"),
            Paragraph((Run("Every "), Run("Monday", bold=True), Run(" run "), Run("smartctl -H", code=True))),
            ListBlock((ListItem((paragraph("Temperature"),)), ListItem((paragraph("Humidity"),)))),
            ListBlock(
                (ListItem((paragraph("Ninth"),)), ListItem((paragraph("Tenth"),))), ordered=True, start=9
            ),
            Code("lpstat -p\n\texit"),
            Quote((paragraph("Never switch off."),), "warn"),
            TableBlock((plain("Model"), plain("Firmware")), ((plain("FortiGate"), plain("7.4.3")),)),
            Rule(),
        )
    )
    expected = (
        "Inspection Every Monday run smartctl -H • Temperature • Humidity 9. Ninth 10. Tenth lpstat -p exit "
        "Never switch off. Model Firmware FortiGate 7.4.3"
    )
    assert expected in text


def test_lists_may_be_nested_without_end() -> None:
    block: ListBlock | Paragraph = paragraph("deepest")
    for _ in range(40):
        block = ListBlock((ListItem((block,)),))
    assert "deepest" in printed(document(block))


def test_a_table_in_a_list_is_printed_in_its_place() -> None:
    table = TableBlock((plain("Key"),), ((plain("value"),),))
    assert "Key value" in printed(document(ListBlock((ListItem((paragraph("See"), table)),))))


def test_rows_of_a_markdown_table_may_be_shorter_than_its_header() -> None:
    table = TableBlock((plain("A"), plain("B")), ((plain("one"),),), ("right",))
    assert "one" in printed(document(table))


@pytest.mark.parametrize("target", ["https://example.com/a?b=c", "mailto:it@example.com"])
def test_web_and_mail_links_are_active(target: str) -> None:
    assert target.encode() in pdf(document(Paragraph((Run("here", link=target),))))


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "file:///etc/hosts", "http://[broken", "\\\\host\\share"]
)
def test_other_links_are_only_text(target: str) -> None:
    data = pdf(document(Paragraph((Run("here", link=target),))))
    assert b"/URI" not in data
    assert "here" in texts(data)[0]


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "P", "1"])
def test_pictures_of_any_mode_fit_on_the_page(mode: str) -> None:
    data = pdf(document(Picture(png((3_000, 5_000), mode), "Figure 1")))
    assert len(texts(data)) == 1
    with pypdfium2.PdfDocument(data) as opened:
        left, bottom, right, top = next(
            opened[0].get_objects([pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])
        ).get_bounds()
        assert 0 < left < right < opened[0].get_width()
        assert 0 < bottom < top < opened[0].get_height()


@pytest.mark.parametrize("data", [b"", b"not a picture", png((10, 10))[:40]])
def test_a_broken_picture_is_named_instead(data: bytes) -> None:
    assert "[Picture that cannot be shown: the rack]" in printed(document(Picture(data, "the rack")))


def test_an_endless_word_is_capped() -> None:
    text = printed(document(paragraph("A" * 200_000)))
    assert "[196,000 more characters]" in text


def test_panels_print_their_words() -> None:
    text = printed(
        document(
            Facts((Fact("Serial", "VNC4R10293"), Fact("Status", Mark("In use", "ok"))), columns=2),
            Figures((Figure("Assets", "339", "+12 since August"),)),
            Bars("Value by type", (Bar("Laptops", 118.4, "118.4", "126"), Bar("None", 0, "0")), "thousand"),
            Timeline((Event("23 Nov 2026 09:12", "Ingrid", "opened it", (paragraph("Please help."),)),)),
            Signatures(("Jonas Weber",)),
        )
    )
    for words in (
        "Serial VNC4R10293 Status In use",
        "Assets 339 +12 since August",
        "Laptops 126 118.4",
        "Ingrid opened it",
        "Please help.",
        "Jonas Weber Date and signature",
    ):
        assert words in text
