"""The verbs of people, places and suppliers."""

from __future__ import annotations

from collections.abc import Callable

from itdesk.core.errors import InvalidRecordError, InvalidValueError
from itdesk.people.rules.email_shape import is_email
from itdesk.people.rules.nesting import ancestors, makes_a_circle
from itdesk.store.engine import Engine, scalar
from itdesk.store.keeper import Keeper
from itdesk.store.rowform import Snapshot
from itdesk.store.schema import Values
from itdesk.store.store import Store
from itdesk.store.unit import Unit


class PersonKeeper(Keeper):
    """Writes people."""

    kind_name = "person"

    def prepare(self, unit: Unit, record: int, draft: Values, before: Snapshot | None) -> None:
        refuse_bad_email(draft, before)


class SupplierKeeper(Keeper):
    """Writes suppliers."""

    kind_name = "supplier"

    def prepare(self, unit: Unit, record: int, draft: Values, before: Snapshot | None) -> None:
        refuse_bad_email(draft, before)


class PlaceKeeper(Keeper):
    """Writes places; none lies inside itself."""

    kind_name = "place"

    def prepare(self, unit: Unit, record: int, draft: Values, before: Snapshot | None) -> None:
        parent = draft.get("parent_id")
        moved = before is None or before["parent_id"] != parent
        if isinstance(parent, int) and moved and makes_a_circle(record, parent, _parent_of(unit.engine)):
            raise InvalidRecordError((InvalidValueError("place.circle", column="parent"),))


def place_path(store: Store, place: int) -> str:
    """A place with those around it, outermost first: "HQ / 2 / Server room"."""
    keys = [*reversed(ancestors(place, _parent_of(store.engine))), place]
    found = store.read_many("place", keys)
    return " / ".join(str(found[key]["name"]) for key in keys if key in found)


def refuse_bad_email(draft: Values, before: Snapshot | None) -> None:
    """Refuse a new e-mail address that cannot be one; an old one stays as it is."""
    email = draft.get("email")
    if not isinstance(email, str) or (before is not None and before["email"] == email):
        return
    if not is_email(email):
        raise InvalidRecordError((InvalidValueError("value.email", column="email", value=email),))


def _parent_of(engine: Engine) -> Callable[[int], int | None]:
    def parent_of(place: int) -> int | None:
        found = scalar(engine, "SELECT parent_id FROM place WHERE id = ?", (place,))
        return None if found is None else int(found)

    return parent_of
