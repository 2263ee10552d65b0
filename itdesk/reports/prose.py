"""Running text: headings, paragraphs, lists, code, quotes and pictures as items of the flow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from PIL.Image import Image

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
    TableBlock,
    text_of,
)
from itdesk.reports.flow import Anchor, Item, Spacer
from itdesk.reports.ink import Ink, readable_picture
from itdesk.reports.model import Align, Group, Table, TableColumn
from itdesk.reports.prose_runs import run_style
from itdesk.reports.table import TableMaker
from itdesk.reports.type.runs import Styled
from itdesk.reports.type.setting import EMPTY, Line, Typesetter
from itdesk.reports.type.style import (
    BODY,
    BORDER,
    BORDER_STRONG,
    CODE,
    SMALL,
    STATE,
    STRONG,
    SUNKEN,
    TEXT,
    TEXT2,
    Style,
)

_HEADINGS = (
    Style(13.0, STRONG),
    Style(11.5, STRONG),
    Style(10.2, STRONG),
    Style(9.2, STRONG),
    Style(9.0, STRONG, TEXT2),
    Style(9.0, STRONG, TEXT2),
)
_BLOCK_SPACE = 7.0
_INDENT = 15.0
_DEEPEST = 8
_DOTS_PER_POINT = 2.0
_PICTURE_HEIGHT = 430.0


@dataclass(frozen=True, slots=True)
class Place:
    """Where blocks stand: `indent` from the left, with bars and a ground beside every line."""

    indent: float = 0.0
    depth: int = 0
    bars: tuple[tuple[float, str], ...] = ()
    tight: bool = False

    def inner(self, by: float = _INDENT, **changes: object) -> Place:
        """A place one level deeper; beyond some levels text is no longer indented."""
        step = by if self.depth < _DEEPEST else 0.0
        return replace(self, indent=self.indent + step, depth=self.depth + 1, **changes)


@dataclass(slots=True)
class LineBox:
    """A line of text with what stands beside and behind it; `lead` is room above the text."""

    line: Line
    place: Place
    width: float
    height: float
    lead: float = 0.0
    ground: str = ""
    marker: Line | None = None
    box: bool | None = None

    def draw(self, ink: Ink, x: float, top: float) -> None:
        """Draw ground, bars and marker, then the text: right-to-left paragraphs stand at the right."""
        left = x + self.place.indent
        room = self.width - self.place.indent
        if self.ground:
            ink.box(left, top + self.lead, room, self.height - self.lead, fill=self.ground)
        for offset, colour in self.place.bars:
            ink.box(x + offset, top, 2.0, self.height, fill=colour)
        inset = 6.0 if self.ground else 0.0
        text_height = self.height - self.lead
        baseline = top + self.lead + text_height / 2 + max(self.line.size, 7.0) * 0.36
        start = left + room - inset - self.line.width if self.line.rtl else left + inset
        ink.line(self.line, start, baseline)
        self._mark(ink, left, top + self.lead + text_height / 2, baseline)

    def _mark(self, ink: Ink, left: float, middle: float, baseline: float) -> None:
        if self.marker is not None:
            ink.line_right(self.marker, left - 5, baseline)
        elif self.box is not None:
            ink.box(left - 12, middle - 3.5, 7, 7, edge=BORDER_STRONG, radius=1)
            if self.box:
                ink.tick(left - 12, middle, 7, TEXT)


@dataclass(slots=True)
class PictureBox:
    """A picture at its printed size."""

    image: Image
    place: Place
    width: float
    height: float

    def draw(self, ink: Ink, x: float, top: float) -> None:
        """Draw it."""
        ink.picture(self.image, x + self.place.indent, top, self.width, self.height)


@dataclass(slots=True)
class RuleBox:
    """A line across the text."""

    place: Place
    width: float

    def draw(self, ink: Ink, x: float, top: float) -> None:
        """Draw it."""
        ink.rule(x + self.place.indent, top + 1, x + self.width, BORDER, 0.8)


@dataclass(slots=True)
class Moved:
    """Another box, further right."""

    item: Item
    by: float

    def draw(self, ink: Ink, x: float, top: float) -> None:
        """Draw it there."""
        self.item.box.draw(ink, x + self.by, top)


class Prose:
    """Turns blocks into items over `width` points; headings of `anchors` levels lead from the outline."""

    def __init__(self, setter: Typesetter, width: float) -> None:
        self._setter = setter
        self._width = width

    def items(self, blocks: Sequence[Block], place: Place | None = None, prefix: str = "") -> Iterator[Item]:
        """The items of `blocks`; headings get anchors that begin with `prefix` where it is given."""
        place = place or Place()
        for number, block in enumerate(blocks):
            anchor = f"{prefix}.{number}" if prefix else ""
            yield from _folded(self._block(block, place, anchor), place)

    def _block(self, block: Block, place: Place, anchor: str) -> Iterator[Item]:
        match block:
            case Heading():
                yield from self._heading(block, place, anchor)
            case Paragraph():
                yield from self.paragraph([(run.text, run_style(run, BODY)) for run in block.runs], place)
            case ListBlock():
                yield from self._list(block, place)
            case Code():
                yield from self._code(block, place)
            case Picture():
                yield from self._picture(block, place)
            case TableBlock():
                yield from self._table(block, place)
            case Quote():
                yield Item(Spacer(), 0.0, space=5.0, keep=True)
                bar = (place.indent, STATE.get(block.tone, STATE["unknown"]))
                yield from self.items(block.blocks, place.inner(12.0, bars=(*place.bars, bar)))
            case Rule():
                yield Item(RuleBox(place, self._width), 3.0, space=_BLOCK_SPACE)

    def paragraph(self, runs: Sequence[Styled], place: Place, space: float | None = None) -> Iterator[Item]:
        """Lines of running text; the first two and the last two stay together."""
        lines = self._setter.lines(runs, self._width - place.indent)
        leading = max((style.leading for _, style in runs), default=BODY.leading)
        above = space if space is not None else (2.0 if place.tight else _BLOCK_SPACE)
        for number, line in enumerate(lines):
            box = LineBox(line, place, self._width, leading)
            is_held = len(lines) > 1 and number in (0, len(lines) - 2)
            yield Item(box, leading, space=0.0 if number else above, keep=is_held)

    def _heading(self, block: Heading, place: Place, anchor: str) -> Iterator[Item]:
        level = min(max(block.level, 1), len(_HEADINGS))
        style = _HEADINGS[level - 1]
        lines = self._setter.lines([(block.text, style)], self._width - place.indent)
        for number, line in enumerate(lines):
            height = style.size * 1.35
            item = Item(LineBox(line, place, self._width, height), height, keep=True)
            if number == 0:
                item.space = _BLOCK_SPACE + style.size * 0.6
                item.anchor = Anchor(anchor, block.text, level) if anchor else None
            yield item

    def _list(self, block: ListBlock, place: Place) -> Iterator[Item]:
        widest = self._setter.line(f"{block.start + len(block.items)}.", BODY).width if block.ordered else 0.0
        inner = place.inner(max(_INDENT, widest + 7), tight=True)
        for number, entry in enumerate(block.items, block.start):
            items = list(self.items(entry.blocks, inner))
            if not items or _is_taken(items[0]):
                items.insert(0, replace(self._blank(inner), keep=bool(items)))
            first = items[0]
            first.space = max(first.space, _BLOCK_SPACE if number == block.start and not place.tight else 2.5)
            box = first.box
            if isinstance(box, LineBox):
                self._mark(box, entry, f"{number}." if block.ordered else "")
            yield from items

    def _mark(self, box: LineBox, entry: ListItem, number: str) -> None:
        if entry.checked is not None:
            box.box = entry.checked
        else:
            box.marker = self._setter.line(number or "•", BODY)

    def _blank(self, place: Place) -> Item:
        return Item(LineBox(EMPTY, place, self._width, BODY.leading), BODY.leading)

    def _code(self, block: Code, place: Place) -> Iterator[Item]:
        text = block.text.rstrip("\n").expandtabs(4)
        lines = self._setter.lines([(text, CODE)], self._width - place.indent - 12)
        for number, line in enumerate(lines):
            edge = 3.0 if number in (0, len(lines) - 1) else 0.0
            box = LineBox(line, place, self._width, 12.0 + edge, ground=SUNKEN)
            yield Item(
                box, box.height, space=0.0 if number else _BLOCK_SPACE, keep=number == 0 and len(lines) > 1
            )

    def _picture(self, block: Picture, place: Place) -> Iterator[Item]:
        image = readable_picture(block.data)
        if image is None:
            named = f"[Picture that cannot be shown: {block.caption or 'no caption'}]"
            yield from self.paragraph([(named, SMALL)], place)
            return
        room = self._width - place.indent
        scale = min(1 / _DOTS_PER_POINT, room / image.width, _PICTURE_HEIGHT / image.height)
        width, height = image.width * scale, image.height * scale
        box = PictureBox(image, place, width, height)
        yield Item(box, height, space=_BLOCK_SPACE, keep=bool(block.caption))
        if block.caption:
            yield from self.paragraph([(block.caption, SMALL)], place, space=3.0)

    def _table(self, block: TableBlock, place: Place) -> Iterator[Item]:
        columns = tuple(
            TableColumn(text_of(label), width, _align(block.aligns, index), lines=60)
            for index, (label, width) in enumerate(zip(block.header, _widths(block), strict=True))
        )
        maker = TableMaker(self._setter, self._width - place.indent)
        first = True
        for item in maker.items(Table(columns, (Group(block.rows),), empty="")):
            moved = replace(item, box=Moved(item, place.indent)) if place.indent else item
            moved.space = _BLOCK_SPACE if first else item.space
            first = False
            yield moved


def _is_taken(item: Item) -> bool:
    """Whether no mark of a list can stand beside an item: it is no line of text, or has one already."""
    box = item.box
    return not isinstance(box, LineBox) or box.marker is not None or box.box is not None


def _align(aligns: Sequence[str], index: int) -> Align:
    return Align(aligns[index]) if index < len(aligns) and aligns[index] in set(Align) else Align.LEFT


def _widths(block: TableBlock) -> list[float]:
    """Column widths by the text in them, in shares between a narrow and a wide column."""
    columns = zip(block.header, *(row for row in block.rows if len(row) == len(block.header)), strict=True)
    longest = [max(len(text_of(cell)) for cell in column) for column in columns]
    return [float(min(max(length, 6), 40)) for length in longest]


def _folded(items: Iterator[Item], place: Place) -> Iterator[Item]:
    """Beside a bar the space above a line belongs to its box, so that the bar has no gaps."""
    for item in items:
        if place.bars and isinstance(item.box, LineBox) and item.space:
            item.box.lead += item.space
            item.box.height += item.space
            item.height += item.space
            item.space = 0.0
        yield item


def heading(setter: Typesetter, text: str, width: float) -> Item:
    """A small heading over a panel."""
    line = setter.elided(text, _HEADINGS[2], width)
    return Item(LineBox(line, Place(), width, 16.0), 16.0, space=14.0, keep=True)
