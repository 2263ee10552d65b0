"""Builders of the printed documents, each from plain values that the caller prepared."""

from itdesk.reports.documents.audit_pack import audit_pack
from itdesk.reports.documents.columns import printed, table_columns
from itdesk.reports.documents.listing import listing, maintenance_history, ticket_list
from itdesk.reports.documents.register import RegisterRow, asset_register
from itdesk.reports.documents.sheets import (
    AssetSheet,
    ManualSheet,
    Section,
    TicketSheet,
    asset_sheet,
    manual,
    ticket_sheet,
)

__all__ = [
    "AssetSheet",
    "ManualSheet",
    "RegisterRow",
    "Section",
    "TicketSheet",
    "asset_register",
    "asset_sheet",
    "audit_pack",
    "listing",
    "maintenance_history",
    "manual",
    "printed",
    "table_columns",
    "ticket_list",
    "ticket_sheet",
]
