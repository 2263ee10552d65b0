"""Rows of one query over the store: the first screen at once, every key behind it, windows of rows.

A reader thread opens a list, so that neither a slow query nor a far server holds the window. After
that a local desk answers windows of rows on the spot (under 2 ms); a server's, or a past state's,
come later and the list paints placeholders.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from PySide6.QtCore import QCoreApplication, QObject

from itdesk.core.errors import DeskError
from itdesk.core.kinds import SINCE_THEN, Column, Kind
from itdesk.core.query.tree import Query
from itdesk.core.values import show_value
from itdesk.store.lists import ListRow, Lists
from itdesk.ui.app.cells import plain_cells, row_of
from itdesk.ui.app.since import read_since
from itdesk.ui.kit.rows import Cell, Row, RowCache, RowSink

if TYPE_CHECKING:
    from itdesk.desk.desk import Desk
    from itdesk.ui.app.context import DeskContext

Dress = Callable[[ListRow, dict[str, Cell]], Mapping[str, Cell]]
"""(row, its plain cells) → the cells to show. Runs in any thread: no widgets, no database."""

FIRST_SCREEN = 64
LINEAR = 100_000
"""Above this many rows a place is found by running through the keys: a dict would cost 100 MB."""


class RowReader(Protocol):
    """Reads keys and rows of one list in one order; safe in any thread."""

    @property
    def answers_later(self) -> bool:
        """Whether a window of rows takes too long to be read on the UI thread."""
        ...

    def all_ids(self) -> array[int]:
        """Every key in order."""
        ...

    def rows(self, keys: Sequence[int]) -> list[Row]:
        """One row for each key; a record that is gone has no cells."""
        ...


R_co = TypeVar("R_co", bound=RowReader, covariant=True)


@dataclass(frozen=True, slots=True)
class ListReader:
    """Reads one query in one order; safe in any thread. `at` None is today (else UTC ms)."""

    desk: Desk
    kind: Kind
    query: Query
    columns: tuple[Column, ...]
    dress: Dress
    me: int | None = None
    at: int | None = None

    @property
    def answers_later(self) -> bool:
        """A far server does, and a past state, which is built from the journal."""
        return self.desk.store.engine.is_remote or self.at is not None

    def first(self) -> FirstScreen[ListReader]:
        """The first keys and their rows; raises DeskError."""
        with self.desk.lists_at(self.kind.name, self.at) as lists:
            keys = lists.ids(self.kind.name, self.query, me=self.me, limit=FIRST_SCREEN)
            rows = self._read(keys, lists)
        return FirstScreen(self, array("q", keys), rows, len(keys) < FIRST_SCREEN)

    def all_ids(self) -> array[int]:
        with self.desk.lists_at(self.kind.name, self.at) as lists:
            return array("q", lists.ids(self.kind.name, self.query, me=self.me))

    def rows(self, keys: Sequence[int]) -> list[Row]:
        with self.desk.lists_at(self.kind.name, self.at) as lists:
            return self._read(keys, lists)

    def sums_text(self, columns: Sequence[Column]) -> str:
        """ "Sum of price 284,116.30" for each column; "" when there is nothing to add up."""
        with self.desk.lists_at(self.kind.name, self.at) as lists:
            sums = lists.sums(self.kind.name, self.query, columns, me=self.me)
        shown = [(c, show_value(c, sums[c.name], zone=self.desk.zone)) for c in columns if sums[c.name]]
        words = QCoreApplication.translate("ListFooter", "Sum of {column}  {sum}")
        return "   ".join(words.format(column=c.label.lower(), sum=text) for c, text in shown)

    def _read(self, keys: Sequence[int], lists: Lists) -> list[Row]:
        schema, zone = self.desk.store.schema, self.desk.zone
        since = self._since(keys, lists)
        rows: dict[int, Row] = {}
        for row in lists.rows(self.kind.name, keys, self.columns):
            cells = plain_cells(schema, self.kind, row, zone)
            if row.id in since:
                cells[SINCE_THEN.name] = since[row.id]
            rows[row.id] = row_of(self.kind, row, self.dress(row, cells))
        return [rows.get(key) or Row(key) for key in keys]

    def _since(self, keys: Sequence[int], lists: Lists) -> Mapping[int, Cell]:
        """What became of past records; {} for a list of today."""
        return {} if self.at is None else read_since(self.desk, self.kind, keys, lists)


@dataclass(frozen=True, slots=True)
class FirstScreen(Generic[R_co]):
    """What a list shows before all its keys are known."""

    reader: R_co
    ids: array[int]
    rows: list[Row]
    is_all: bool


class ListSource(QObject):
    """The `RowSource` of the window: made on the UI thread from a first screen that has come."""

    def __init__(
        self, context: DeskContext, first: FirstScreen[RowReader], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._reader: RowReader = first.reader
        self._ids = first.ids
        self._cache = RowCache()
        self._cache.put(0, first.rows)
        self._places: dict[int, int] | None = None
        self._sink: RowSink | None = None
        self._is_counted = first.is_all
        self._is_closed = False
        self._awaited: set[int] = set()
        self._answers_later = first.reader.answers_later

    @property
    def ids(self) -> array[int]:
        return self._ids

    def adopt(self, former: ListSource, without: Collection[int]) -> None:
        """Take over rows that the former source of the same columns has read, but for some records."""
        for row in former.read_rows():
            place = self.index_of(row.id)
            if place is not None and row.id not in without:
                self._cache.put(place, [row])

    def read_rows(self) -> Sequence[Row]:
        """Rows that were read and not forgotten."""
        return self._cache.rows()

    def put_ids(self, ids: array[int]) -> None:
        """Every key has come."""
        if self._is_closed:
            return
        if ids[: len(self._ids)] != self._ids:
            self._cache.forget(())
        self._ids, self._places, self._is_counted = ids, None, True
        if self._sink is not None:
            self._sink.count_changed()

    # --- RowSource -----------------------------------------------------------------------
    def listen(self, sink: RowSink) -> None:
        self._sink = sink
        if not self._is_counted:
            self._context.read(self._reader.all_ids, self.put_ids, on_failed=self._failed)

    def known(self) -> int:
        return len(self._ids)

    def count(self) -> int | None:
        return len(self._ids) if self._is_counted else None

    def id_at(self, index: int) -> int | None:
        return self._ids[index] if 0 <= index < len(self._ids) else None

    def index_of(self, record_id: int) -> int | None:
        if len(self._ids) > LINEAR:
            try:
                return self._ids.index(record_id)
            except ValueError:
                return None
        if self._places is None:
            self._places = {key: place for place, key in enumerate(self._ids)}
        return self._places.get(record_id)

    def cached(self, index: int) -> Row | None:
        return self._cache.get(index)

    def request(self, first: int, last: int) -> None:
        wanted = [i for i in range(first, last + 1) if self._cache.get(i) is None and i not in self._awaited]
        if not wanted or self._is_closed:
            return
        if self._answers_later:
            self._ask(wanted[0], wanted[-1])
            return
        try:
            self._put(self._window(wanted[0], wanted[-1]).read())
        except DeskError as error:
            self._failed(error)

    def forget(self, ids: Collection[int]) -> None:
        """Rows that come later are shown as they were until they are there anew."""
        if not (self._answers_later and ids):
            self._cache.forget(ids)
            return
        for key in ids:
            place = self.index_of(key)
            if place is not None and self._cache.get(place) is not None:
                self._ask(place, place)

    def _window(self, first: int, last: int) -> _Window:
        return _Window(self._reader, first, self._ids[first : last + 1])

    def _ask(self, first: int, last: int) -> None:
        self._awaited.update(range(first, last + 1))
        self._context.read(self._window(first, last).read, self._rows_came, on_failed=self._failed)

    def close(self) -> None:
        self._is_closed = True
        self._sink = None
        self.deleteLater()

    # --- answers -------------------------------------------------------------------------
    def _rows_came(self, window: _Window) -> None:
        self._awaited.difference_update(range(window.first, window.first + len(window.ids)))
        if self._ids[window.first : window.first + len(window.ids)] == window.ids:
            self._put(window)

    def _put(self, window: _Window) -> None:
        self._cache.put(window.first, window.rows)
        if self._sink is not None:
            self._sink.rows_arrived(window.first, window.rows)

    def _failed(self, error: object) -> None:
        self._awaited.clear()
        if self._sink is not None and isinstance(error, Exception):
            self._sink.source_failed(error)


class _Window:
    """Neighbouring rows that are read together."""

    __slots__ = ("first", "ids", "reader", "rows")

    def __init__(self, reader: RowReader, first: int, ids: array[int]) -> None:
        self.reader = reader
        self.first = first
        self.ids = ids
        self.rows: list[Row] = []

    def read(self) -> _Window:
        self.rows = self.reader.rows(self.ids)
        return self
