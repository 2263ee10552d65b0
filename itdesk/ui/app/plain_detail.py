"""A record's columns and values, for kinds that have no detail of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from itdesk.core.types import Type
from itdesk.store.lists import ListRow
from itdesk.ui.app.cells import plain_cells
from itdesk.ui.kit.buttons import Button, NameButton
from itdesk.ui.kit.chips import Chip
from itdesk.ui.kit.empty import EmptyState
from itdesk.ui.kit.rows import Cell
from itdesk.ui.kit.text import ElidedLabel, Label, Panel

if TYPE_CHECKING:
    from itdesk.ui.app.context import DeskContext

_CAPTION = 110


class PlainDetail(Panel):
    """Head with the record's name and states, then every value that it has."""

    def __init__(self, context: DeskContext, kind: str, parent: QWidget | None = None) -> None:
        super().__init__("pane", parent)
        self._context = context
        self._kind = kind
        self._record: int | None = None
        self._links: dict[Button, tuple[str, int]] = {}
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._empty = EmptyState(self)
        self._empty.show_state(self.tr("Nothing is chosen"))
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._scroll)

    def show_record(self, record_id: int | None) -> None:
        """Read the record again and show it."""
        self._record = record_id
        if record_id is None:
            self._stack.setCurrentWidget(self._empty)
            return
        self._context.read(self._read, self._came)

    def _read(self) -> tuple[ListRow, dict[str, Cell]] | None:
        """In a reader thread."""
        desk, kind, record = self._context.desk, self._context.kind(self._kind), self._record
        found = desk.lists.rows(self._kind, [record], tuple(kind)) if record is not None else []
        if not found:
            return None
        return found[0], plain_cells(desk.store.schema, kind, found[0], desk.zone)

    def _came(self, found: tuple[ListRow, dict[str, Cell]] | None) -> None:
        if found is None or found[0].id != self._record:
            return
        place = self._scroll.verticalScrollBar().value()
        self._scroll.setWidget(self._body(*found))
        self._scroll.verticalScrollBar().setValue(place)
        self._stack.setCurrentWidget(self._scroll)

    def _body(self, row: ListRow, cells: dict[str, Cell]) -> QWidget:
        kind = self._context.kind(self._kind)
        self._links.clear()
        body = Panel("pane")
        column = QVBoxLayout(body)
        column.setContentsMargins(18, 14, 18, 18)
        column.setSpacing(8)
        ref = kind.format_ref(row.values[kind.ref])
        column.addWidget(self._head(ref, cells))
        title = cells[kind.title].text
        if title not in ("—", ref):
            column.addWidget(Label(title, "body", "text2", wrap=True))
        column.addSpacing(8)
        column.addWidget(self._facts(cells))
        column.addStretch(1)
        self.setAccessibleName(f"{kind.label} {ref}")
        return body

    def _head(self, ref: str, cells: dict[str, Cell]) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Label(ref, "title", weight=600))
        for cell in list(cells.values()):
            if cell.state and cell.value is not None:
                row.addWidget(Chip(cell.text, cell.state))
        row.addStretch(1)
        return head

    def _facts(self, cells: dict[str, Cell]) -> QWidget:
        card = Panel("card")
        grid = QGridLayout(card)
        grid.setContentsMargins(14, 12, 14, 12)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        grid.setColumnMinimumWidth(0, _CAPTION)
        grid.setColumnStretch(1, 1)
        shown = [c for c in self._context.kind(self._kind) if cells[c.name].value not in (None, "")]
        for place, column in enumerate(shown):
            caption = Label(column.label, "body", "text2")
            grid.addWidget(caption, place, 0, Qt.AlignmentFlag.AlignTop)
            cell = cells[column.name]
            long = column.type is Type.LONG_TEXT
            grid.addWidget(self._value(column.kind, cell, long=long), place, 1)
        return card

    def _value(self, kind: str, cell: Cell, *, long: bool) -> QWidget:
        if cell.label_id is not None:
            link = NameButton(cell.text)
            link.clicked.connect(self._follow)
            self._links[link] = (kind, cell.label_id)
            holder = QWidget()
            row = QHBoxLayout(holder)
            row.setContentsMargins(0, 0, 0, 0)
            row.addWidget(link)
            row.addStretch(1)
            return holder
        label = Label(cell.text, wrap=True) if long else ElidedLabel(cell.text)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label

    def _follow(self) -> None:
        sender = self.sender()
        target = self._links.get(sender) if isinstance(sender, Button) else None
        if target is not None:
            self._context.open_record(*target)
