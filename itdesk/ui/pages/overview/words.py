"""What the overview says of each thing that needs somebody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QCoreApplication

from itdesk.core.clock import local_zone, to_datetime
from itdesk.core.units import format_age, format_duration
from itdesk.core.values import show_date
from itdesk.operations.overview import Coming, Need


def tr(text: str) -> str:
    return QCoreApplication.translate("overview", text)


def headline(need: Need, now: int) -> str:
    """The bold line: what it is, and by how much."""
    away = abs(now - need.at) / 1000 if need.at is not None else 0
    title, number, words = need.title, need.id, format_duration(away)
    texts: dict[str, Callable[[], str]] = {
        "overdue": lambda: tr("Ticket {number} is {away} over its target").format(number=number, away=words),
        "due-soon": lambda: tr("Ticket {number} is due in {away}").format(number=number, away=words),
        "down": lambda: tr("{title} is down").format(title=title),
        "degraded": lambda: tr("{title} needs a look").format(title=title),
        "late": lambda: tr("{title} is {days} late").format(title=title, days=format_age(away)),
        "backup": lambda: tr("The last backup is too old") if need.at else tr("There is no backup yet"),
    }
    return texts[need.why]()


def detail(need: Need, now: int) -> str:
    """The quiet line below."""
    if need.why in ("overdue", "due-soon"):
        return need.title
    if need.why in ("down", "degraded") and need.at is not None:
        since = to_datetime(need.at, local_zone())
        return tr("since {since}").format(since=f"{since:%d %b %H:%M}")
    if need.why == "backup":
        return tr("A desk that was not copied can be lost")
    return tr("Work order {number}").format(number=need.id) if need.why == "late" else ""


def button(need: Need) -> str:
    return {"backup": tr("Back up"), "late": tr("Start"), "down": tr("Show"), "degraded": tr("Show")}.get(
        need.why, tr("Open")
    )


def coming(item: Coming, today: date) -> tuple[str, str]:
    """(words, state) of when something is due."""
    due = date.fromisoformat(item.due)
    left = (due - today).days
    if item.late:
        return tr("late since {day}").format(day=show_date(due)), "crit"
    if left == 0:
        return tr("today"), "warn"
    words = tr("in {days} d").format(days=left) if left <= 60 else show_date(due)
    return words, "warn" if left <= 7 else "maint"
