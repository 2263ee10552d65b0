"""Somebody else's newer version: read it, show it beside mine, write what was chosen over it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from itdesk.core.clock import to_datetime
from itdesk.core.errors import ConflictError
from itdesk.core.kinds import Value
from itdesk.core.merging import Difference, differences, merged, preferred
from itdesk.store.rowform import Snapshot
from itdesk.ui.app.conflict_dialog import Choosable, ConflictDialog
from itdesk.ui.app.words import TranslatedWords

if TYPE_CHECKING:
    from itdesk.store.unit import Unit
    from itdesk.ui.app.context import DeskContext

LONGEST = 240
"""Characters of a value in the comparison; of a long text, from where it begins to differ."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two versions that met: mine, made over `was`, and the newer one."""

    newer: Snapshot
    found: tuple[Difference, ...]
    fields: tuple[Choosable, ...]
    same: int
    what: str
    actor: str
    when: str


class Reconciler(QObject):
    """Keeps one question open at a time. `ask` again and again is safe: a third version asks anew."""

    settled = Signal(object)
    """The record's key: my choice was written, or theirs was taken whole."""
    given_up = Signal()
    """The person went back to what they were doing; nothing was written."""
    failed = Signal(object)
    """An error other than another conflict; nothing was written."""

    def __init__(self, context: DeskContext, kind: str, window: QWidget) -> None:
        super().__init__(window)
        self._context = context
        self._kind = kind
        self._window = window
        self._mine: dict[str, Value] = {}
        self._was: Snapshot | None = None
        self._in_place = False
        self.dialog: ConflictDialog | None = None

    def write(self, seen: Snapshot, values: Mapping[str, Value], verb: str, said: str) -> None:
        """Write values over the version that was seen: edits in place, without a form.

        Over a newer version they are written too where nobody else touched these fields; else both
        are shown.
        """
        self._was, self._mine, self._in_place = seen, dict(values), True
        self._write_over(seen, verb, said)

    def _write_over(self, seen: Snapshot, verb: str, said: str) -> None:
        work = partial(self._write, seen, self._mine)
        self._context.write(verb, work, self._written, said=said, on_failed=self._refused)

    def ask(self, was: Snapshot, mine: Mapping[str, Value]) -> None:
        """`mine` is what I wanted to write over the version `was`, by stored field."""
        self._was, self._mine, self._in_place = was, dict(mine), False
        self._read_newer(was)

    def _read_newer(self, was: Snapshot) -> None:
        self._context.read(partial(self._meet, was), self._show, on_failed=self.failed.emit)

    # --- in a reader thread --------------------------------------------------------------------
    def _meet(self, was: Snapshot) -> Meeting:
        desk, kind = self._context.desk, self._context.kind(self._kind)
        newer = desk.store.read(self._kind, was.id)
        ours = {column.field for column in kind if column.editable} | set(self._mine)
        every = [d for d in differences(was.values, newer.values, self._mine) if d.field in ours]
        words, chosen = TranslatedWords(desk), preferred(every)
        fields = tuple(self._choosable(words, item, item.field in chosen) for item in every)
        entry = next((entry for entry, _ in desk.journal.history(self._kind, was.id, 1)), None)
        when = f"{to_datetime(entry.at, desk.zone):%H:%M}" if entry is not None else ""
        what = desk.refs.ref_of(self._kind, was.id)
        actor = entry.actor if entry is not None else ""
        return Meeting(newer, tuple(every), fields, len(ours) - len(every), what, actor, when)

    def _choosable(self, words: TranslatedWords, item: Difference, is_mine: bool) -> Choosable:
        column = words.kind(self._kind).by_field.get(item.field)
        sides = _from_difference(item.was, item.theirs, item.mine)
        was, theirs, mine = (words.value(column, value, LONGEST) for value in sides)
        caption = column.label if column is not None else item.field
        return Choosable(item.field, caption, was, theirs, mine, is_mine)

    # --- the question ----------------------------------------------------------------------------
    def _show(self, meeting: Meeting) -> None:
        collides = any(item.collides for item in meeting.found)
        if not meeting.fields or (self._in_place and not collides):
            self._finish(meeting, preferred(meeting.found))
            return
        dialog = ConflictDialog(
            meeting.what, meeting.actor, meeting.when, meeting.fields, meeting.same, self._window.window()
        )
        dialog.chosen.connect(partial(self._finish, meeting))
        dialog.rejected.connect(self.given_up)
        dialog.finished.connect(self._closed)
        self.dialog = dialog
        dialog.open()

    def _closed(self) -> None:
        self.dialog = None

    def _finish(self, meeting: Meeting, mine: frozenset[str]) -> None:
        values = merged(meeting.found, mine)
        if not values:
            self.settled.emit(meeting.newer.id)
            return
        said = self.tr("{kind} saved").format(kind=self._context.kind(self._kind).label)
        self._was, self._mine = meeting.newer, values
        self._write_over(meeting.newer, f"edit {self._kind}", said)

    def _write(self, seen: Snapshot, values: dict[str, Value], unit: Unit) -> int:
        self._context.desk.keepers[self._kind].change(unit, seen.id, values, seen.version)
        return seen.id

    def _written(self, key: int) -> None:
        self.settled.emit(key)

    def _refused(self, error: object) -> None:
        if isinstance(error, ConflictError) and self._was is not None:
            self._read_newer(self._was)
        else:
            self.failed.emit(error)


def _from_difference(*sides: Value) -> tuple[Value, ...]:
    """Long texts from a little before the first place where any two differ."""
    texts = [side if isinstance(side, str) else "" for side in sides]
    if max(map(len, texts)) <= LONGEST:
        return sides
    first = next((i for i, letters in enumerate(zip(*texts, strict=False)) if len(set(letters)) > 1), None)
    start = max((min(map(len, texts)) if first is None else first) - LONGEST // 4, 0)
    return tuple(f"…{text[start:]}" if start and text else text for text in texts)
