"""The page: its margins, the line above with title and office, the line below with id and number."""

from __future__ import annotations

from dataclasses import dataclass

from itdesk.reports.ink import Ink
from itdesk.reports.model import Document
from itdesk.reports.type.setting import Typesetter
from itdesk.reports.type.style import BORDER, QUIET, SMALL, STRONG, TEXT2, Style

MARGIN = 56.7
_HEAD = 38.6
_TOP = 62.0
_BOTTOM = 62.0
_COVER_TOP = 68.0
_TITLE = Style(9.4, STRONG)

HEAD_DIGITS = 16
"""Hexadecimal digits of the journal head in a footer; the cover has all 64."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Where text stands on a page, in points from its upper left corner."""

    page: tuple[float, float]
    left: float
    top: float
    width: float
    height: float


def frame_of(document: Document, *, cover: bool = False) -> Frame:
    """The frame of a page of `document`; the cover has no line above and begins lower."""
    width, height = document.imprint.paper.value
    if document.landscape and not cover:
        width, height = height, width
    top = _COVER_TOP if cover else _TOP
    return Frame((width, height), MARGIN, top, width - 2 * MARGIN, height - top - _BOTTOM)


class Furniture:
    """What is on every page besides its text."""

    def __init__(self, document: Document, setter: Typesetter, identity: str) -> None:
        self._document = document
        self._setter = setter
        self._identity = identity

    def draw(self, ink: Ink, frame: Frame, number: int, total: int, *, cover: bool) -> None:
        """Draw the lines above and below the text of page `number` (from 1) of `total`."""
        if not cover:
            self._above(ink, frame)
        self._below(ink, frame, number, total)

    def _above(self, ink: Ink, frame: Frame) -> None:
        right = frame.left + frame.width
        office = self._setter.elided(self._document.imprint.office, QUIET, frame.width * 0.35)
        title = self._setter.elided(self._document.title, _TITLE, frame.width * 0.35)
        room = frame.width - office.width - title.width - 20
        ink.line(title, frame.left, _HEAD)
        about = self._setter.elided(_moment_first(self._document), QUIET, room)
        ink.line(about, frame.left + title.width + 8, _HEAD)
        ink.line_right(office, right, _HEAD)
        ink.rule(frame.left, _HEAD + 10.5, right, BORDER, 0.7)

    def _below(self, ink: Ink, frame: Frame, number: int, total: int) -> None:
        height = frame.page[1]
        right = frame.left + frame.width
        ink.rule(frame.left, height - 48.5, right, BORDER, 0.7)
        small = Style(7.4, colour=SMALL.colour)
        page = self._setter.line(f"Page {number} of {total}", Style(8.0, colour=TEXT2))
        room = frame.width - page.width - 12
        left = self._setter.elided(self._vouching(), small, room)
        ink.line(left, frame.left, height - 38)
        ink.line_right(page, right, height - 38)
        ink.line(self._setter.elided(self._printed(), small, room), frame.left, height - 28)

    def _vouching(self) -> str:
        imprint = self._document.imprint
        parts = [f"Document {self._identity}"]
        if imprint.journal_entry is not None:
            parts.append(f"journal entry {imprint.journal_entry}")
        if imprint.journal_head:
            parts.append(f"journal head {imprint.journal_head[:HEAD_DIGITS]}")
        return " · ".join(parts)

    def _printed(self) -> str:
        imprint = self._document.imprint
        return f"Printed {imprint.printed_at} by {imprint.printed_by} · {imprint.program}"


def subtitle_of(document: Document) -> str:
    """The subtitle with the moment that the document shows."""
    as_at = f"as at {document.imprint.as_at}" if document.imprint.as_at else ""
    return ", ".join(part for part in (document.subtitle, as_at) if part)


def _moment_first(document: Document) -> str:
    """The same with the moment where no length of the subtitle can push it out."""
    as_at = f"as at {document.imprint.as_at}" if document.imprint.as_at else ""
    return " · ".join(part for part in (as_at, document.subtitle) if part)
