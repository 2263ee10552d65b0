"""One asset with all that hangs on it: facts, parts, tickets, maintenance, files, links, history."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from itdesk.ui.app.story.pane import StoryDetail
from itdesk.ui.app.story.related import Related
from itdesk.ui.kit.detail import RowCard, ScrollColumn, sentence
from itdesk.ui.kit.text import ElidedLabel, Label

if TYPE_CHECKING:
    from itdesk.ui.app.context import DeskContext

Part = tuple[str, str, str]
"""(category, name, release)"""


class AssetDetail(StoryDetail):
    """The pane of the ledger, with the parts that an inventory found."""

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        groups = (
            Related("ticket", "asset", self.tr("Tickets"), "sort:-number"),
            Related("work-order", "asset", self.tr("Maintenance"), "sort:-number"),
            Related("device", "asset", self.tr("Network")),
        )
        super().__init__(context, "asset", groups, parent)
        self.hangs_on("component")
        self.parts = ScrollColumn()
        self.tabs.add_tab("parts", self.tr("Parts"), self.parts)

    def show_record(self, record_id: int | None) -> None:
        super().show_record(record_id)
        if record_id is not None:
            self.context.read(partial(self._read_parts, record_id), self._show_parts)

    def _read_parts(self, record: int) -> tuple[int, list[Part]]:
        found = self.context.desk.assets.parts(record)
        return record, [(part.category, part.name, part.release) for part in found]

    def _show_parts(self, found: tuple[int, list[Part]]) -> None:
        record, parts = found
        if record != self.record:
            return
        self.parts.clear()
        self.tabs.bar.set_count("parts", len(parts) or None)
        for category in dict.fromkeys(part[0] for part in parts):
            card = RowCard(category)
            for _, name, release in (part for part in parts if part[0] == category):
                card.add_row(ElidedLabel(name), Label(release, "small", "text2"))
            self.parts.column.addWidget(card)
        if not parts:
            self.parts.column.addWidget(sentence(self.tr("No inventory was taken yet."), "cpu"))
        self.parts.column.addStretch(1)
