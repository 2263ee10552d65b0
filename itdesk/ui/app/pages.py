"""Which pages the window has, in the order of the rail; each is imported when first shown."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from itdesk.ui.shell.page import Page, PageEntry
from itdesk.ui.shell.rail import FOOT

if TYPE_CHECKING:
    from itdesk.ui.app.context import DeskContext


@dataclass(frozen=True, slots=True)
class _Place:
    """`module` under itdesk.ui.pages holds `page_class`, which is built with the desk's context."""

    id: str
    title: object
    icon: str
    module: str
    page_class: str
    group: str
    kinds: tuple[str, ...] = ()


_PLACES = (
    _Place("overview", QT_TRANSLATE_NOOP("pages", "Overview"), "layout-dashboard",
           "overview.page", "OverviewPage", "a"),
    _Place("tickets", QT_TRANSLATE_NOOP("pages", "Tickets"), "inbox",
           "tickets.page", "TicketsPage", "b", ("ticket",)),
    _Place("assets", QT_TRANSLATE_NOOP("pages", "Assets"), "monitor",
           "assets.page", "AssetsPage", "b", ("asset",)),
    _Place("people", QT_TRANSLATE_NOOP("pages", "People"), "users",
           "people.page", "PeoplePage", "b", ("person", "place", "supplier")),
    _Place("network", QT_TRANSLATE_NOOP("pages", "Network"), "network",
           "network.page", "NetworkPage", "b", ("device", "alert")),
    _Place("maintenance", QT_TRANSLATE_NOOP("pages", "Maintenance"), "calendar-clock",
           "maintenance.page", "MaintenancePage", "c", ("work-order", "plan")),
    _Place("knowledge", QT_TRANSLATE_NOOP("pages", "Knowledge"), "book-open",
           "knowledge.page", "KnowledgePage", "c", ("manual",)),
    _Place("reports", QT_TRANSLATE_NOOP("pages", "Reports"), "file-chart-column",
           "reports.page", "ReportsPage", "c"),
    _Place("imports", QT_TRANSLATE_NOOP("pages", "Import"), "file-input",
           "imports.page", "ImportsPage", FOOT),
    _Place("history", QT_TRANSLATE_NOOP("pages", "Journal"), "history",
           "history.page", "HistoryPage", FOOT),
    _Place("settings", QT_TRANSLATE_NOOP("pages", "Settings"), "settings",
           "settings.page", "SettingsPage", FOOT),
)  # fmt: skip

_ROOT = "itdesk.ui.pages"


def page_entries(context: DeskContext) -> list[PageEntry]:
    """Every page."""
    return [
        PageEntry(
            place.id,
            QCoreApplication.translate("pages", str(place.title)),
            place.icon,
            partial(_build, place, context),
            place.group,
            place.kinds,
        )
        for place in _PLACES
    ]


def _build(place: _Place, context: DeskContext) -> Page:
    page = getattr(import_module(f"{_ROOT}.{place.module}"), place.page_class)(context)
    assert isinstance(page, Page)
    return page
