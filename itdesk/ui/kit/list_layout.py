"""Which columns a list shows, in which order and how wide; kept per person as one JSON line."""

from __future__ import annotations

import json
from typing import Any

from itdesk.ui.kit.record_model import RecordModel
from itdesk.ui.kit.record_view import RecordView
from itdesk.ui.kit.theme import theme

MIN_WIDTH, MAX_WIDTH = 28, 1200


class ListLayout:
    """A person's choice outlives narrow windows: those hide columns only while they are narrow."""

    def __init__(self, view: RecordView, model: RecordModel) -> None:
        self._view = view
        self._model = model
        self._chosen: set[str] = set()

    def apply_defaults(self) -> None:
        """Each column's own width; those that are shown by default."""
        for place, column in enumerate(self._model.columns):
            self._view.setColumnWidth(place, theme().px(column.pixels))
        self._chosen = {c.name for c in self._model.columns if c.column.shown or c.stretch}
        self.hide_for_width()

    def is_chosen(self, name: str) -> bool:
        return name in self._chosen

    def choose(self, name: str, shown: bool) -> None:
        """Show or hide a column; the last one stays."""
        if not shown and self._chosen == {name}:
            return
        (self._chosen.add if shown else self._chosen.discard)(name)
        self.hide_for_width()

    @property
    def columns(self) -> list[tuple[str, str]]:
        """(name, label) of all columns, in the model's order."""
        return [(c.name, c.label) for c in self._model.columns]

    def hide_for_width(self) -> None:
        """Hide what the person does not want and what the window is too narrow for."""
        fitting = self._fitting()
        for place, column in enumerate(self._model.columns):
            hidden = column.name not in fitting
            if hidden != self._view.isColumnHidden(place):
                self._view.setColumnHidden(place, hidden)
        self._view.fill_width()

    def _fitting(self) -> set[str]:
        """The chosen columns that have room; all of them where none has: a table must show something."""
        width = self._view.window().width()
        wide = {c.name for c in self._model.columns if width < theme().px(c.min_window)}
        return (self._chosen - wide) or self._chosen

    def visible_columns(self) -> list[int]:
        """Model columns in the order they stand on screen."""
        head = self._view.horizontalHeader()
        order = [head.logicalIndex(place) for place in range(head.count())]
        return [place for place in order if not self._view.isColumnHidden(place)]

    def to_text(self, sort: tuple[str, bool]) -> str:
        head = self._view.horizontalHeader()
        names = [self._model.columns[head.logicalIndex(i)].name for i in range(head.count())]
        widths = {
            column.name: head.sectionSize(place)
            for place, column in enumerate(self._model.columns)
            if column.name in self._chosen and not self._view.isColumnHidden(place)
        }
        kept = {"order": names, "shown": sorted(self._chosen), "widths": widths, "sort": list(sort)}
        return json.dumps(kept, ensure_ascii=False)

    def from_text(self, text: str) -> tuple[str, bool] | None:
        """Put back what still applies; columns that have gone or come since do no harm."""
        try:
            kept = json.loads(text)
        except (ValueError, RecursionError):
            return None
        if not isinstance(kept, dict):
            return None
        self._put_order(kept.get("order"))
        self._put_widths(kept.get("widths"))
        shown = kept.get("shown")
        known = {column.name for column in self._model.columns}
        if isinstance(shown, list) and (chosen := known & {str(name) for name in shown}):
            self._chosen = chosen
        self.hide_for_width()
        return self._kept_sort(kept.get("sort"), known)

    def _put_order(self, order: Any) -> None:
        if not isinstance(order, list):
            return
        head = self._view.horizontalHeader()
        places = {column.name: place for place, column in enumerate(self._model.columns)}
        for target, name in enumerate(n for n in order if isinstance(n, str) and n in places):
            head.moveSection(head.visualIndex(places[name]), target)

    def _put_widths(self, widths: Any) -> None:
        if not isinstance(widths, dict):
            return
        for place, column in enumerate(self._model.columns):
            width = widths.get(column.name)
            if isinstance(width, int) and MIN_WIDTH <= width <= MAX_WIDTH:
                self._view.setColumnWidth(place, width)

    def _kept_sort(self, sort: Any, known: set[str]) -> tuple[str, bool] | None:
        if isinstance(sort, list) and len(sort) == 2 and str(sort[0]) in known:
            return str(sort[0]), bool(sort[1])
        return None
