"""What an import would do, row by row and cell by cell, before anything is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, tzinfo
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from itdesk.assets.importers.matching import Ledger, checked_match, match_rows, refuse_taken
from itdesk.assets.importers.references import Make, References
from itdesk.assets.importers.rows import WHOLE, Placed, Row, State, placed, read_rows
from itdesk.assets.importers.tables import Progress, Table
from itdesk.core.errors import DeskError
from itdesk.core.kinds import Column, Kind, Value
from itdesk.core.types import Type
from itdesk.core.values import show_value


class Cell(NamedTuple):
    """A cell of the preview. `text` is the new value in words, or the file's spelling of a wrong one;
    `old` is what it takes the place of.
    """

    state: State
    text: str
    old: str = ""


class Counts(NamedTuple):
    """Rows by state; they add up to all rows."""

    new: int
    changed: int
    same: int
    wrong: int


class Problem(NamedTuple):
    """What is wrong with a row: its line in the file, the column (or "") and a sentence."""

    row: int
    column: str
    message: str


@dataclass
class Preview:
    """The plan of an import. `rows` stand in the file's order; `makes` are records made beside them."""

    kind: Kind
    table: Table
    mapping: dict[str, str]
    match: str
    rows: list[Row]
    makes: list[Make]
    head: int
    """The journal entry up to which the ledger was seen."""
    columns: tuple[Column, ...] = ()
    """The kind's columns that the file fills, in the kind's order."""
    placed: list[Placed] = field(default_factory=list[Placed])
    old_names: Mapping[str, Mapping[int, str]] = field(default_factory=dict[str, Mapping[int, str]])
    zone: tzinfo = UTC

    @property
    def counts(self) -> Counts:
        states = [row.state for row in self.rows]
        return Counts(*(states.count(state) for state in State))

    def problems(self) -> Iterator[Problem]:
        """Every wrong cell, in the file's order."""
        for row in self.rows:
            yield from (Problem(row.line, column, text) for column, text in row.problems.items())

    def cell(self, row: Row, column: Column) -> Cell:
        """What becomes of one cell."""
        if column.name in row.problems:
            return Cell(State.WRONG, self._spelling(row, column))
        before = None if row.before is None else row.before[column.field]
        old = self._shown(column, before)
        if column.field in row.coming:
            return Cell(State.CHANGED if row.before else State.NEW, self._coming(row, column), old)
        value = row.values.get(column.field, before)
        state = State.NEW if row.before is None else State.SAME if value == before else State.CHANGED
        return Cell(state, self._shown(column, value), old if state is State.CHANGED else "")

    def _shown(self, column: Column, value: Value) -> str:
        if column.type is Type.REFERENCE and isinstance(value, int):
            return self.old_names.get(column.kind, {}).get(value, str(value))
        return show_value(column, value, zone=self.zone)

    def _coming(self, row: Row, column: Column) -> str:
        coming = row.coming[column.field]
        if not coming.is_row:
            return self.makes[coming.place].name
        return str(self.rows[coming.place].values.get(self.kind.column(self.kind.title).field, ""))

    def _spelling(self, row: Row, column: Column) -> str:
        for place, reader in self.placed:
            if reader.target.column.name == column.name and self.table.rows[row.place][place].strip():
                return self.table.rows[row.place][place].strip()
        return ""


def plan(
    table: Table,
    kind: Kind,
    mapping: Mapping[str, str],
    match: str,
    ledger: Ledger,
    kinds: Mapping[str, Kind],
    *,
    zone: tzinfo = UTC,
    currency: str = "",
    progress: Progress | None = None,
) -> Preview:
    """Plan the import of a table; writes nothing. `currency` is for amounts that name none.

    Raises DeskError(import.match).
    """
    checked_match(kind, mapping, match)
    columns = placed(table, kind, mapping, zone)
    rows = read_rows(table, columns, match)
    _tell(progress, rows, 1)
    match_rows(rows, kind, match, ledger)
    _tell(progress, rows, 2)
    references = References(ledger, kinds)
    references.resolve(rows, kind)
    _tell(progress, rows, 3)
    for row in rows:
        complete(row, kind, currency)
    refuse_taken(rows, kind, match, ledger)
    refuse_circles(rows, kind)
    for row in rows:
        judge(row, kind)
    _tell(progress, rows, 4)
    return Preview(
        kind, table, dict(mapping), match, rows, references.makes, ledger.head,
        _filled(kind, columns), columns, old_names(rows, kind, ledger), zone,
    )  # fmt: skip


