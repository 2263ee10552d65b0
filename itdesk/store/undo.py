"""Taking back a journal entry by writing its opposite; the past itself never changes."""

from __future__ import annotations

from typing import Any

from itdesk.core.errors import DeskError
from itdesk.store import rowform
from itdesk.store.digest import Change, is_erased
from itdesk.store.engine import rows
from itdesk.store.journal import Journal
from itdesk.store.orm import peewee
from itdesk.store.refs import Refs
from itdesk.store.store import Store
from itdesk.store.unique import holder_of
from itdesk.store.unit import Unit

ERASE_VERB = "erase"


def undo(store: Store, actor: str, number: int) -> int:
    """Undo entry `number` as a new entry; answers that entry's number.

    Raises DeskError(undo.…) with the reason when a later entry depends on it.
    """
    journal = Journal(store.engine)
    entry = journal.entry(number)
    if entry.verb.startswith(ERASE_VERB):
        raise DeskError("undo.erasure", entry=number)
    verb = "redo" if entry.verb.startswith("undo ") else "undo"
    with store.write(actor, f"{verb} entry {number}", undoes=number) as unit:
        later = journal.undoer(number)
        if later is not None:
            raise DeskError("undo.done", entry=number, later=later)
        _Undo(unit, number).run(list(journal.changes(number)))
    return unit.entry


class _Undo:
    def __init__(self, unit: Unit, number: int) -> None:
        self._unit = unit
        self._number = number

    def run(self, changes: list[Change]) -> None:
        for change in changes:
            if any(is_erased(v) for f in change.data for _, v in change.sides(f)):
                raise DeskError("undo.erased", entry=self._number)
        try:
            for change in reversed(changes):
                self._take_back(change)
            self._refuse_taken(changes)
        except peewee.IntegrityError as error:
            raise DeskError("undo.unique", entry=self._number) from error

    def _take_back(self, change: Change) -> None:
        if change.op == "+":
            self._remove(change)
        elif change.op == "-":
            self._refuse_gone(change)
            self._unit.insert(change.kind, change.before(), record=change.record)
        else:
            self._restore(change)

    def _remove(self, change: Change) -> None:
        current = self._current(change)
        wanted = change.after()
        if any(current.get(f) != wanted.get(f) for f in {*current, *wanted}):
            raise self._depends(change)
        users = self._unit.users_of(change.kind, change.record)
        if users:
            names = ", ".join(self._called(kind, key) for kind, key in users)
            what = self._called(change.kind, change.record)
            raise DeskError("undo.in_use", entry=self._number, users=names, what=what)
        self._unit.delete(change.kind, change.record)

    def _restore(self, change: Change) -> None:
        current = self._current(change)
        if any(current.get(f) != value for f, value in change.after().items()):
            raise self._depends(change)
        self._refuse_gone(change)
        self._unit.update(change.kind, change.record, change.before())

    def _refuse_gone(self, change: Change) -> None:
        """What the record referred to may have been removed meanwhile."""
        kinds = self._unit.schema.references(change.kind)
        for field, value in change.before().items():
            kind = kinds.get(field)
            if kind is not None and value is not None and not self._unit.exists(kind, value):
                raise DeskError(
                    "undo.gone", entry=self._number, what=self._called(kind, value),
                    record=self._called(change.kind, change.record),
                )  # fmt: skip

    def _refuse_taken(self, changes: list[Change]) -> None:
        """Another record may have been given meanwhile what only one may have."""
        schema = self._unit.schema
        for (kind, record), values in _brought_back(changes).items():
            for column in schema.kind(kind):
                value = values.get(column.field) if column.unique else None
                if value is None:
                    continue
                if holder_of(self._unit.engine, schema[kind], record, column, value) is not None:
                    raise DeskError("undo.unique", entry=self._number)

    def _current(self, change: Change) -> dict[str, Any]:
        found = rowform.read(self._unit.engine, self._unit.schema[change.kind], [change.record]).get(
            change.record
        )
        if found is None:
            raise self._depends(change)
        return {f: v for f, v in found.values.items() if v is not None}

    def _called(self, kind: str, record: int) -> str:
        """A record as people call it."""
        return Refs(self._unit.engine, self._unit.schema).called(kind, record)

    def _depends(self, change: Change) -> DeskError:
        sql = (
            "SELECT entry FROM journal_change WHERE kind = ? AND record = ? AND entry > ?"
            " ORDER BY entry DESC LIMIT 1"
        )
        later = rows(self._unit.engine, sql, (change.kind, change.record, self._number))
        return DeskError(
            "undo.later", entry=self._number, later=later[0][0] if later else "?",
            what=self._called(change.kind, change.record),
        )  # fmt: skip


def _brought_back(changes: list[Change]) -> dict[tuple[str, int], dict[str, Any]]:
    """The values that records have again when all of an entry is taken back; without those that are gone."""
    found: dict[tuple[str, int], dict[str, Any]] = {}
    for change in reversed(changes):
        if change.op == "+":
            found.pop((change.kind, change.record), None)
        else:
            found.setdefault((change.kind, change.record), {}).update(change.before())
    return found
