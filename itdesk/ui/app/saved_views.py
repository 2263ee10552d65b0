"""Views of a list: those the kind brings and those people saved, with how many records each has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from itdesk.core.errors import DeskError
from itdesk.core.query.tree import Compare, Op, Query
from itdesk.ui.shell.page import PageView

if TYPE_CHECKING:
    from itdesk.store.unit import Unit
    from itdesk.ui.app.context import DeskContext

RECOUNT_MS = 400
SAVED = "saved:"


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A view that a person saved."""

    key: int
    name: str
    query: str
    layout: str
    owner: str


class SavedViews(QObject):
    """Keeps the views of one kind up to date; all writes are journaled and can be undone."""

    changed = Signal()

    def __init__(self, context: DeskContext, kind: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._kind = kind
        self._saved: list[SavedQuery] = []
        self._counts: dict[str, int] = {}
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(RECOUNT_MS)
        self._rest.timeout.connect(self.read)

    def views(self) -> list[PageView]:
        """Built-in views first, then one's own in the order they were saved."""
        own = self._context.kind(self._kind).views
        found = [PageView(view.name, view.name, view.query) for view in own]
        found += [PageView(f"{SAVED}{view.key}", view.name, view.query) for view in self._saved]
        return [replace(view, count=self._counts.get(view.query)) for view in found]

    def saved(self, view_id: str) -> SavedQuery | None:
        """The saved view with this id; None for a built-in one."""
        return next((view for view in self._saved if f"{SAVED}{view.key}" == view_id), None)

    def read_soon(self) -> None:
        """Something changed: read and count again after a moment."""
        self._rest.start()

    def read(self) -> None:
        self._context.read(self._read, self._came)

    # --- writing -------------------------------------------------------------------------
    def save(self, name: str, query: str, layout: str) -> None:
        """Keep a line under a name; the same name again replaces it."""
        held = next((view for view in self._saved if view.name.casefold() == name.casefold()), None)
        values = {"name": name, "query": query, "columns": layout}
        if held is None:
            values |= {"kind": self._kind, "owner": self._context.desk.actor}
            work = partial(_insert, values)
        else:
            work = partial(_update, held.key, values)
        self._context.write("save view", work, self._written, said=self.tr("View saved"))

    def rename(self, view: SavedQuery, name: str) -> None:
        work = partial(_update, view.key, {"name": name})
        self._context.write("rename view", work, self._written, said=self.tr("View renamed"))

    def remove(self, view: SavedQuery) -> None:
        work = partial(_delete, view.key)
        self._context.write("remove view", work, self._written, said=self.tr("View removed"))

    def _written(self, _result: object) -> None:
        self.read()

    # --- reading, in a reader thread --------------------------------------------------------
    def _read(self) -> tuple[list[SavedQuery], dict[str, int]]:
        desk = self._context.desk
        kind = desk.store.schema.kind("saved-view")
        where = Compare(kind.column("kind"), Op.IS, (self._kind,))
        keys = desk.lists.ids("saved-view", Query(where))
        found = desk.store.read_many("saved-view", keys)
        saved = [
            SavedQuery(
                key, str(s["name"]), str(s["query"] or ""), str(s["columns"] or ""), str(s["owner"] or "")
            )
            for key in sorted(found)
            if (s := found[key])["owner"] in (desk.actor, "", None)
        ]
        lines = [view.query for view in desk.store.schema.kind(self._kind).views]
        lines += [view.query for view in saved]
        return saved, {line: count for line in lines if (count := self._count(line)) is not None}

    def _count(self, line: str) -> int | None:
        desk = self._context.desk
        try:
            return desk.lists.count(self._kind, desk.query(self._kind, line), me=self._context.me)
        except DeskError:
            return None  # a saved line may name a custom field that is gone

    def _came(self, found: tuple[Sequence[SavedQuery], dict[str, int]]) -> None:
        self._saved, self._counts = list(found[0]), found[1]
        self.changed.emit()


def _insert(values: dict[str, str], unit: Unit) -> None:
    unit.insert("saved-view", values)


def _update(key: int, values: dict[str, str], unit: Unit) -> None:
    unit.update("saved-view", key, values)


def _delete(key: int, unit: Unit) -> None:
    unit.delete("saved-view", key)
