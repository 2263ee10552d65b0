"""From a `Document` to a PDF file: characters, fonts, layout, drawing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from itdesk.reports.cover import CoverMaker, part_key
from itdesk.reports.fingerprint import characters, document_id
from itdesk.reports.flow import Anchor, Item, Page, Progress, anchored, paginate
from itdesk.reports.ink import Ink
from itdesk.reports.model import (
    Bars,
    Document,
    Facts,
    Figures,
    Note,
    PageBlock,
    Part,
    Signatures,
    Table,
    Timeline,
)
from itdesk.reports.page import Frame, Furniture, frame_of
from itdesk.reports.panels import Panels
from itdesk.reports.prose import LineBox, Place, Prose
from itdesk.reports.table import TableMaker
from itdesk.reports.type.fonts import font_book
from itdesk.reports.type.setting import Typesetter
from itdesk.reports.type.style import SMALL, STRONG, Style
from itdesk.store.new_file import new_file

_PART_TITLE = Style(14.0, STRONG)
_HEARD_EVERY = 500


def render(document: Document, out: BinaryIO | Path, progress: Progress | None = None) -> int:
    """Write `document` as PDF to a file or an open binary stream; gives the number of pages.

    `progress(done, total)` is called for every page, and as (0, 0) now and then while pages are laid
    out and not yet counted. What it raises ends the work and goes through; a file at `out` is then
    left as it was. Raises DeskError(file.unwritable).
    """
    if not isinstance(out, Path):
        return _write(document, out, progress or _unheard)
    with new_file(out) as target:
        return _write(document, target, progress or _unheard)


def _unheard(done: int, total: int) -> None:
    """Nobody listens."""


def _write(document: Document, target: BinaryIO, progress: Progress) -> int:
    with font_book(characters(document)) as book:
        return _Press(document, Typesetter(book)).run(target, progress)


class _Press:
    """One document on its way to paper."""

    def __init__(self, document: Document, setter: Typesetter) -> None:
        self._document = document
        self._setter = setter
        self._identity = document_id(document)
        self._frame = frame_of(document)
        self._furniture = Furniture(document, setter, self._identity)
        self._pages: dict[str, int] = {}

    def run(self, target: BinaryIO, progress: Progress) -> int:
        front = self._front()
        pages = [(page, True) for page in front]
        pages += [(page, False) for page in paginate(_heard(self._items(), progress), self._frame.height)]
        self._pages.update(anchored([page for page, _ in pages]))
        cover = frame_of(self._document, cover=True)
        ink = Ink(target, (cover if front else self._frame).page)
        self._describe(ink)
        for number, (page, is_cover) in enumerate(pages, 1):
            progress(number - 1, len(pages))
            frame = cover if is_cover else self._frame
            ink.begin_page(frame.page)
            _draw(ink, page, frame)
            self._furniture.draw(ink, frame, number, len(pages), cover=is_cover)
            ink.end_page()
        progress(len(pages), len(pages))
        ink.finish()
        return len(pages)

    def _front(self) -> list[Page]:
        cover = self._document.cover
        if cover is None:
            return []
        frame = frame_of(self._document, cover=True)
        maker = CoverMaker(self._setter, frame.width, self._identity, self._pages)
        return paginate(maker.items(self._document, cover), frame.height)

    def _items(self) -> Iterator[Item]:
        for number, part in enumerate(self._document.parts, 1):
            yield from self._part(part, number)

    def _part(self, part: Part, number: int) -> Iterator[Item]:
        width = self._frame.width
        numbered = f"{number}  {part.title}" if self._document.cover is not None else part.title
        lines = self._setter.lines([(numbered, _PART_TITLE)], width, 3) if part.title else []
        for index, line in enumerate(lines):
            item = Item(LineBox(line, Place(), width, 20.0), 20.0, keep=True)
            if index == 0:
                item.space = 16.0
                item.anchor = Anchor(part_key(number), part.title)
                item.new_page = self._document.cover is not None
            yield item
        if part.note:
            for item in Prose(self._setter, width).paragraph([(part.note, SMALL)], Place(), space=1.0):
                item.keep = True
                yield item
        for index, block in enumerate(part.blocks):
            yield from self._block(block, f"{part_key(number)}.{index}")

    def _block(self, block: PageBlock, key: str) -> Iterator[Item]:
        width, panels = self._frame.width, Panels(self._setter, self._frame.width)
        match block:
            case Table():
                yield from TableMaker(self._setter, width).items(block)
            case Facts():
                yield from panels.facts(block)
            case Timeline():
                yield from panels.timeline(block)
            case Figures():
                yield from panels.figures(block)
            case Bars():
                yield from panels.bars(block)
            case Signatures():
                yield from panels.signatures(block)
            case Note():
                yield from panels.note(block.text)
            case _:
                yield from Prose(self._setter, width).items([block], prefix=key)

    def _describe(self, ink: Ink) -> None:
        imprint = self._document.imprint
        subject = f"Document {self._identity}, journal head {imprint.journal_head or 'unknown'}"
        ink.describe(
            title=self._document.title, author=imprint.office, subject=subject, program=imprint.program
        )


def _heard(items: Iterator[Item], progress: Progress) -> Iterator[Item]:
    """`items`, with a chance to cancel every so many of them."""
    for number, item in enumerate(items):
        if number % _HEARD_EVERY == _HEARD_EVERY - 1:
            progress(0, 0)
        yield item


def _draw(ink: Ink, page: Sequence[tuple[float, Item]], frame: Frame) -> None:
    drawn: set[str] = set()
    for top, item in page:
        if item.anchor is not None and item.anchor.key not in drawn:
            drawn.add(item.anchor.key)
            ink.anchor(item.anchor.key, item.anchor.title, item.anchor.level, frame.top + top)
        item.box.draw(ink, frame.left, frame.top + top)
