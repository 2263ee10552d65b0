"""What reference fields and query lines offer while a person types."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from itdesk.core.errors import DeskError
from itdesk.core.kinds import Column
from itdesk.core.query.tree import Compare, Op, Query, Sort
from itdesk.core.types import Type

if TYPE_CHECKING:
    from itdesk.desk.desk import Desk

OFFERED = 20


def looked_up(desk: Desk, kind: str, text: str, limit: int = OFFERED) -> list[tuple[int, str]]:
    """(key, label) of records that `text` names exactly, then of those whose label holds it."""
    described = desk.store.schema.kind(kind)
    column = described.column(described.shown_as)
    words = text.strip()
    where = Compare(column, Op.HAS if column.type.is_text else Op.IS, (words,)) if words else None
    keys = desk.refs.candidates(kind, words) if words else []
    if where is None or column.type.is_text:
        keys += desk.lists.ids(kind, Query(where, (Sort(column),)), limit=limit)
    keys = list(dict.fromkeys(keys))[:limit]
    labels = desk.lists.labels(kind, keys)
    return [(key, described.format_ref(labels[key])) for key in keys if labels.get(key) is not None]


def known_values(desk: Desk, column: Column, typed: str) -> Sequence[tuple[str, int | None]]:
    """Names a reference column can take; choices and dates the language knows by itself."""
    if column.type is not Type.REFERENCE:
        return ()
    try:
        return [(label, None) for _key, label in looked_up(desk, column.kind, typed, 8)]
    except DeskError:
        return ()
