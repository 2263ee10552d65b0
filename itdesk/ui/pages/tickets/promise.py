"""What a ticket's clock says, in words: "42 min left", "38 min over", "Paused"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from itdesk.core.business_time import Calendar
from itdesk.core.units import format_duration
from itdesk.helpdesk.keeper import pauses_of
from itdesk.helpdesk.rules.deadline import used
from itdesk.people.office import office_calendar

if TYPE_CHECKING:
    from itdesk.desk.desk import Desk

NEAR = 0.75
"""From this share of its time on a ticket is in danger."""
HOUR, LONG = 3_600, 10 * 3_600
DONE = ("resolved", "closed")


@dataclass(frozen=True, slots=True)
class Standing:
    """Office seconds used of those given, at an instant."""

    used: int
    given: int
    paused: bool
    done: bool

    @property
    def left(self) -> int:
        """Office seconds until the promise is broken; negative after that."""
        return self.given - self.used

    @property
    def share(self) -> float | None:
        """The bar; None while the clock stands."""
        if self.paused or self.done or self.given <= 0:
            return None
        return min(self.used / self.given, 1.0)

    @property
    def state(self) -> str:
        if self.left < 0:
            return "crit"
        if self.paused or self.done:
            return "unknown" if self.paused else "ok"
        return "warn" if self.used >= NEAR * self.given else "ok"

    def words(self) -> str:
        """For a cell of a list."""
        if self.done:
            return _tr("In time") if self.left >= 0 else _tr("Too late")
        if self.paused:
            return _tr("Paused")
        if self.left < 0:
            return _tr("{time} over").format(time=office_time(-self.left))
        return _tr("{time} left").format(time=office_time(self.left))


class Terms:
    """How this office counts; read once, again after its settings changed. Any thread may ask."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._known: tuple[Calendar, Mapping[str, float]] | None = None

    def forget(self) -> None:
        """The settings changed."""
        self._known = None

    def standing(self, values: Mapping[str, Any]) -> Standing | None:
        """`values` by column name: opened, closed, paused, pauses, priority, status, due."""
        if values.get("opened") is None or values.get("due") is None:
            return None
        calendar, hours = self._read()
        closed, paused = values.get("closed"), values.get("paused")
        until = closed or paused or self._desk.store.clock.now()
        spent, given = used(
            calendar, hours, values["opened"], str(values["priority"]), until, pauses_of(values.get("pauses"))
        )
        return Standing(spent, given, paused is not None, values.get("status") in DONE)

    def target_words(self, priority: str) -> str:
        """ "5 h in office hours" for a priority."""
        _calendar, hours = self._read()
        return office_time(round(float(hours.get(priority, 24)) * HOUR))

    def _read(self) -> tuple[Calendar, Mapping[str, float]]:
        known = self._known
        if known is None:
            settings = self._desk.settings
            known = self._known = (office_calendar(settings), settings["target-hours"])
        return known


def office_time(seconds: int) -> str:
    """Office time in hours and minutes: a day of the office is no day of the calendar."""
    if seconds >= LONG:
        return f"{round(seconds / HOUR)} h"
    return format_duration(seconds)


def _tr(text: str) -> str:
    return QCoreApplication.translate("promise", text)
