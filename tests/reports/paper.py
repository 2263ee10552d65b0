"""Where text stands on a printed page, as a reader of the PDF sees it."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

import pypdfium2

from itdesk.reports.model import Cover, PageBlock, Part
from tests.reports.samples import document, pdf


@dataclass(frozen=True)
class Word:
    """A word on a page: its box in points from the lower left corner; `page` counts from 0."""

    text: str
    page: int
    left: float
    bottom: float
    right: float
    top: float


def words(data: bytes) -> list[Word]:
    """Every word of a PDF in the order of its text."""
    found: list[Word] = []
    with pypdfium2.PdfDocument(data) as opened:
        for number, page in enumerate(opened):
            found += _words(page.get_textpage(), number)
    return found


def word(data: bytes, text: str) -> Word:
    """The only word `text` of a PDF."""
    (found,) = [each for each in words(data) if each.text == text]
    return found


def sizes(data: bytes) -> list[tuple[float, float]]:
    """Width and height of every page."""
    with pypdfium2.PdfDocument(data) as opened:
        return [page.get_size() for page in opened]


def on_pages(*parts: Sequence[PageBlock]) -> bytes:
    """A PDF with a cover, in which the blocks of each of `parts` begin a page."""
    return pdf(document(cover=Cover(), parts=tuple(Part("Part", tuple(blocks)) for blocks in parts)))


def outline(data: bytes) -> list[tuple[int, str, int]]:
    """(level, title, page from 0) of every entry of the viewer's outline."""
    with pypdfium2.PdfDocument(data) as opened:
        return [
            (entry.level, entry.get_title(), target.get_index())
            for entry in opened.get_toc()
            if (target := entry.get_dest()) is not None
        ]


def operators(data: bytes) -> bytes:
    """The streams of a PDF that can be inflated."""
    found: list[bytes] = []
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", data, re.DOTALL):
        with suppress(zlib.error):
            found.append(zlib.decompress(stream))
    return b"".join(found)


def _words(text: pypdfium2.PdfTextPage, page: int) -> list[Word]:
    found: list[Word] = []
    letters: list[tuple[str, tuple[float, float, float, float]]] = []
    for index in range(text.count_chars() + 1):
        letter = text.get_text_range(index, 1) if index < text.count_chars() else " "
        if letter.strip():
            letters.append((letter, text.get_charbox(index)))
        elif letters:
            lefts, bottoms, rights, tops = zip(*(box for _, box in letters), strict=True)
            spelt = "".join(each for each, _ in letters)
            found.append(Word(spelt, page, min(lefts), min(bottoms), max(rights), max(tops)))
            letters = []
    return found
