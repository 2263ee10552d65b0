"""Tying a record to others of any kind, and cutting the tie."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from itdesk.store.relations import link, unlink
from itdesk.ui.app.pick import PickDialog

if TYPE_CHECKING:
    from itdesk.store.unit import Unit
    from itdesk.ui.app.context import DeskContext


class Linking(QObject):
    """Links of records of one kind; each change can be undone from its toast."""

    changed = Signal()

    def __init__(self, context: DeskContext, kind: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._kind = kind
        self._widget = parent

    def ask(self, record: int, other_kind: str) -> None:
        """Which record of the other kind shall it be?"""
        label = self._context.kind(other_kind).label
        dialog = PickDialog(self._context, other_kind, self.tr("Link"), label, self._widget.window())
        dialog.picked.connect(partial(self.link, record, other_kind))
        dialog.open()

    def link(self, record: int, other_kind: str, other: int | None) -> None:
        """Tie the record to another, once."""
        if other is not None:
            work = partial(_link, self._kind, record, other_kind, other)
            self._context.write("link records", work, self._done, said=self.tr("Linked"))

    def cut(self, relation: int) -> None:
        """Take a link away."""
        work = partial(_unlink, relation)
        self._context.write("unlink records", work, self._done, said=self.tr("Link removed"))

    def _done(self, _result: object) -> None:
        self.changed.emit()


def _link(kind: str, record: int, other_kind: str, other: int, unit: Unit) -> int:
    return link(unit, kind, record, other_kind, other)


def _unlink(relation: int, unit: Unit) -> None:
    unlink(unit, relation)
