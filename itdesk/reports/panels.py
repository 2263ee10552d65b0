"""Panels of a report: facts, timelines, figures on cards, bar charts and lines to sign on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from itdesk.reports.flow import Item
from itdesk.reports.ink import Ink
from itdesk.reports.model import Bar, Bars, Event, Fact, Facts, Figure, Figures, Mark, Signatures, Timeline
from itdesk.reports.prose import LineBox, Place, Prose, heading
from itdesk.reports.prose_runs import styled
from itdesk.reports.type.setting import Line, Typesetter
from itdesk.reports.type.style import BAR, BODY, BORDER, QUIET, SMALL, STRONG, TEXT2, TRACK, Style

_FACT_LABEL = 102.0
_FACT_LEADING = 13.0
_FACT_LINES = 12
_CARD_GAP = 11.0
_CARD_HEIGHT = 68.0
_CARDS_IN_A_ROW = 4
_FIGURES = tuple(Style(size, STRONG) for size in (15.0, 13.0, 11.0, 9.5))
"""Sizes of a card's number, the largest that fits is taken."""
_WHO = Style(9.0, STRONG)
_EVENT_INDENT = 14.0


@dataclass(slots=True)
class FactBox:
    """Facts side by side: a label in quiet type and the lines of its value."""

    cells: list[tuple[Line, list[Line], str]]
    width: float

    def draw(self, ink: Ink, x: float, top: float) -> None:
        """Draw the cells of one row."""
        share = self.width / len(self.cells)
        for number, (label, lines, state) in enumerate(self.cells):
            left = x + number * share
            indent = label_width(share)
            ink.line(label, left, top + 10)
            if state:
                ink.glyph(state, left + indent, top + 7)
            for index, line in enumerate(lines):
                ink.line(line, left + indent + (9 if state else 0), top + 10 + index * _FACT_LEADING)


def label_width(share: float) -> float:
    """The room of a fact's label in points."""
    return min(_FACT_LABEL, share * 0.4)


@dataclass(slots=True)
class CardsBox:
    """Up to four figures on cards."""

    cards: list[tuple[Line, Line, Line]]
    width: float

    def draw(self, ink: Ink, x: float, top: float) -> None:
        """Draw the cards side by side."""
        card = (self.width + _CARD_GAP) / _CARDS_IN_A_ROW - _CARD_GAP
        for number, (label, value, note) in enumerate(self.cards):
            left = x + number * (card + _CARD_GAP)
            ink.box(left, top, card, _CARD_HEIGHT, edge=BORDER, radius=6)
            ink.line(label, left + 11, top + 18)
            ink.line(value, left + 11, top + 39.5)
            ink.line(note, left + 11, top + 55.5)


@dataclass(slots=True)
class BarBox:
    """One bar with its label, note and amount; lengths in points."""

    label: Line
    note: Line
    text: Line
    start: float
    length: float
    whole: float

    def draw(self, ink: Ink, x: float, top: float) -> None:
        """Draw the pale whole, the bar on it, and the words."""
        ink.line(self.label, x, top + 11.5)
        ink.line_right(self.note, x + self.start - 11, top + 11.5)
        if self.whole:
            ink.box(x + self.start, top + 3, self.whole, 10, fill=TRACK, radius=1.2)
        if self.length:
            ink.box(x + self.start, top + 3, self.length, 10, fill=BAR, radius=1.2)
        ink.line(self.text, x + self.start + max(self.length, self.whole) + 6, top + 11.5)


@dataclass(slots=True)
class TitledBox:
    """A title with a unit at the right."""

    title: Line
    unit: Line
    width: float

    def draw(self, ink: Ink, x: float, top: float) -> None:
        """Draw both."""
        ink.line(self.title, x, top + 12)
        ink.line_right(self.unit, x + self.width, top + 12)


@dataclass(slots=True)
class EventBox:
    """The head of an event: its state, who did what, and when at the right."""

    state: str
    what: Line
    at: Line
    width: float

    def draw(self, ink: Ink, x: float, top: float) -> None:
        """Draw the line."""
        ink.glyph(self.state, x, top + 7)
        ink.line(self.what, x + _EVENT_INDENT, top + 10.5)
        ink.line_right(self.at, x + self.width, top + 10.5)


@dataclass(slots=True)
class SignatureBox:
    """A line to sign on over a name."""

    name: Line
    hint: Line
    width: float

    def draw(self, ink: Ink, x: float, top: float) -> None:
        """Draw the line and what stands under it."""
        ink.rule(x, top + 34, x + self.width, TEXT2, 0.7)
        ink.line(self.name, x, top + 45)
        ink.line_right(self.hint, x + self.width, top + 45)


