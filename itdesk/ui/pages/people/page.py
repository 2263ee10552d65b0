"""People, places and suppliers: three lists behind one row of the rail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from itdesk.ui.app.story.related import Related
from itdesk.ui.kit.record_model import ListColumn
from itdesk.ui.kit.rows import Look
from itdesk.ui.pages.list_page import ListPage
from itdesk.ui.pages.several import SeveralLists

if TYPE_CHECKING:
    from itdesk.ui.app.context import DeskContext

WIDE_ONLY = ("phone", "website")
"""Columns that a narrow window leaves to the pane at the right."""


class _NamedList(ListPage):
    """A list whose name takes the room."""

    is_imported = True

    def list_columns(self) -> Sequence[ListColumn]:
        return [
            replace(column, look=Look.TITLE, stretch=True) if column.name == "name"
            else replace(column, min_window=1400) if column.name in WIDE_ONLY
            else column
            for column in super().list_columns()
        ]  # fmt: skip


class PersonList(_NamedList):
    id = "people.people"
    kind_name = "person"

    def related(self) -> Sequence[Related]:
        return (
            Related("asset", "person", self.tr("Holds"), "sort:tag"),
            Related("ticket", "requester", self.tr("Tickets"), "sort:-number"),
            Related("ticket", "assignee", self.tr("Works on"), "sort:-number"),
        )


class PlaceList(_NamedList):
    id = "people.places"
    kind_name = "place"

    def related(self) -> Sequence[Related]:
        return (
            Related("asset", "place", self.tr("Assets"), "sort:tag"),
            Related("person", "place", self.tr("People"), "sort:name"),
            Related("place", "parent", self.tr("Places inside"), "sort:name"),
        )


class SupplierList(_NamedList):
    id = "people.suppliers"
    kind_name = "supplier"

    def related(self) -> Sequence[Related]:
        return (Related("asset", "supplier", self.tr("Supplied"), "sort:tag"),)


class PeoplePage(SeveralLists):
    """Ctrl+4."""

    id = "people"

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__([PersonList(context), PlaceList(context), SupplierList(context)], parent)

    def title(self) -> str:
        return self.tr("People and places")
