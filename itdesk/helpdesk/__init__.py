"""Tickets: what people call about and what alerts raise, until it is solved."""
