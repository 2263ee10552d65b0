"""One open desk with every service of the office on it."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import tzinfo
from functools import cached_property
from typing import TYPE_CHECKING

from itdesk.core.clock import Clock, local_zone
from itdesk.core.errors import DeskError
from itdesk.core.query import QueryContext, parse
from itdesk.core.query.tree import Query
from itdesk.desk.keepers import Keepers
from itdesk.desk.places import config_dir
from itdesk.desk.schema import office_schema
from itdesk.monitoring.events import AlertRaised, AlertRecovered
from itdesk.people.actors import person_of_actor
from itdesk.store.lists import Lists
from itdesk.store.owed import is_scrub_owed
from itdesk.store.refs import Refs
from itdesk.store.settings import Settings
from itdesk.store.store import Store, open_store
from itdesk.store.unit import Unit

if TYPE_CHECKING:
    from itdesk.assets.intake import Intake
    from itdesk.assets.service import AssetService
    from itdesk.helpdesk.service import TicketService
    from itdesk.knowledge.service import ManualService
    from itdesk.maintenance.service import MaintenanceService
    from itdesk.monitoring.service import MonitoringService
    from itdesk.store.journal import Journal
    from itdesk.store.secrets import KeySource, Secrets


class Desk:
    """Services hold no state of their own beside the store, so threads may share a desk.

    Each is imported and made when it is first asked for: a window that shows a list needs none.
    """

    def __init__(self, store: Store, actor: str) -> None:
        self.store = store
        self.actor = actor
        self.lists = Lists(store.engine, store.schema)
        self.refs = Refs(store.engine, store.schema)
        self.settings = Settings(store.engine)
        self.keepers = Keepers(store)
        store.events.subscribe(AlertRaised, self._raised)
        store.events.subscribe(AlertRecovered, self._recovered)

    # --- services ------------------------------------------------------------------------
    @cached_property
    def journal(self) -> Journal:
        from itdesk.store.journal import Journal

        return Journal(self.store.engine)

    @cached_property
    def key_source(self) -> KeySource:
        from itdesk.store.secrets import KeySource

        return KeySource(config_dir())

    @cached_property
    def secrets(self) -> Secrets:
        from itdesk.store.secrets import Secrets

        return Secrets(self.store.engine, self.key_source)

    @cached_property
    def assets(self) -> AssetService:
        from itdesk.assets.service import AssetService

        return AssetService(self.store)

    @cached_property
    def intake(self) -> Intake:
        from itdesk.assets.intake import Intake

        return Intake(self.store)

    @cached_property
    def monitoring(self) -> MonitoringService:
        from itdesk.monitoring.service import MonitoringService

        return MonitoringService(self.store, self.secrets)

    @cached_property
    def tickets(self) -> TicketService:
        from itdesk.helpdesk.service import TicketService

        return TicketService(self.store)

    @cached_property
    def maintenance(self) -> MaintenanceService:
        from itdesk.maintenance.service import MaintenanceService

        return MaintenanceService(self.store)

    @cached_property
    def manuals(self) -> ManualService:
        from itdesk.knowledge.service import ManualService

        return ManualService(self.store)

    def _raised(self, event: AlertRaised) -> None:
        self.tickets.alerts.open_for(event.alert)

    def _recovered(self, event: AlertRecovered) -> None:
        self.tickets.alerts.note_recovery(event.alert)

    # --- opening and closing -------------------------------------------------------------
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
        from itdesk.store.past import Past

        with Past(self.store.engine, self.store.schema, at).lists(kind) as lists:
            yield lists


def _finish_erasure(store: Store) -> None:
    """Rewrite the file where an erasure still owes it; `check` tells when others hold it just now."""
    if not is_scrub_owed(store.engine):
        return
    from itdesk.store.erase import settle

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
