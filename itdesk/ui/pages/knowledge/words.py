"""When a manual is to be looked through again, in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

SOON_DAYS = 30


def review_words(days: int) -> str:
    """ "in 68 d", "today", "9 d late"."""
    if days < 0:
        return QCoreApplication.translate("knowledge", "{days} d late").format(days=-days)
    if days == 0:
        return QCoreApplication.translate("knowledge", "today")
    return QCoreApplication.translate("knowledge", "in {days} d").format(days=days)


def review_state(days: int) -> str:
    """The theme state of a review that is due in this many days."""
    return "crit" if days < 0 else "warn" if days < SOON_DAYS else "ok"
