"""One record with everything around it, as plain values, now or as at an instant."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from itdesk.core.errors import DeskError
from itdesk.core.kinds import Kind
from itdesk.core.query.tree import Compare, Op, Query
from itdesk.desk.desk import Desk
from itdesk.store.lists import ListRow, Lists
from itdesk.store.refs import number_of

if TYPE_CHECKING:
    from itdesk.helpdesk.service import TimelineItem


def record_at(desk: Desk, kind: str, ref: str, at: int | None = None) -> tuple[ListRow, str]:
    """A record with every column, and what scripts call it; raises DeskError(record.missing).

    A record that is gone today is still found in the past by its number or tag of then.
    """
    described = desk.store.schema.kind(kind)
    with desk.lists_at(kind, at) as lists:
        key = None if at is None else called_then(lists, described, ref)
        if key is None:
            key = desk.refs.find(kind, ref)
        rows = lists.rows(kind, [key], list(described))
    if not rows:
        raise DeskError("record.missing", kind=kind, ref=ref)
    return rows[0], described.format_ref(rows[0].values[described.ref]).removeprefix("#")


def called_then(lists: Lists, kind: Kind, ref: str) -> int | None:
    """The key of the record that had this tag or number then; today another may have the tag."""
    number = number_of(kind, ref)
    for column in (kind.column(kind.ref), kind.by_field["id"]):
        value = number if column.type.is_numeric else ref.strip()
        if value:
            found = lists.ids(kind.name, Query(Compare(column, Op.IS, (value,))), limit=1)
            if found:
                return found[0]
    return None


def timeline(desk: Desk, kind: str, key: int, at: int | None = None) -> Sequence[TimelineItem]:
    """What happened on a ticket until an instant, oldest first; nothing for other kinds."""
    found = desk.tickets.timeline(key) if kind == "ticket" else ()
    return [item for item in found if at is None or item.at <= at]