class Panels:
    """Turns panels into items over `width` points."""

    def __init__(self, setter: Typesetter, width: float) -> None:
        self._setter = setter
        self._width = width
        self._prose = Prose(setter, width)

    def facts(self, panel: Facts) -> Iterator[Item]:
        """Facts row by row, in the reading order of their columns."""
        columns = max(panel.columns, 1)
        share = self._width / columns
        for start in range(0, len(panel.facts), columns):
            cells = [self._fact(fact, share) for fact in panel.facts[start : start + columns]]
            cells += [(self._setter.line("", SMALL), [], "")] * (columns - len(cells))
            count = max(max((len(lines) for _, lines, _ in cells), default=1), 1)
            yield Item(FactBox(cells, self._width), _FACT_LEADING * count + 3, space=0.0 if start else 6.0)

    def _fact(self, fact: Fact, share: float) -> tuple[Line, list[Line], str]:
        room = share - label_width(share) - 8
        state = fact.value.state if isinstance(fact.value, Mark) else ""
        lines = self._setter.lines(styled(fact.value, BODY), room - (9 if state else 0), _FACT_LINES)
        return self._setter.elided(fact.label, QUIET, label_width(share) - 6), lines, state

    def timeline(self, panel: Timeline) -> Iterator[Item]:
        """Events with what was said under each."""
        if not panel.events:
            yield from self.note(panel.empty)
        for event in panel.events:
            yield from self._event(event)

    def _event(self, event: Event) -> Iterator[Item]:
        at = self._setter.elided(event.at, SMALL, 140)
        room = self._width - at.width - _EVENT_INDENT - 10
        runs = [(f"{event.who}  " if event.who else "", _WHO), (event.what, QUIET)]
        head = self._setter.lines(runs, room, 1)[0]
        yield Item(EventBox(event.state, head, at, self._width), 16.0, space=8.0, keep=bool(event.blocks))
        bar = ((2.0, BORDER),)
        yield from self._prose.items(event.blocks, Place(_EVENT_INDENT, 1, bar, tight=True))

    def figures(self, panel: Figures) -> Iterator[Item]:
        """Cards, four in a row."""
        for start in range(0, len(panel.figures), _CARDS_IN_A_ROW):
            cards = [self._card(figure) for figure in panel.figures[start : start + _CARDS_IN_A_ROW]]
            yield Item(CardsBox(cards, self._width), _CARD_HEIGHT, space=_CARD_GAP)

    def _card(self, figure: Figure) -> tuple[Line, Line, Line]:
        room = (self._width + _CARD_GAP) / _CARDS_IN_A_ROW - _CARD_GAP - 22
        label = self._setter.elided(figure.label, SMALL, room)
        note = self._setter.elided(figure.note, Style(8.2, colour=TEXT2), room)
        sizes = (self._setter.line(figure.value, style) for style in _FIGURES)
        value = next((line for line in sizes if line.width <= room), None)
        return label, value or self._setter.elided(figure.value, _FIGURES[-1], room), note

    def bars(self, panel: Bars) -> Iterator[Item]:
        """A titled chart: every bar against the longest."""
        unit = self._setter.elided(panel.unit, SMALL, self._width / 3)
        title = heading(self._setter, panel.title, self._width - unit.width - 10)
        line = title.box.line if isinstance(title.box, LineBox) else self._setter.line("", SMALL)
        yield Item(TitledBox(line, unit, self._width), 20.0, space=14.0, keep=True)
        longest = max((max(bar.amount, bar.whole) for bar in panel.bars), default=0.0)
        for bar in panel.bars:
            yield Item(self._bar(bar, longest), 17.5)

    def _bar(self, bar: Bar, longest: float) -> BarBox:
        start = self._width * 0.29
        room = self._width - start - 92
        scale = room / longest if longest > 0 else 0.0
        note = self._setter.elided(bar.note, SMALL, 40)
        return BarBox(
            self._setter.elided(bar.label, BODY, start - 24 - note.width),
            note,
            self._setter.elided(bar.text, BODY, 86),
            start,
            max(bar.amount, 0.0) * scale,
            max(bar.whole, 0.0) * scale,
        )

    def signatures(self, panel: Signatures) -> Iterator[Item]:
        """A heading and a line for each name, kept together."""
        width = self._width * 0.55
        yield heading(self._setter, panel.title, self._width)
        for number, name in enumerate(panel.names):
            hint = self._setter.line("Date and signature", SMALL)
            box = SignatureBox(self._setter.elided(name, BODY, width - hint.width - 10), hint, width)
            yield Item(box, 50.0, keep=number < len(panel.names) - 1)

    def note(self, text: str) -> Iterator[Item]:
        """A sentence in small quiet type."""
        yield from self._prose.paragraph([(text, SMALL)], Place(), space=4.0)
