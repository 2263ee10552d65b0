"""What the status bar says, kept fresh."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from itdesk.core.clock import to_datetime
from itdesk.core.units import format_duration
from itdesk.core.values import show_date
from itdesk.ui.shell.status_bar import Fact

if TYPE_CHECKING:
    from itdesk.ui.app.context import DeskContext
    from itdesk.ui.app.facts_reading import DeskFacts

EVERY_MS = 5_000
FIRST_MS = 200
"""The first list comes first."""
AFTER_CHANGE_MS = 700
OLD_BACKUP_MS = 2 * 86_400_000


def status_facts(facts: DeskFacts) -> list[Fact]:
    """The segments of the status bar."""
    return [
        _watch_fact(facts),
        _backup_fact(facts),
        Fact(_short(facts.place), "database", hint=facts.place, minor=True),
    ]


def _watch_fact(facts: DeskFacts) -> Fact:
    if facts.daemon is None:
        return Fact(_tr("Nobody watches the network"), state="unknown", hint=_tr("The daemon does not run."))
    status = facts.daemon.status
    parts = [_tr("Monitor running")]
    if (devices := status.get("devices")) is not None:
        parts.append(_tr("{count} devices").format(count=devices))
    if down := status.get("down"):
        parts.append(_tr("{count} down").format(count=down))
    if isinstance(cycle := status.get("cycle"), int | float):
        parts.append(_tr("cycle {seconds} s").format(seconds=round(cycle)))
    problems = [str(sentence) for sentence in dict(status.get("problems") or {}).values()]
    state = "warn" if problems else "crit" if down else "ok"
    return Fact(" · ".join(parts), state=state, hint="\n".join([*problems, facts.daemon.holder]))


def _backup_fact(facts: DeskFacts) -> Fact:
    at = facts.overview.backup
    if at is None:
        return Fact(_tr("No backup yet"), "shield-alert", state="warn")
    age = format_duration(max(facts.now - at, 0) // 1000)
    words = _tr("Backup verified {age} ago").format(age=age)
    hint = show_date(to_datetime(at).date())
    if facts.now - at > OLD_BACKUP_MS:
        return Fact(words, state="warn", hint=hint)
    return Fact(words, "shield-check", hint=hint)


def _short(place: str) -> str:
    return place.rstrip("/").rpartition("/")[2] or place


def _tr(words: str) -> str:
    return QCoreApplication.translate("status", words)


class FactsWatch(QObject):
    """Reads the facts every five seconds and soon after a change."""

    came = Signal(object)
    """A `DeskFacts`."""

    def __init__(self, context: DeskContext) -> None:
        super().__init__(context)
        self._context = context
        self._waits = False
        self._every, self._soon = QTimer(self), QTimer(self)
        self._every.setInterval(EVERY_MS)
        self._soon.setInterval(AFTER_CHANGE_MS)
        self._soon.setSingleShot(True)
        self._every.timeout.connect(self.read)
        self._soon.timeout.connect(self.read)
        context.changed.connect(self._soon_again)

    def start(self) -> None:
        self._every.start()
        QTimer.singleShot(FIRST_MS, self, self.read)

    def stop(self) -> None:
        self._every.stop()
        self._soon.stop()

    def read(self) -> None:
        """Ask now, unless an answer is awaited."""
        if not self._waits:
            self._waits = True
            self._context.read(self._read, self._read_done, on_failed=self._failed)

    def _soon_again(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def _read(self) -> DeskFacts:
        from itdesk.ui.app.facts_reading import read_facts

        return read_facts(self._context.desk)

    def _read_done(self, facts: DeskFacts) -> None:
        self._waits = False
        self.came.emit(facts)

    def _failed(self, _error: object) -> None:
        """The feed says that the desk does not answer; here it would be said every five seconds."""
        self._waits = False
