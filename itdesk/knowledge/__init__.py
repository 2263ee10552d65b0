"""Manuals: written in Markdown, kept in versions, linked to what they are about."""
