"""What running text is made of: the blocks that a manual is translated into before it is printed.

Everything is plain and frozen. Text is data: no markup is read out of it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """Some characters of one look. `link` is printed as an active link when http, https or mailto."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    strike: bool = False
    link: str = ""


Runs = tuple[Run, ...]


def plain(text: str) -> Runs:
    """`text` as runs without any look of its own."""
    return (Run(text),)


def text_of(runs: Runs) -> str:
    """The characters of `runs` alone."""
    return "".join(run.text for run in runs)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a part; levels 1 (large) to 6 (as small as text)."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; a newline inside a run is a line break."""

    runs: Runs


@dataclass(frozen=True, slots=True)
class ListItem:
    """One entry of a list; `checked` makes it a box to tick (or ticked)."""

    blocks: tuple[Block, ...]
    checked: bool | None = None


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list with discs, or numbered from `start`."""

    items: tuple[ListItem, ...]
    ordered: bool = False
    start: int = 1


@dataclass(frozen=True, slots=True)
class Code:
    """Lines in a fixed-width face on a sunken ground."""

    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture by its bytes (PNG, JPEG, GIF, WebP …); unreadable bytes print as a note with `caption`."""

    data: bytes
    caption: str = ""


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table in running text; `aligns` holds "left", "center" or "right" for each column."""

    header: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]
    aligns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """Blocks set off by a bar; `tone` colours it (ok, warn, crit, info, unknown, maint)."""

    blocks: tuple[Block, ...]
    tone: str = "unknown"


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the text."""


Block = Heading | Paragraph | ListBlock | Code | Picture | TableBlock | Quote | Rule
