"""What reference fields and query lines offer while a person types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal

from itdesk.core.errors import DeskError
from itdesk.core.kinds import Column
from itdesk.core.query.tree import Compare, Op, Query, Sort
from itdesk.core.types import Type

if TYPE_CHECKING:
    from itdesk.desk.desk import Desk
    from itdesk.ui.app.context import DeskContext

T = TypeVar("T")

OFFERED = 20
REMEMBERED = 200
"""Answers of a server that are kept until something changes."""


class Lookups(QObject):
    """A file answers at once; of a server's answer the first asking hears None, and `came` tells of it."""

    came = Signal()
    """An answer that was awaited is there: ask again."""

    def __init__(self, context: DeskContext) -> None:
        super().__init__(context)
        self._context = context
        self._known: dict[tuple[str, ...], Any] = {}
        self._awaited: set[tuple[str, ...]] = set()
        context.changed.connect(self._forget)

    def records(self, kind: str, text: str) -> Sequence[tuple[int, str]] | None:
        """The first few (key, label) of a kind that `text` finds; None: not known yet."""
        return self._ask(("", kind, text.strip()), partial(looked_up, self._context.desk, kind, text))

    def values(self, column: Column, typed: str) -> Sequence[tuple[str, int | None]]:
        """Names a reference column can take; choices and dates the language knows by itself."""
        if column.type is not Type.REFERENCE:
            return ()
        ask = partial(_names, self._context.desk, column.kind, typed)
        return self._ask((column.kind, typed), ask) or ()

    def _ask(self, key: tuple[str, ...], read: Callable[[], T]) -> T | None:
        if not self._context.desk.store.engine.is_remote:
            return read()
        if key not in self._known and key not in self._awaited:
            self._awaited.add(key)
            self._context.read(partial(_answer, key, read), self._answered, on_failed=self._failed)
        return self._known.get(key)

    def _answered(self, found: tuple[tuple[str, ...], object]) -> None:
        key, answer = found
        self._awaited.discard(key)
        if len(self._known) >= REMEMBERED:
            self._known.clear()
        self._known[key] = answer
        self.came.emit()

    def _failed(self, _error: object) -> None:
        """The feed says that the desk does not answer; typing on asks again."""
        self._awaited.clear()

    def _forget(self) -> None:
        self._known.clear()


def _answer(key: tuple[str, ...], read: Callable[[], T]) -> tuple[tuple[str, ...], T]:
    return key, read()


def looked_up(desk: Desk, kind: str, text: str, limit: int = OFFERED) -> list[tuple[int, str]]:
    """(key, label) of records that `text` names exactly, then of those whose label holds it."""
    described = desk.store.schema.kind(kind)
    column = described.column(described.shown_as)
    words = text.strip()
    where = Compare(column, Op.HAS if column.type.is_text else Op.IS, (words,)) if words else None
    keys = desk.refs.candidates(kind, words) if words else []
    if where is None or column.type.is_text:
        keys += desk.lists.ids(kind, Query(where, (Sort(column),)), limit=limit)
    keys = list(dict.fromkeys(keys))[:limit]
    labels = desk.lists.labels(kind, keys)
    return [(key, described.format_ref(labels[key])) for key in keys if labels.get(key) is not None]


def _names(desk: Desk, kind: str, typed: str) -> list[tuple[str, int | None]]:
    try:
        return [(label, None) for _key, label in looked_up(desk, kind, typed, 8)]
    except DeskError:
        return []
