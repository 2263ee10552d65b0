"""Maintenance: the calendar, the lists of work orders and plans, as views of one page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from itdesk.core.events import Changed
from itdesk.core.values import parse_date
from itdesk.ui.app.asking import Asking
from itdesk.ui.app.detail_slot import DetailSlot
from itdesk.ui.kit.command import Command
from itdesk.ui.pages.list_page import ListPage
from itdesk.ui.pages.maintenance.calendar import Calendar
from itdesk.ui.pages.maintenance.lists import OrdersPage, PlansPage
from itdesk.ui.pages.maintenance.order_detail import OrderDetail
from itdesk.ui.shell.page import Page, PageView, Trail

if TYPE_CHECKING:
    from itdesk.ui.app.context import DeskContext

CALENDAR, PLANS = "calendar", "plans"
_CALENDAR_KINDS = frozenset({"work-order", "plan", "setting"})


class MaintenancePage(Page):
    """Ctrl+6. Shows one of three: calendar, work orders, plans."""

    id = "maintenance"

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.calendar = Calendar(context)
        self.slot = DetailSlot(self.calendar, context.state, "detail/maintenance", self)
        self.detail = OrderDetail(context)
        self._due = Asking(context, self)
        self.slot.put(self.detail)
        self.orders = OrdersPage(context)
        self.plans = PlansPage(context)
        self._stack = QStackedWidget(self)
        for widget in (self.slot, self.orders, self.plans):
            self._stack.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self._connect()

    def _connect(self) -> None:
        self.calendar.order_chosen.connect(self._order_chosen)
        self.calendar.plan_chosen.connect(self._plan_chosen)
        self.calendar.late_asked.connect(self._show_late)
        self.calendar.day_asked.connect(self._show_day)
        self.slot.moved.connect(self.chrome_changed)
        for page in (self.orders, self.plans):
            page.chrome_changed.connect(self.chrome_changed)
            page.open_requested.connect(self.open_requested)
            page.page_requested.connect(self.page_requested)
        self.orders.work.editor.saved.connect(self._saved)
        self.context.changed.connect(self._desk_changed)

    # --- which of the three ------------------------------------------------------------------
    @property
    def _inner(self) -> ListPage | None:
        widget = self._stack.currentWidget()
        return widget if isinstance(widget, ListPage) else None

    def _show(self, widget: QWidget) -> None:
        if self._stack.currentWidget() is not widget:
            self._stack.setCurrentWidget(widget)
            if isinstance(widget, ListPage):
                widget.activate()
        self.chrome_changed.emit()

    def title(self) -> str:
        return self.tr("Maintenance")

    def kinds(self) -> Sequence[str]:
        return ("work-order", "plan")

    def views(self) -> Sequence[PageView]:
        orders = [replace(view, id=f"o:{view.id}") for view in self.orders.views()]
        return [
            PageView(CALENDAR, self.tr("Calendar")),
            *(view for view in orders if view.query),
            PageView("o:all", self.tr("All")),
            PageView(PLANS, self.tr("Plans")),
        ]

    def current_view(self) -> str:
        inner = self._inner
        if inner is None:
            return CALENDAR
        if inner is self.plans:
            return PLANS
        return f"o:{inner.current_view()}" if inner.query_text else "o:all"

    def choose_view(self, view_id: str) -> None:
        if view_id == CALENDAR:
            self._show(self.slot)
            self.calendar.read()
        elif view_id == PLANS:
            self._show(self.plans)
        elif view_id == "o:all":
            self._list("")
        else:
            self._show(self.orders)
            self.orders.choose_view(view_id.removeprefix("o:"))
        self.chrome_changed.emit()

    def _list(self, query: str) -> None:
        self.orders.set_query(query)
        self._show(self.orders)

    def _show_late(self) -> None:
        self._list("status:open due:<today")

    def _show_day(self, day: date) -> None:
        self._list(f"due:{day.isoformat()}")

    # --- the calendar's own ------------------------------------------------------------------
    def _order_chosen(self, key: int) -> None:
        self.slot.show_record(key)
        if self._narrow:
            self.slot.open_detail()

    def _plan_chosen(self, key: int) -> None:
        self.plans.edit_record(key)

    def _saved(self, kind: str, key: int) -> None:
        if kind == "work-order" and self._inner is None:
            self.show_record(kind, key)

    def _desk_changed(self, change: Changed) -> None:
        if change.kind in _CALENDAR_KINDS and self._inner is None and self.isVisible():
            self.calendar.read()

    # --- the Page protocol ---------------------------------------------------------------------
    _narrow = False

    def primary_action(self) -> Command | None:
        if self._inner is not None:
            return self._inner.primary_action()
        words = self.tr("New work order")
        return Command("work-order.new", words, self.orders.work.new_record, "Ctrl+N", "plus")

    def commands(self) -> Sequence[Command]:
        if self._inner is not None:
            return self._inner.commands()
        return (
            Command("calendar.today", self.tr("Go to today"), self.calendar.go_today, "T", "calendar"),
            Command("plan.new", self.tr("New plan…"), self.plans.make_new, "", "calendar-plus"),
            Command(
                "plan.raise", self.tr("Make the work orders that are due"), self.plans.raise_due, "", "wrench"
            ),
        )

    def trail(self) -> Trail | None:
        if self._inner is not None:
            return self._inner.trail()
        if not self.slot.shows_detail_alone:
            return None
        return Trail(self.title(), f"W-{self.detail.record}", back=self.escape)

    def activate(self) -> None:
        if self._inner is not None:
            self._inner.activate()
            return
        self.orders.saved.read()
        self.calendar.read()
        self.calendar.setFocus()

    def deactivate(self) -> None:
        if self._inner is not None:
            self._inner.deactivate()

    def shut_down(self) -> None:
        self.context.changed.disconnect(self._desk_changed)
        self.orders.shut_down()
        self.plans.shut_down()

    def set_query(self, text: str) -> None:
        self._list(text)

    def show_record(self, kind: str, record_id: int) -> bool:
        if kind == "plan":
            self._show(self.plans)
            return self.plans.show_record(kind, record_id)
        if kind != "work-order":
            return False
        if self._inner is self.orders:
            return self.orders.show_record(kind, record_id)
        self._show(self.slot)
        self._order_chosen(record_id)
        self.calendar.choose(record_id)
        self._due.ask(partial(self._due_of, record_id), self._show_due)
        return True

    def _due_of(self, order: int) -> date | None:
        return parse_date(str(self.context.desk.store.read("work-order", order)["due"] or ""))

    def _show_due(self, day: date | None) -> None:
        if day is not None:
            self.calendar.show_day(day)

    def focus_query(self) -> None:
        if self._inner is None:
            self._show(self.orders)
        if self._inner is not None:
            self._inner.focus_query()

    def refresh(self) -> None:
        if self._inner is not None:
            self._inner.refresh()
        else:
            self.calendar.read()
            self.detail.again()

    def panes(self) -> Sequence[QWidget]:
        if self._inner is not None:
            return self._inner.panes()
        return [widget for widget in (self.calendar, self.detail) if widget.isVisible()]

    def escape(self) -> bool:
        if self._inner is not None:
            return self._inner.escape()
        if self.slot.shows_detail_alone:
            self.slot.show_list()
            return True
        return False

    def set_narrow(self, narrow: bool) -> None:
        self._narrow = narrow
        self.slot.set_narrow(narrow)
        self.orders.set_narrow(narrow)
        self.plans.set_narrow(narrow)
