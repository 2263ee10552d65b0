"""What happened on a ticket, in one line of time: replies, notes, events and changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from itdesk.core.types import Type
from itdesk.store.digest import Change
from itdesk.store.engine import rows
from itdesk.store.journal import Entry, Journal
from itdesk.store.store import Store
from itdesk.store.words import Words

TOLD = ("status", "priority", "assignee", "requester", "asset", "subject", "description")
"""Columns whose changes people want to read; the rest is in the history tab."""


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """`form` is reply, note, event or change; `at` UTC ms; `text` for people."""

    at: int
    author: str
    form: str
    text: str


def timeline(store: Store, ticket: int, words: Words) -> list[TimelineItem]:
    """Everything that happened on a ticket, oldest first; changes are told in `words`."""
    items = [*_changes(store, ticket, words), *_messages(store, ticket)]
    return sorted(items, key=lambda item: item.at)


def _messages(store: Store, ticket: int) -> Iterator[TimelineItem]:
    sql = "SELECT at, author, form, text FROM message WHERE ticket_id = ? ORDER BY id"
    for at, author, form, text in rows(store.engine, sql, (ticket,)):
        yield TimelineItem(int(at), str(author), str(form), str(text))


def _changes(store: Store, ticket: int, words: Words) -> Iterator[TimelineItem]:
    for entry, change in reversed(Journal(store.engine).history("ticket", ticket)):
        if change.op == "~":
            text = ", ".join(_sentences(words, change))
            if text:
                yield TimelineItem(entry.at, entry.actor, "change", text)
        elif change.op == "+":
            yield _opening(entry, change)


def _opening(entry: Entry, change: Change) -> TimelineItem:
    opened: Any = change.after().get("opened")
    return TimelineItem(opened if isinstance(opened, int) else entry.at, entry.actor, "event", "Opened")


def _sentences(words: Words, change: Change) -> Iterable[str]:
    kind, before, after = words.kind("ticket"), change.before(), change.after()
    for name in TOLD:
        column = kind.column(name)
        if column.field not in change.data:
            continue
        if column.type is Type.LONG_TEXT:
            yield words.changed.format(column=column.label)
        else:
            then, now = (words.value(column, side.get(column.field)) for side in (before, after))
            yield f"{column.label} {then} → {now}"
