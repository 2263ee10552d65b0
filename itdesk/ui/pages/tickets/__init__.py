"""Tickets: the list, the pane of one ticket, quick capture."""
