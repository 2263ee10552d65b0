"""Records that refer to this one: what a person holds, the tickets of an asset, the rooms of a place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from itdesk.core.query.tree import Compare, Op, Query
from itdesk.desk.finding import Found, described
from itdesk.store.search import Hit
from itdesk.ui.app.cells import plain_cells
from itdesk.ui.kit.buttons import Button, NameButton
from itdesk.ui.kit.chips import Chip
from itdesk.ui.kit.detail import RowCard
from itdesk.ui.kit.rows import Cell
from itdesk.ui.kit.text import ElidedLabel, Label
from itdesk.ui.kit.wording import translated_kind

if TYPE_CHECKING:
    from itdesk.desk.desk import Desk

MOST = 100
"""Related records of one group that are read."""
FEW = 5
"""Rows of a card until somebody asks for all."""


@dataclass(frozen=True, slots=True)
class Related:
    """A group: records of `kind` whose reference `column` is this record, in the order of `sort`."""

    kind: str
    column: str
    title: str
    sort: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """What was read: all are `count`, the first of them are `items`, each with its state or None."""

    related: Related
    count: int
    items: tuple[tuple[Found, Cell | None], ...]


def read_group(desk: Desk, related: Related, record: int) -> Group:
    """In a reader thread."""
    kind = translated_kind(desk.store.schema.kind(related.kind))
    where = Compare(kind.column(related.column), Op.IS, (record,))
    query = Query(where, desk.query(related.kind, related.sort).sort)
    keys = desk.lists.ids(related.kind, query, limit=MOST)
    count = desk.lists.count(related.kind, query) if len(keys) == MOST else len(keys)
    states: dict[int, Cell] = {}
    if "status" in kind.by_name:
        column = kind.column("status")
        for row in desk.lists.rows(related.kind, keys, [column]):
            states[row.id] = plain_cells(desk.store.schema, kind, row, desk.zone)["status"]
    found = described(desk, [Hit(related.kind, key) for key in keys])
    return Group(related, count, tuple((item, states.get(item.id)) for item in found))


class RelatedCard(RowCard):
    """One group; names open their records, "Show all 23" draws the rest."""

    open_asked = Signal(str, int)

    def __init__(self, related: Related, parent: QWidget | None = None) -> None:
        super().__init__(related.title, parent=parent)
        self._group: Group | None = None
        self._most = FEW

    def show_group(self, group: Group, *, anew: bool = True) -> None:
        """`anew`: few rows of another record; else as many as somebody asked for."""
        self._group = group
        self._most = FEW if anew else self._most
        self._draw(group, self._most)

    def _draw(self, group: Group, most: int) -> None:
        self.clear()
        self.set_head(group.related.title, f"{group.count:,}")
        for found, state in group.items[:most]:
            name = NameButton(found.ref)
            name.clicked.connect(partial(self.open_asked.emit, found.kind, found.id))
            row: list[QWidget] = [name, ElidedLabel("" if found.title == found.ref else found.title)]
            if state is not None and state.value is not None:
                row.append(Chip(state.text, state.state))
            self.add_row(*row)
        left = group.count - min(most, len(group.items))
        if left and most < MOST:
            more = Button(self.tr("Show all {count}").format(count=f"{group.count:,}"), "link")
            more.clicked.connect(self.show_all)
            self.add_row(more)
        elif left:
            words = self.tr("and {count} more: filter the list for them").format(count=f"{left:,}")
            self.add_row(Label(words, "small", "text2"))

    def show_all(self) -> None:
        self._most = MOST
        if self._group is not None:
            self._draw(self._group, MOST)
