"""Records written straight into a store by field, one entry each, without the rules of a room."""

from __future__ import annotations

from itdesk.core.kinds import Value
from itdesk.store.store import Store

ACTOR = "tester"


def put(store: Store, kind: str, **values: Value) -> int:
    """Make a record; answers its key."""
    with store.write(ACTOR, f"add {kind}") as unit:
        return unit.insert(kind, values)


def alter(store: Store, kind: str, key: int, **values: Value) -> int:
    """Change a record; answers the entry's number."""
    with store.write(ACTOR, f"edit {kind}") as unit:
        unit.update(kind, key, values)
    return unit.entry


def drop(store: Store, kind: str, key: int) -> int:
    """Remove a record; answers the entry's number."""
    with store.write(ACTOR, f"remove {kind}") as unit:
        unit.delete(kind, key)
    return unit.entry
