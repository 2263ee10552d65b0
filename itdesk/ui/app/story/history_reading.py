"""The journal of one record in words, with what stands against taking an entry back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from itdesk.core.clock import to_datetime
from itdesk.core.errors import DeskError
from itdesk.core.kinds import Kind, Value
from itdesk.desk.desk import Desk
from itdesk.store.digest import Change, is_erased
from itdesk.store.journal import Entry
from itdesk.store.undo import ERASE_VERB
from itdesk.store.words import FieldChange
from itdesk.ui.app.words import TranslatedWords
from itdesk.ui.kit.wording import error_text

MOST = 200
"""Changes of one record that are read."""


@dataclass(frozen=True, slots=True)
class HistoryItem:
    """What one entry did to the record. `op` is "+", "~" or "-"; `refusal` says why it must stay."""

    entry: int
    at: int
    when: datetime
    actor: str
    verb: str
    origin: str
    op: str
    changes: int
    fields: tuple[FieldChange, ...]
    refusal: str


def read_history(desk: Desk, kind: Kind, record: int) -> list[HistoryItem]:
    """Newest first. In a reader thread."""
    found = desk.journal.history(kind.name, record, MOST)
    current = desk.store.read_many(kind.name, [record]).get(record)
    values = None if current is None else current.values
    newest = found[0][0].id if found else 0
    called = f"{kind.label} {desk.refs.ref_of(kind.name, record)}" if current is not None else kind.label
    words = TranslatedWords(desk)
    return [
        HistoryItem(
            entry.id, entry.at, to_datetime(entry.at, desk.zone), entry.actor, entry.verb, entry.origin,
            change.op, entry.changes, words.changes(change),
            _refusal(entry, change, values, newest, called),
        )
        for entry, change in found
    ]  # fmt: skip


def _refusal(
    entry: Entry, change: Change, values: Mapping[str, Value] | None, newest: int, called: str
) -> str:
    """The sentence that undo would answer as far as this record decides it, "" if nothing is known."""
    if entry.undone_by is not None:
        return error_text(DeskError("undo.done", entry=entry.id, later=entry.undone_by))
    if entry.verb.startswith(ERASE_VERB):
        return error_text(DeskError("undo.erasure", entry=entry.id))
    if any(is_erased(value) for field in change.data for _, value in change.sides(field)):
        return error_text(DeskError("undo.erased", entry=entry.id))
    if entry.id < newest and not _still_stands(change, values):
        return error_text(DeskError("undo.later", entry=entry.id, later=newest, what=called))
    return ""


def _still_stands(change: Change, values: Mapping[str, Value] | None) -> bool:
    """Whether the record is now as the change left it."""
    if change.op == "-" or values is None:
        return change.op == "-" and values is None
    if change.op == "~":
        return all(values.get(field) == value for field, value in change.after().items())
    return {f: v for f, v in values.items() if v is not None} == change.after()
