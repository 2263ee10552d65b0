"""What the palette offers: commands, pages and records of every kind."""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from itdesk.ui.kit.command import Command
from itdesk.ui.kit.fuzzy import best
from itdesk.ui.shell.palette import Palette
from itdesk.ui.shell.palette_rows import PaletteGroup, PaletteItem
from itdesk.ui.shell.window import MainWindow

if TYPE_CHECKING:
    from itdesk.desk.finding import Found
    from itdesk.ui.app.context import DeskContext

COMMANDS, COMMANDS_FIRST, RECORDS = 6, 12, 30
PREFIXES = {"@": "asset", "#": "ticket"}
MOST_OF_A_KIND = 6


class PaletteOffers(QObject):
    """Answers a palette's `typed` for one window and its desk."""

    def __init__(self, palette: Palette, window: MainWindow, context: DeskContext) -> None:
        super().__init__(palette)
        self._palette = palette
        self._window = window
        self._context = context
        palette.typed.connect(self._typed)

    def _typed(self, text: str) -> None:
        words = text.lstrip(">@# ").strip()
        only_records, only_commands = text[:1] in PREFIXES, text.startswith(">")
        commands = () if only_records else self._commands(words)
        if only_commands or not words:
            self._palette.put(text, self._groups(commands, ()))
            return
        if commands:
            self._palette.put(text, self._groups(commands, ()), is_all=False)
        work = partial(self._find, text, words, PREFIXES.get(text[:1]), commands)
        self._context.read(work, self._found)

    def _commands(self, words: str) -> Sequence[Command]:
        known = self._window.commands.all()
        if not words:
            return known[:COMMANDS_FIRST]
        return [command for command, _fit in best(words, known, _title_of, COMMANDS)]

    def _find(
        self, text: str, words: str, kind: str | None, commands: Sequence[Command]
    ) -> tuple[str, Sequence[Command], Sequence[Found], int]:
        """In a reader thread."""
        from itdesk.desk.finding import search

        begun = time.perf_counter()
        found = search(self._context.desk, words, limit=RECORDS, kind=kind)
        return text, commands, found, round((time.perf_counter() - begun) * 1000)

    def _found(self, answer: tuple[str, Sequence[Command], Sequence[Found], int]) -> None:
        text, commands, found, took = answer
        said = self.tr("{count} results in {ms} ms").format(count=len(commands) + len(found), ms=took)
        self._palette.put(text, self._groups(commands, found), said)

    def _groups(self, commands: Sequence[Command], found: Sequence[Found]) -> list[PaletteGroup]:
        items = tuple(_item_of(command) for command in commands)
        by_kind: dict[str, list[PaletteItem]] = {}
        for record in found:
            items_of_kind = by_kind.setdefault(record.kind, [])
            if len(items_of_kind) < MOST_OF_A_KIND:
                items_of_kind.append(self._record(record))
        records = [PaletteGroup(self._context.kind(k).plural, tuple(i)) for k, i in by_kind.items()]
        exact = bool(found) and found[0].ref.casefold() == self._palette.field.text().lstrip("@# ").casefold()
        own = PaletteGroup(self.tr("Commands"), items)
        return [*records, own] if exact else [own, *records]

    def _record(self, record: Found) -> PaletteItem:
        kind = self._context.kind(record.kind)
        title = record.ref if record.title == record.ref else f"{record.ref} {record.title}"
        opening = _Open(self._context, record.kind, record.id)
        return PaletteItem(title, opening.run, kind.label, kind.icon)


class _Open:
    """Opens one record."""

    __slots__ = ("_context", "_key", "_kind")

    def __init__(self, context: DeskContext, kind: str, key: int) -> None:
        self._context = context
        self._kind = kind
        self._key = key

    def run(self) -> None:
        self._context.open_record(self._kind, self._key)


def _item_of(command: Command) -> PaletteItem:
    keys = keys_of(command.shortcut)
    return PaletteItem(command.title, command.handler, command.group, command.icon or "chevron-right", keys)


def keys_of(shortcut: str) -> tuple[str, ...]:
    """The keys of Qt's portable text, one by one: "Ctrl++" is Ctrl and plus."""
    if not shortcut:
        return ()
    held, plus, last = shortcut.rpartition("+")
    if plus and not last:
        held, last = held.removesuffix("+"), "+"
    return (*held.split("+"), last) if held else (last,)


def _title_of(command: Command) -> str:
    return f"{command.title} {command.group}".strip()
