"""Every kind and table of an office, from every room."""

from __future__ import annotations

from itdesk.assets import kinds as assets
from itdesk.helpdesk import kinds as helpdesk
from itdesk.knowledge import kinds as knowledge
from itdesk.maintenance import kinds as maintenance
from itdesk.monitoring import kinds as monitoring
from itdesk.monitoring.records import MONITORING_TABLES
from itdesk.people import kinds as people
from itdesk.store.kinds import STORE_HOLDINGS
from itdesk.store.schema import Schema
from itdesk.store.tables import STORE_TABLES


def office_schema() -> Schema:
    """Every kind and table of a desk. A desk has its own: custom columns differ."""
    holdings = (
        *STORE_HOLDINGS, *people.HOLDINGS, *assets.HOLDINGS, *monitoring.HOLDINGS,
        *helpdesk.HOLDINGS, *maintenance.HOLDINGS, *knowledge.HOLDINGS,
    )  # fmt: skip
    return Schema.of(holdings, (*STORE_TABLES, *MONITORING_TABLES))
