"""Where a person is in a list, by record id, so that other rows can be put under them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from itdesk.ui.kit.record_model import RecordModel
from itdesk.ui.kit.record_view import RecordView


@dataclass(frozen=True, slots=True)
class Place:
    """`top` is the record at the upper edge, None to begin at the first row; `offset` its pixels above it."""

    current: int | None
    selected: Sequence[int]
    top: int | None
    offset: int

    @classmethod
    def of(
        cls,
        view: RecordView,
        model: RecordModel,
        current: int | None,
        selected: Sequence[int],
        *,
        keep_scroll: bool,
    ) -> Place:
        row = view.rowAt(0)
        top = model.id_at(row) if keep_scroll and row >= 0 else None
        return cls(current, selected, top, view.rowViewportPosition(row) if row >= 0 else 0)

    def must_wait(self, model: RecordModel) -> bool:
        """The current record may still come: its source is being counted."""
        return model.count() is None and self.current is not None and model.index_of(self.current) is None

    def put_back(self, view: RecordView, model: RecordModel) -> bool:
        """Select and scroll; answers whether the current record is another now."""
        rows = [row for key in self.selected if (row := model.index_of(key)) is not None]
        current = model.index_of(self.current) if self.current is not None else None
        view.select_rows(rows, current)
        self._scroll(view, model, current)
        return self.current is not None and (current is None or model.id_at(current) != self.current)

    def _scroll(self, view: RecordView, model: RecordModel, current: int | None) -> None:
        top = model.index_of(self.top) if self.top is not None else None
        if top is not None:
            bar = view.verticalScrollBar()
            bar.setValue(bar.value() + view.rowViewportPosition(top) - self.offset)
        elif current is not None:
            view.scrollTo(model.index(current, 0))
        else:
            view.scrollToTop()
