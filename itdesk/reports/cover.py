"""The first page of a report: office, title, facts, cards, a chart, and the contents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from itdesk.reports.flow import Item, Spacer
from itdesk.reports.ink import Ink
from itdesk.reports.model import Cover, Document, Facts, Figures
from itdesk.reports.page import subtitle_of
from itdesk.reports.panels import Panels
from itdesk.reports.prose import heading
from itdesk.reports.type.setting import Line, Typesetter
from itdesk.reports.type.style import ACCENT, BODY, ON_ACCENT, SMALL, STRONG, TEXT2, TEXT3, Style

_BADGE = 28.0
_ENTRY_HEIGHT = 16.4
_OFFICE = Style(10.5, STRONG)
_INITIALS = Style(12.0, STRONG, ON_ACCENT)
_TITLES = tuple(Style(size, STRONG) for size in (34.0, 26.0, 20.0))
_SUBTITLE = Style(14.0, colour=TEXT2)


@dataclass(slots=True)
class OfficeBox:
    """The office with its initials at the left, the document's id and class at the right."""

    initials: Line
    office: Line
    address: Line
    identity: Line
    classification: Line
    width: float

    def draw(self, ink: Ink, x: float, top: float) -> None:
        """Draw it."""
        ink.box(x, top, _BADGE, _BADGE, fill=ACCENT, radius=5)
        ink.line(self.initials, x + (_BADGE - self.initials.width) / 2, top + 18.3)
        ink.line(self.office, x + _BADGE + 11, top + 10.5)
        ink.line(self.address, x + _BADGE + 11, top + 23.5)
        ink.line_right(self.identity, x + self.width, top + 10.5)
        ink.line_right(self.classification, x + self.width, top + 23.5)


@dataclass(slots=True)
class TitleBox:
    """The title in large type over the subtitle and a short bar."""

    titles: list[Line]
    subtitles: list[Line]

    def draw(self, ink: Ink, x: float, top: float) -> None:
        """Draw it."""
        for line in self.titles:
            top += line.size * 1.15
            ink.line(line, x, top)
        top += 8
        for line in self.subtitles:
            top += 20
            ink.line(line, x, top)
        ink.box(x, top + 18, 68, 2.6, fill=ACCENT)

    @property
    def height(self) -> float:
        """Points from its top to under the bar."""
        return sum(line.size * 1.15 for line in self.titles) + 8 + 20 * len(self.subtitles) + 21


@dataclass(slots=True)
class EntryBox:
    """One line of the contents; its page number is known only when it is drawn."""

    setter: Typesetter
    number: Line
    title: Line
    key: str
    pages: dict[str, int]
    width: float

    def draw(self, ink: Ink, x: float, top: float) -> None:
        """Draw the title, a leader and the page number, and make the line lead there."""
        page = self.setter.line(str(self.pages[self.key] + 1), BODY)
        start = x + self.number.width + 6
        ink.line(self.number, x, top + 11)
        ink.line(self.title, start, top + 11)
        ink.dots(start + self.title.width + 6, top + 11, x + self.width - page.width - 6, TEXT3)
        ink.line_right(page, x + self.width, top + 11)
        ink.link_to(self.key, x, top, x + self.width, top + _ENTRY_HEIGHT)


class CoverMaker:
    """Turns a document's cover into items; `pages` is filled with the page of every part later."""

    def __init__(self, setter: Typesetter, width: float, identity: str, pages: dict[str, int]) -> None:
        self._setter = setter
        self._width = width
        self._identity = identity
        self._pages = pages

    def items(self, document: Document, cover: Cover) -> Iterator[Item]:
        """Everything on the cover in order."""
        yield Item(self._office(document), _BADGE)
        title = self._title(document)
        yield Item(title, title.height, space=70.0)
        yield Item(Spacer(), 1.0, space=20.0)
        panels = Panels(self._setter, self._width)
        yield from panels.facts(Facts(cover.facts))
        yield from panels.figures(Figures(cover.figures))
        if cover.bars is not None:
            yield from panels.bars(cover.bars)
        yield from self._contents(document)

    def _office(self, document: Document) -> OfficeBox:
        imprint, line = document.imprint, self._setter.elided
        half = self._width / 2
        return OfficeBox(
            line(initials(imprint.office), _INITIALS, _BADGE - 4),
            line(imprint.office, _OFFICE, self._width - 170),
            line(imprint.address, SMALL, self._width - 170),
            line(self._identity, BODY, half),
            line(imprint.classification, SMALL, half),
            self._width,
        )

    def _title(self, document: Document) -> TitleBox:
        lines: list[Line] = []
        for style in _TITLES:
            lines = self._setter.lines([(document.title, style)], self._width, 3)
            if len(lines) == 1:
                break
        return TitleBox(lines, self._setter.lines([(subtitle_of(document), _SUBTITLE)], self._width, 3))

    def _contents(self, document: Document) -> Iterator[Item]:
        yield heading(self._setter, "Contents", self._width)
        for number, part in enumerate(document.parts, 1):
            if not part.title:
                continue
            counted = self._setter.line(str(number), BODY)
            title = self._setter.elided(part.title, BODY, self._width - 80)
            box = EntryBox(self._setter, counted, title, part_key(number), self._pages, self._width)
            yield Item(box, _ENTRY_HEIGHT, keep=number < min(3, len(document.parts)))


def part_key(number: int) -> str:
    """The anchor of the part with this number (from 1)."""
    return f"part{number}"


def initials(name: str) -> str:
    """The first letters of the first two words of `name` that begin with a letter or digit."""
    words = [word for word in name.split() if word[0].isalnum()]
    return "".join(word[0] for word in words[:2]).upper()
