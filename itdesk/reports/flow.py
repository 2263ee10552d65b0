"""From boxes in order to pages: what is kept together, and what is repeated on a new page.

Layout comes first and touches no canvas, so the number of pages and every page number in the
contents are known before anything is drawn, and each page is drawn once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from itdesk.reports.ink import Ink

Progress = Callable[[int, int], None]
"""Told (done, total) now and then; raising from it stops the work and the exception goes through."""


class Box(Protocol):
    """Something with a place on a page."""

    def draw(self, ink: Ink, x: float, top: float) -> None:
        """Draw it with its upper left corner at (x, top)."""
        ...


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place that the contents and the outline lead to; level 0 is a part."""

    key: str
    title: str
    level: int = 0


@dataclass(slots=True)
class Item:
    """A box in the flow, `height` points high.

    `space` above it is dropped at the top of a page; `keep` holds it on the page of the next item;
    `running` items are drawn again above it where it is the first on a page.
    """

    box: Box
    height: float
    space: float = 0.0
    keep: bool = False
    running: tuple[Item, ...] = ()
    anchor: Anchor | None = None
    new_page: bool = False


@dataclass(slots=True)
class Spacer:
    """Nothing, of some height."""

    def draw(self, ink: Ink, x: float, top: float) -> None:
        """Draw nothing."""


Page = list[tuple[float, Item]]
"""Items with their distance from the top of the page's text."""


def paginate(items: Iterable[Item], height: float) -> list[Page]:
    """Lay `items` on pages of `height` points of text; there is always one page."""
    pages: list[Page] = [[]]
    position = 0.0
    for chain in _chains(items):
        needed = sum(item.space + item.height for item in chain) - (chain[0].space if not pages[-1] else 0)
        fits = position + needed <= height
        for number, item in enumerate(chain):
            alone = not fits and (number == 0 or position + item.space + item.height > height)
            if pages[-1] and (item.new_page or alone):
                pages.append([])
                position = _repeat(item.running, pages[-1])
            top = position + (item.space if pages[-1] else 0.0)
            pages[-1].append((top, item))
            position = top + item.height
    return pages


def _repeat(running: Sequence[Item], page: Page) -> float:
    position = 0.0
    for item in running:
        page.append((position, item))
        position += item.height
    return position


def _chains(items: Iterable[Item]) -> Iterator[list[Item]]:
    chain: list[Item] = []
    for item in items:
        if item.new_page and chain:
            yield chain
            chain = []
        chain.append(item)
        if not item.keep:
            yield chain
            chain = []
    if chain:
        yield chain


def anchored(pages: Sequence[Page]) -> dict[str, int]:
    """The index of the page of every anchor."""
    return {
        item.anchor.key: index
        for index, page in enumerate(pages)
        for _, item in page
        if item.anchor is not None
    }
