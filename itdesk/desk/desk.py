"""One open desk with every service of the office on it."""

from __future__ import annotations

import getpass
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import tzinfo

from itdesk.assets.intake import Intake
from itdesk.assets.service import AssetKeeper, AssetService
from itdesk.core.clock import Clock, local_zone
from itdesk.core.errors import DeskError
from itdesk.core.query import QueryContext, parse
from itdesk.core.query.tree import Query
from itdesk.desk.places import config_dir
from itdesk.desk.schema import office_schema
from itdesk.helpdesk.service import TicketKeeper, TicketService
from itdesk.knowledge.service import ManualKeeper, ManualService
from itdesk.maintenance.service import MaintenanceService, PlanKeeper, WorkOrderKeeper
from itdesk.monitoring.service import AlertKeeper, DeviceKeeper, MonitoringService
from itdesk.people.service import PersonKeeper, PlaceKeeper, SupplierKeeper, person_of_actor
from itdesk.store.erase import settle
from itdesk.store.journal import Journal
from itdesk.store.keeper import Keeper
from itdesk.store.lists import Lists
from itdesk.store.past import Past
from itdesk.store.refs import Refs
from itdesk.store.secrets import KeySource, Secrets
from itdesk.store.settings import Settings
from itdesk.store.store import Store, open_store
from itdesk.store.unit import Unit


class Desk:
    """Services hold no state of their own beside the store, so threads may share a desk."""

    def __init__(self, store: Store, actor: str) -> None:
        self.store = store
        self.actor = actor
        self.lists = Lists(store.engine, store.schema)
        self.refs = Refs(store.engine, store.schema)
        self.journal = Journal(store.engine)
        self.settings = Settings(store.engine)
        self.key_source = KeySource(config_dir())
        self.secrets = Secrets(store.engine, self.key_source)
        self.keepers: Mapping[str, Keeper] = {
            keeper.kind_name: keeper
            for keeper in (
                PersonKeeper(store), PlaceKeeper(store), SupplierKeeper(store), AssetKeeper(store),
                DeviceKeeper(store), AlertKeeper(store), TicketKeeper(store), PlanKeeper(store),
                WorkOrderKeeper(store), ManualKeeper(store),
            )
        }  # fmt: skip
        self.assets = AssetService(store)
        self.intake = Intake(store)
        self.monitoring = MonitoringService(store, self.secrets)
        self.tickets = TicketService(store)
        self.maintenance = MaintenanceService(store)
        self.manuals = ManualService(store)
        self.tickets.listen()

    @classmethod
    def open(
        cls,
        place: str,
        *,
        origin: str,
        create: bool = False,
        actor: str | None = None,
        clock: Clock | None = None,
        full_sync: bool = True,
    ) -> Desk:
        """Open a desk by file or URL; raises DeskError. The actor is the operating-system user."""
        store = open_store(
            place, office_schema(), origin=origin, create=create, clock=clock, full_sync=full_sync
        )
        _finish_erasure(store)
        return cls(store, actor or current_user())

    def close(self) -> None:
        """Close this thread's connection."""
        self.store.close()

    def write(self, verb: str, detail: str = "") -> AbstractContextManager[Unit]:
        """A unit of work in the name of this desk's actor."""
        return self.store.write(self.actor, verb, detail=detail)

    @property
    def zone(self) -> tzinfo:
        return local_zone()

    def me(self) -> int | None:
        """The person who is at the desk, if the desk knows them."""
        return person_of_actor(self.store, self.actor)

    def query(self, kind: str, text: str) -> Query:
        """Parse a query line; raises QueryError, which names the wrong place."""
        context = QueryContext(now=self.store.clock.now(), zone=self.zone)
        return parse(text, self.store.schema.kind(kind), context)

    @contextmanager
    def lists_at(self, kind: str, at: int | None) -> Iterator[Lists]:
        """Lists of a kind as they are, or as they were at an instant."""
        if at is None:
            yield self.lists
            return
        with Past(self.store.engine, self.store.schema, at).lists(kind) as lists:
            yield lists


def _finish_erasure(store: Store) -> None:
    """Rewrite the file where an erasure still owes it; `check` tells when others hold it just now."""
    try:
        settle(store)
    except DeskError as error:
        if error.code != "erase.owed":
            raise


def current_user() -> str:
    """The operating-system user, the actor of everything until accounts come."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"
