"""What happened on a ticket, in one line of time: replies, notes, events and changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from itdesk.core.clock import local_zone
from itdesk.core.kinds import Column, Kind, Value
from itdesk.core.types import Type
from itdesk.core.values import show_value
from itdesk.store.digest import Change
from itdesk.store.engine import rows
from itdesk.store.journal import Entry, Journal
from itdesk.store.lists import Lists
from itdesk.store.store import Store

TOLD = ("status", "priority", "assignee", "requester", "asset", "subject", "description")
"""Columns whose changes people want to read; the rest is in the history tab."""
ERASED = "(erased)"


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """`form` is reply, note, event or change; `at` UTC ms; `text` for people."""

    at: int
    author: str
    form: str
    text: str


def timeline(store: Store, ticket: int) -> list[TimelineItem]:
    """Everything that happened on a ticket, oldest first."""
    items = [*_changes(store, ticket), *_messages(store, ticket)]
    return sorted(items, key=lambda item: item.at)


def _messages(store: Store, ticket: int) -> Iterator[TimelineItem]:
    sql = "SELECT at, author, form, text FROM message WHERE ticket_id = ? ORDER BY id"
    for at, author, form, text in rows(store.engine, sql, (ticket,)):
        yield TimelineItem(int(at), str(author), str(form), str(text))


def _changes(store: Store, ticket: int) -> Iterator[TimelineItem]:
    kind = store.schema.kind("ticket")
    lists = Lists(store.engine, store.schema)
    for entry, change in reversed(Journal(store.engine).history("ticket", ticket)):
        if change.op == "~":
            text = ", ".join(_sentences(kind, lists, change))
            if text:
                yield TimelineItem(entry.at, entry.actor, "change", text)
        elif change.op == "+":
            yield _opening(entry, change)


def _opening(entry: Entry, change: Change) -> TimelineItem:
    opened: Any = change.after().get("opened")
    return TimelineItem(opened if isinstance(opened, int) else entry.at, entry.actor, "event", "Opened")


def _sentences(kind: Kind, lists: Lists, change: Change) -> Iterable[str]:
    before, after = change.before(), change.after()
    for name in TOLD:
        column = kind.column(name)
        if column.field not in change.data:
            continue
        if column.type is Type.LONG_TEXT:
            yield f"{column.label} changed"
            continue
        label = "Priority" if name == "priority" else column.label
        then, now = (_shown(lists, column, side.get(column.field)) for side in (before, after))
        yield f"{label} {then} → {now}"


def _shown(lists: Lists, column: Column, value: Any) -> str:
    if isinstance(value, dict):
        return ERASED
    if column.type is Type.REFERENCE and isinstance(value, int):
        found: Value = lists.labels(column.kind, [value]).get(value)
        return str(found) if found is not None else f"{column.kind} {value}"
    return show_value(column, value, zone=local_zone())
