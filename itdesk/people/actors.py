"""Who of the people is at the desk."""

from __future__ import annotations

from itdesk.store.engine import equals_any_case, rows
from itdesk.store.store import Store


def person_of_actor(store: Store, actor: str) -> int | None:
    """The one person whose user name, e-mail or name is that of the operating-system user."""
    for column in ("username", "email", "name"):
        condition, params = equals_any_case(store.engine, column, actor)
        found = rows(store.engine, f"SELECT id FROM person WHERE {condition} LIMIT 2", params)
        if len(found) == 1:
            return int(found[0][0])
    return None
