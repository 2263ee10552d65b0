"""How a work order goes from one status to the next."""

from __future__ import annotations

from itdesk.core.errors import DeskError

FINISHED = frozenset({"done", "skipped"})
_NEXT = {
    "planned": ("in-progress", "done", "skipped"),
    "in-progress": ("planned", "done", "skipped"),
    "done": ("in-progress",),
    "skipped": ("planned",),
}


def check_move(before: str, after: str) -> None:
    """Raises DeskError(order.flow) for a status that may not follow."""
    if after != before and after not in _NEXT[before]:
        raise DeskError("order.flow", before=before, after=after, possible=", ".join(_NEXT[before]))
