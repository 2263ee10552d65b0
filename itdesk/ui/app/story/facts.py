"""A record's values, today's or those of a date; what is otherwise today stands below in amber."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from itdesk.core.kinds import Column, Kind
from itdesk.core.types import Type
from itdesk.store.lists import ListRow
from itdesk.ui.app.cells import plain_cells
from itdesk.ui.kit.buttons import NameButton
from itdesk.ui.kit.detail import RowCard, left_of
from itdesk.ui.kit.rows import Cell
from itdesk.ui.kit.text import ElidedLabel, Label
from itdesk.ui.kit.theme import theme

if TYPE_CHECKING:
    from itdesk.desk.desk import Desk

CAPTION = 110


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """Cells by column name. `today` are those that differ from a past date's, None when it is gone."""

    row: ListRow
    cells: Mapping[str, Cell]
    today: Mapping[str, Cell] | None


def read_facts(desk: Desk, kind: Kind, record: int, at: int | None) -> RecordFacts | None:
    """None where there is, or was, no such record. In a reader thread."""
    now = _read(desk, kind, record, None)
    if at is None:
        return None if now is None else RecordFacts(now[0], now[1], {})
    then = _read(desk, kind, record, at)
    if then is None:
        return None
    if now is None:
        return RecordFacts(then[0], then[1], None)
    ours = [column.name for column in kind if column.editable]
    differ = {name: now[1][name] for name in ours if now[1][name].value != then[1][name].value}
    return RecordFacts(then[0], then[1], differ)


def _read(desk: Desk, kind: Kind, record: int, at: int | None) -> tuple[ListRow, dict[str, Cell]] | None:
    with desk.lists_at(kind.name, at) as lists:
        found = lists.rows(kind.name, [record], tuple(kind))
    return (found[0], plain_cells(desk.store.schema, kind, found[0], desk.zone)) if found else None


class FactsCard(RowCard):
    """Every value that the record has, references as links; the head counts what differs today."""

    open_asked = Signal(str, int)
    """Show this record: (kind, key)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self._links: dict[NameButton, tuple[str, int]] = {}

    def show_facts(self, kind: Kind, found: RecordFacts) -> None:
        self.clear()
        self._links.clear()
        today = found.today or {}
        self.set_head(self.tr("Facts"), self._remark(found))
        self.set_aside_ink("warn_fg")
        for column in kind:
            cell = found.cells[column.name]
            if cell.value in (None, "") and column.name not in today:
                continue
            caption = Label(column.label, "body", "text2")
            caption.setFixedWidth(theme().px(CAPTION))
            caption.setWordWrap(True)
            self.add_row(caption, self._values(column, cell, today.get(column.name)))

    def _remark(self, found: RecordFacts) -> str:
        if found.today is None:
            return self.tr("removed since")
        return self.tr("{count} differ today").format(count=len(found.today)) if found.today else ""

    def _values(self, column: Column, cell: Cell, today: Cell | None) -> QWidget:
        holder = QWidget()
        holder.setProperty("stretch", "true")
        lines = QVBoxLayout(holder)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(2)
        lines.addWidget(self._value(column, cell))
        if today is not None:
            words = self.tr("today {value}").format(value=today.text)
            lines.addWidget(ElidedLabel(words, "small", "warn_fg"))
        return holder

    def _value(self, column: Column, cell: Cell) -> QWidget:
        if cell.label_id is not None:
            link = NameButton(cell.text)
            link.clicked.connect(self._follow)
            self._links[link] = (column.kind, cell.label_id)
            return left_of(link)
        long = column.type is Type.LONG_TEXT
        label = Label(cell.text, wrap=True) if long else ElidedLabel(cell.text)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        label.setAccessibleName(f"{column.label}: {cell.text}")
        return label

    def links(self) -> Sequence[NameButton]:
        return tuple(self._links)

    def _follow(self) -> None:
        sender = self.sender()
        target = self._links.get(sender) if isinstance(sender, NameButton) else None
        if target is not None:
            self.open_asked.emit(*target)
