"""What an erasure still owes: old bytes that may lie in the desk's files."""

from __future__ import annotations

from itdesk.store.engine import Engine, one

SCRUB = "scrub-owed"
"""Fact in `upkeep`: an erasure was written, but the files were not rewritten since."""


def is_scrub_owed(engine: Engine) -> bool:
    """Whether `erase.settle` has something to do."""
    return one(engine, "SELECT 1 FROM upkeep WHERE name = ?", (SCRUB,)) is not None
