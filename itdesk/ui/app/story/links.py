"""Links of a record to others of any kind, and making and cutting them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from itdesk.desk.finding import Found, described
from itdesk.store.relations import linked
from itdesk.store.search import Hit
from itdesk.ui.app.linking import Linking
from itdesk.ui.kit.buttons import Button, IconButton, NameButton
from itdesk.ui.kit.detail import RowCard, ScrollColumn, left_of, sentence
from itdesk.ui.kit.text import ElidedLabel, Label

if TYPE_CHECKING:
    from itdesk.desk.desk import Desk
    from itdesk.ui.app.context import DeskContext

OFFERED = ("asset", "manual", "ticket")
"""Kinds that a record is linked to from its pane."""

Ends = Sequence[tuple[int, Found]]
"""(relation, the record at its other end)"""


def read_links(desk: Desk, kind: str, record: int) -> Ends:
    """In a reader thread; ends that are gone are left out."""
    ends = linked(desk.store.engine, kind, record)
    records = {(f.kind, f.id): f for f in described(desk, [Hit(x.kind, x.record) for x in ends])}
    return tuple((x.relation, records[x.kind, x.record]) for x in ends if (x.kind, x.record) in records)


class LinksTab(ScrollColumn):
    """The links of one record."""

    changed = Signal()

    def __init__(self, context: DeskContext, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._context = context
        self._record: int | None = None
        self.linking = Linking(context, kind, self)
        self.linking.changed.connect(self.changed)

    def show_links(self, record: int, ends: Ends) -> None:
        self._record = record
        self.clear()
        if ends:
            card = RowCard(self.tr("Linked to"))
            for relation, item in ends:
                card.add_row(*self._row(relation, item))
            self.column.addWidget(card)
        else:
            self.column.addWidget(sentence(self.tr("Nothing is linked yet."), "link"))
        for kind in OFFERED:
            words = self.tr("Link {kind}…").format(kind=self._context.kind(kind).label.lower())
            button = Button(words, "link", "link")
            button.clicked.connect(partial(self._ask, kind))
            self.column.addWidget(left_of(button))
        self.column.addStretch(1)

    def _row(self, relation: int, item: Found) -> tuple[QWidget, ...]:
        kind = Label(self._context.kind(item.kind).label, "small", "text2")
        name = NameButton(item.ref)
        name.clicked.connect(partial(self._context.open_record, item.kind, item.id))
        cut = IconButton("unlink", self.tr("Remove the link to {ref}").format(ref=item.ref))
        cut.clicked.connect(partial(self.linking.cut, relation))
        return kind, name, ElidedLabel(item.title, "body", "text2"), cut

    def _ask(self, kind: str) -> None:
        if self._record is not None:
            self.linking.ask(self._record, kind)
