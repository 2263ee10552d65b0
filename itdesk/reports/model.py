"""A printed document as a tree of plain frozen values, made by `itdesk.reports.documents`.

Nothing here knows a database, a window or a PDF library: the caller prepares every text as people
read it ("23 Nov 2026", "1,480.00", "—").
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum

from itdesk.reports.blocks import Block, Runs


class Paper(Enum):
    """Page sizes upright, in points (1/72 inch)."""

    A4 = (595.276, 841.89)
    LETTER = (612.0, 792.0)


class Align(StrEnum):
    """Where a cell's text stands in its column."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """Whose document this is, when and by whom it was printed, and of which state of the desk.

    `journal_head` is the digest of the last journal entry, `journal_entry` its number; `as_at` is
    the date or instant of a print of the past. `printed_at`, `printed_by` and `paper` say how this
    copy was made: they are not part of what the document id vouches for.
    """

    office: str
    printed_at: str
    printed_by: str
    address: str = ""
    classification: str = ""
    journal_head: str = ""
    journal_entry: int | None = None
    as_at: str = ""
    program: str = "itdesk"
    paper: Paper = Paper.A4


@dataclass(frozen=True, slots=True)
class Mark:
    """A state in a cell: its word with the glyph of its state (ok, warn, crit, info, unknown, maint)."""

    word: str
    state: str = "unknown"


Cell = str | Mark | Runs


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column: `width` in millimetres, `lines` the most a cell may wrap to before it is elided."""

    label: str
    width: float = 25.0
    align: Align = Align.LEFT
    quiet: bool = False
    lines: int = 1


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under a title, with `note` beside it ("6 assets") and a row of sums below."""

    rows: tuple[Row, ...]
    title: str = ""
    note: str = ""
    subtotal: Row = ()


@dataclass(frozen=True, slots=True)
class Table:
    """The one printed table. `total` is the last row; `empty` is said where there is no row."""

    columns: tuple[TableColumn, ...]
    groups: tuple[Group, ...]
    total: Row = ()
    empty: str = "Nothing here."


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and what it stands for."""

    label: str
    value: Cell


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels with values, in one or two columns."""

    facts: tuple[Fact, ...]
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of a timeline: when, by whom, what happened, and the words that were said."""

    at: str
    who: str
    what: str
    blocks: tuple[Block, ...] = ()
    state: str = "unknown"


@dataclass(frozen=True, slots=True)
class Timeline:
    """Events in the order given."""

    events: tuple[Event, ...]
    empty: str = "Nothing has happened yet."


@dataclass(frozen=True, slots=True)
class Figure:
    """One number on a card: its label, itself, and a note under it."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """Cards side by side, at most four in a row."""

    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: `amount` sets its length against the longest, `text` is printed at its end.

    With `whole` the bar is the part of a longer, pale one.
    """

    label: str
    amount: float
    text: str
    note: str = ""
    whole: float = 0.0


@dataclass(frozen=True, slots=True)
class Bars:
    """A bar chart with a title and a unit."""

    title: str
    bars: tuple[Bar, ...]
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Signatures:
    """Lines to sign on, one for each name."""

    names: tuple[str, ...]
    title: str = "Reviewed and approved"


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence in small quiet type."""

    text: str


PageBlock = Block | Table | Facts | Timeline | Figures | Bars | Signatures | Note


@dataclass(frozen=True, slots=True)
class Part:
    """A titled part; `note` stands under the title. Parts of a document with a cover start a page."""

    title: str
    blocks: tuple[PageBlock, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page: facts, cards and a chart under the document's title, then the contents."""

    facts: tuple[Fact, ...] = ()
    figures: tuple[Figure, ...] = ()
    bars: Bars | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Everything that is printed. With a `cover` the parts are numbered and listed in contents."""

    title: str
    imprint: Imprint
    parts: tuple[Part, ...]
    subtitle: str = ""
    cover: Cover | None = None
    landscape: bool = False
