"""Knowledge: manuals, the one that is read beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QWidget

from itdesk.core.clock import day_of
from itdesk.store.lists import ListRow
from itdesk.ui.kit.command import Command
from itdesk.ui.kit.record_model import ListColumn
from itdesk.ui.kit.rows import Cell, Look
from itdesk.ui.pages.knowledge.detail import ManualDetail
from itdesk.ui.pages.knowledge.words import review_state, review_words
from itdesk.ui.pages.list_page import ListPage


class KnowledgePage(ListPage):
    """Ctrl+7."""

    id = "knowledge"
    kind_name = "manual"
    two_line = True
    detail_share = 70

    def title(self) -> str:
        return self.tr("Knowledge")

    def new_title(self) -> str:
        return self.tr("New manual")

    def list_columns(self) -> Sequence[ListColumn]:
        kind = self.kind
        rest = [c for c in super().list_columns() if c.name not in ("title", "review-by")]
        return [
            ListColumn(kind.column("title"), Look.TITLE, self.tr("Manual"), stretch=True),
            ListColumn(kind.column("review-by"), Look.NUMBER, self.tr("Review due"), 92),
            *(replace(c, column=replace(c.column, shown=False)) for c in rest),
        ]

    def extra_columns(self) -> Sequence[str]:
        return ("category", "edition", "owner", "review-by")

    def dress(self, row: ListRow, cells: dict[str, Cell]) -> Mapping[str, Cell]:
        owner = cells["owner"].text if row.values["owner"] is not None else ""
        facts = (str(row.values["category"] or ""), f"v{row.values['edition']}", owner)
        second = " · ".join(fact for fact in facts if fact)
        cells["title"] = replace(cells["title"], second=second, strong=True)
        due = row.values["review-by"]
        if due is not None:
            days = (date.fromisoformat(str(due)) - self._today()).days
            cell = cells["review-by"]
            cells["review-by"] = replace(
                cell, text=review_words(days), hint=cell.text, state=review_state(days)
            )
        return cells

    def _today(self) -> date:
        return day_of(self.context.desk.store.clock.now(), self.context.desk.zone)

    def make_detail(self) -> QWidget:
        return ManualDetail(self.context)

    def selection_commands(self) -> Sequence[Command]:
        one = self._one
        return (
            Command("manual.write", self.tr("Edit the text"), self.edit_text, "W", "pencil", enabled=one),
            Command("manual.print", self.tr("Print…"), self.print_one, "", "printer", enabled=one),
        )

    def _one(self) -> bool:
        return self.current_id() is not None

    def edit_text(self) -> None:
        detail = self.slot.detail
        if isinstance(detail, ManualDetail):
            self.slot.open_detail()
            detail.start_edit()

    def print_one(self) -> None:
        if isinstance(self.slot.detail, ManualDetail):
            self.slot.detail.ask_print()
