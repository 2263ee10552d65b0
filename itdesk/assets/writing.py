"""Writing the rows of a preview in one unit of work, by the rules of their kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from itdesk.assets.importers.matching import folded
from itdesk.assets.importers.preview import Preview
from itdesk.assets.importers.rows import WHOLE, Row, State
from itdesk.assets.importers.tables import Progress
from itdesk.core.errors import CancelledError, DeskError, InvalidRecordError
from itdesk.core.kinds import Value
from itdesk.store.keeper import Keeper
from itdesk.store.schema import Values
from itdesk.store.unit import Unit

BATCH = 1_000
"""Records written by one statement."""


class Writing:
    """One run over a preview. A row that a rule refuses becomes wrong; the rest goes on."""

    def __init__(
        self, unit: Unit, preview: Preview, keepers: Mapping[str, Keeper], progress: Progress | None
    ) -> None:
        self.unit = unit
        self.preview = preview
        self.keepers = keepers
        self.keeper = keepers[preview.kind.name]
        self.progress = progress
        self.created = self.changed = self.made = 0
        self._done = 0
        self._made_keys: dict[int, int] = {}
        self._row_keys: dict[int, int] = {}
        self._pending: list[tuple[Row, int, Values]] = []
        self._unique = [column for column in preview.kind if column.unique and column.type.is_text]
        self._drafted: set[tuple[str, str]] = set()

    def run(self) -> None:
        """Write every new and changed row, and first what they refer to."""
        self._make_others()
        new = [row for row in self.preview.rows if row.state is State.NEW]
        keys = self.unit.new_keys(self.preview.kind.name, len(new)) if new else ()
        self._row_keys = {row.place: key for row, key in zip(new, keys, strict=True)}
        for level in self._levels(new):
            for row in level:
                self._draft_new(row)
            self._flush()
        for row in self.preview.rows:
            if row.state is State.CHANGED:
                self._change(row)

    # --- records that rows refer to ------------------------------------------------------
    def _make_others(self) -> None:
        """Make what the rows that will be written refer to and what is not there yet."""
        wanted = {
            coming.place
            for row in self.preview.rows
            if row.state in (State.NEW, State.CHANGED)
            for coming in row.coming.values()
            if not coming.is_row
        }
        for place in sorted(wanted):
            make = self.preview.makes[place]
            keeper = self.keepers[make.kind]
            fields = {keeper.kind.column(name).field: value for name, value in make.values.items()}
            self._made_keys[place] = keeper.add(self.unit, fields)
            self.made += 1
            self._step(0)

    def _resolved(self, row: Row) -> Values | None:
        """A row's values with the keys of what was made; None when what it refers to is wrong itself."""
        values = dict(row.values)
        for field, coming in row.coming.items():
            keys = self._row_keys if coming.is_row else self._made_keys
            if coming.is_row and self.preview.rows[coming.place].is_wrong:
                name = self.preview.kind.by_field[field].name
                row.refuse(name, str(DeskError("import.depends", column=name)))
                return None
            values[field] = keys[coming.place]
        return values

    # --- new rows ------------------------------------------------------------------------
    def _levels(self, rows: list[Row]) -> Iterator[list[Row]]:
        """Rows in an order in which each stands after those that it refers to.

        Within a level those that bring their unique values come before those that are given one.
        """
        waiting = {row.place: self._inner(row) for row in rows}
        holders: dict[int, list[int]] = defaultdict(list)
        for place, inner in waiting.items():
            for each in inner:
                holders[each].append(place)
        level = [place for place, inner in waiting.items() if not inner & waiting.keys()]
        while level:
            yield sorted((self.preview.rows[place] for place in level), key=self._lacks_unique)
            level = self._freed(level, waiting, holders)

    def _inner(self, row: Row) -> set[int]:
        """Places of the rows that this one refers to."""
        return {coming.place for coming in row.coming.values() if coming.is_row}

    @staticmethod
    def _freed(done: list[int], waiting: dict[int, set[int]], holders: Mapping[int, list[int]]) -> list[int]:
        """Places of the rows that waited for nothing but what is `done` now, in the file's order."""
        for place in done:
            del waiting[place]
        after = {holder for place in done for holder in holders.get(place, ())}
        return sorted(place for place in after if not waiting[place] & waiting.keys())

    def _lacks_unique(self, row: Row) -> bool:
        return any(row.values.get(column.field) is None for column in self._unique)

    def _draft_new(self, row: Row) -> None:
        given = self._resolved(row)
        if given is None:
            return
        key = self._row_keys[row.place]
        values = {field: value for field, value in given.items() if value is not None}
        draft = {**self.keeper.defaults(), **values}
        if not self._prepare(row, key, draft):
            return
        if self._collides(draft):  # a value that the rules gave is one of this batch: ask again after it
            self._flush()
            draft = {**self.keeper.defaults(), **values}
            if not self._prepare(row, key, draft):
                return
        self._drafted.update(self._uniques(draft))
        self._pending.append((row, key, draft))
        if len(self._pending) >= BATCH:
            self._flush()

    def _uniques(self, draft: Values) -> Iterator[tuple[str, str]]:
        for column in self._unique:
            if draft.get(column.field) is not None:
                yield column.field, folded(str(draft[column.field]))

    def _collides(self, draft: Values) -> bool:
        return any(pair in self._drafted for pair in self._uniques(draft))

    def _flush(self) -> None:
        if not self._pending:
            return
        kind = self.preview.kind.name
        self.unit.insert_many(
            kind, [draft for _, _, draft in self._pending], [k for _, k, _ in self._pending]
        )
        for _, key, draft in self._pending:
            self.keeper.settled(self.unit, key, None, draft)
        self.created += len(self._pending)
        self._step(len(self._pending))
        self._pending = []
        self._drafted = set()

    # --- changed rows --------------------------------------------------------------------
    def _change(self, row: Row) -> None:
        given, before = self._resolved(row), row.before
        if given is None or before is None:
            return
        draft: Values = {**before.values, **given}
        if not self._prepare(row, before.id, draft):
            return
        changed = {field: value for field, value in draft.items() if before[field] != value}
        if not changed:
            row.state = State.SAME
            return
        self.unit.update(self.preview.kind.name, before.id, changed)
        self.keeper.settled(self.unit, before.id, before, draft)
        self.changed += 1
        self._step(1)

    # --- rules ---------------------------------------------------------------------------
    def _prepare(self, row: Row, key: int, draft: dict[str, Value]) -> bool:
        """Ask the kind's rules; what they refuse is said at the row."""
        try:
            self.keeper.prepare(self.unit, key, draft, row.before)
        except CancelledError:
            raise
        except InvalidRecordError as error:
            for problem in error.problems:
                row.refuse(problem.column, str(problem))
            return False
        except DeskError as error:
            row.refuse(WHOLE, str(error))
            return False
        return True

    def _step(self, count: int) -> None:
        self._done += count
        if self.progress is not None:
            self.progress(self._done, len(self.preview.rows))
