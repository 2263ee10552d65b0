"""Maintenance: calendar, work orders, plans."""
