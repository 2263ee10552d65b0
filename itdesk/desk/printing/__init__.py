"""Printing: what the desk knows, made into the documents of `itdesk.reports`."""

REPORTS = ("asset-register", "asset", "ticket", "tickets", "maintenance-history", "manual", "audit-pack")
"""Names of the reports, as scripts call them; `printer` makes them."""
