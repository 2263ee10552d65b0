"""Records of a desk made and changed as the keepers do it, one entry each."""

from __future__ import annotations

from itdesk.desk import Desk
from itdesk.store.undo import undo


def add(desk: Desk, kind: str, **values: object) -> int:
    """Make a record from raw values by column name (dashes as underscores); answers its key."""
    keeper = desk.keepers[kind]
    with desk.write(f"add {kind}") as unit:
        return keeper.add(unit, keeper.parse(_named(values)))


def change(desk: Desk, kind: str, key: int, **values: object) -> int:
    """Change a record; answers the entry's number."""
    keeper = desk.keepers[kind]
    with desk.write(f"edit {kind}") as unit:
        keeper.change(unit, key, keeper.parse(_named(values)))
    return desk.store.head()


def remove(desk: Desk, kind: str, key: int) -> int:
    """Remove a record; answers the entry's number."""
    with desk.write(f"remove {kind}") as unit:
        desk.keepers[kind].remove(unit, key)
    return desk.store.head()


def take_back(desk: Desk, entry: int) -> int:
    """Undo an entry; answers the number of the one that did it."""
    return undo(desk.store, desk.actor, entry)


def _named(values: dict[str, object]) -> dict[str, object]:
    return {name.replace("_", "-"): value for name, value in values.items()}