def _tell(progress: Progress | None, rows: Sequence[Row], step: int) -> None:
    if progress is not None:
        progress(step * len(rows) // 4, len(rows))


def _filled(kind: Kind, columns: Sequence[Placed]) -> tuple[Column, ...]:
    """The columns that the file fills, in the kind's order; its number is only matched by."""
    names = {item.reader.target.column.name for item in columns}
    return tuple(column for column in kind if column.name in names and column.field != "id")


def complete(row: Row, kind: Kind, currency: str) -> None:
    """Fill in what several cells say together: warranty, currency, and words that no choice knows."""
    known: Mapping[str, Value] = row.before.values if row.before else {}
    if row.months is not None and row.values.get("warranty_until") is None:
        bought = row.values.get("bought", known.get("bought"))
        if isinstance(bought, str):
            until = date.fromisoformat(bought) + relativedelta(months=row.months)
            row.values["warranty_until"] = until.isoformat()
    has_currency = "currency" in row.values or known.get("currency")
    if row.values.get("price") is not None and "currency" in kind.by_name and not has_currency:
        row.values["currency"] = row.currency or currency or None
    if row.unknown:
        _remember_words(row, kind, known)


def _remember_words(row: Row, kind: Kind, known: Mapping[str, Value]) -> None:
    """A word that no choice knows becomes "other" with the word in the notes; a known choice stays."""
    notes = kind.by_name.get("notes")
    text = str(row.values.get("notes") or known.get("notes") or "")
    for name, word in row.unknown.items():
        if row.before is not None:
            row.values.pop(name, None)
        line = f"{kind.by_field[name].label}: {word}"
        if line not in text.splitlines():
            text = f"{text}\n{line}".strip()
    if notes is not None:
        row.values[notes.field] = text


def refuse_circles(rows: Sequence[Row], kind: Kind) -> None:
    """Refuse rows that lie within each other in a circle."""
    for column in kind:
        for row in rows:
            seen = {row.place}
            at: Row = row
            while (coming := at.coming.get(column.field)) is not None and coming.is_row:
                at = rows[coming.place]
                if at.place in seen:
                    row.refuse(column.name, str(DeskError("place.circle", column=column.name)))
                    break
                seen.add(at.place)


def judge(row: Row, kind: Kind) -> None:
    """Say what becomes of a row, by comparing it with what is there."""
    if row.is_wrong:
        return
    if row.before is None:
        _refuse_missing(row, kind)
        return
    before = row.before.values
    differs = any(before.get(field) != value for field, value in row.values.items())
    row.state = State.CHANGED if differs or row.coming else State.SAME


def _refuse_missing(row: Row, kind: Kind) -> None:
    """A new row lacks nothing that is required; what the desk numbers itself may be left out."""
    for column in kind:
        is_given = row.values.get(column.field) is not None or column.field in row.coming
        if column.required and not is_given and column.default is None and column.name != kind.ref:
            row.refuse(column.name, str(DeskError("value.required", column=column.name)))
    if not row.values and not row.coming and not row.problems:
        row.refuse(WHOLE, str(DeskError("import.blank")))


def old_names(rows: Sequence[Row], kind: Kind, ledger: Ledger) -> dict[str, Mapping[int, str]]:
    """What the records show that rows refer to, before and after, by kind."""
    keys: dict[str, set[int]] = {}
    for column in kind:
        if column.type is not Type.REFERENCE:
            continue
        wanted = keys.setdefault(column.kind, set())
        for row in rows:
            for value in (row.values.get(column.field), row.before and row.before[column.field]):
                if isinstance(value, int):
                    wanted.add(value)
    return {name: ledger.shown(name, wanted) for name, wanted in keys.items() if wanted}
