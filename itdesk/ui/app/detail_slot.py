"""Where a list page puts its detail: beside the list, or in its place while the window is narrow."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, runtime_checkable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from itdesk.ui.app.person_state import PersonState
from itdesk.ui.kit.theme import theme

MIN_WIDTH, MAX_WIDTH, SHARE = 380, 650, 36
"""Logical pixels, and per cent of the page."""


@runtime_checkable
class DetailPane(Protocol):
    """What a list page needs of the widget that shows one record."""

    def show_record(self, record_id: int | None) -> None:
        """Show this record (None: nothing is chosen). Called again when the record changed."""
        ...


class DetailSlot(QWidget):
    """The list and its detail; a person's split is kept under `name`."""

    moved = Signal()
    """List or detail has come to the front."""

    def __init__(
        self,
        listed: QWidget,
        state: PersonState,
        name: str,
        parent: QWidget | None = None,
        share: int = SHARE,
    ) -> None:
        super().__init__(parent)
        self._share = share
        self._state = state
        self._name = name
        self._narrow = False
        self._pane: QWidget | None = None
        self._make: Callable[[], QWidget] | None = None
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(listed)
        self._splitter.splitterMoved.connect(self._keep)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._splitter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    @property
    def shows_detail_alone(self) -> bool:
        return self._stack.currentWidget() is not self._splitter

    @property
    def detail(self) -> QWidget | None:
        """The widget that shows one record; a promised one is made now."""
        if self._make is not None:
            make, self._make = self._make, None
            blank, self._pane = self._pane, None
            self.put(make())
            if blank is not None:
                blank.setParent(None)
                blank.deleteLater()
        return self._pane

    @property
    def is_awaiting(self) -> bool:
        """Whether nothing was put or promised."""
        return self._pane is None

    def put(self, detail: QWidget) -> None:
        """Take the detail in, once."""
        self._pane = detail
        detail.setMinimumWidth(theme().px(MIN_WIDTH))
        self._place()

    def promise(self, make: Callable[[], QWidget]) -> None:
        """Keep the place of a detail that is made when it is first needed: the list comes first."""
        self.put(QWidget(self))
        self._make = make

    def set_narrow(self, narrow: bool) -> None:
        if narrow != self._narrow:
            self._narrow = narrow
            self._place()

    def _place(self) -> None:
        if self._pane is None:
            return
        if self._narrow:
            self._stack.addWidget(self._pane)
        else:
            self._splitter.insertWidget(1, self._pane)
            self._splitter.setStretchFactor(0, 1)
            self._splitter.setStretchFactor(1, 0)
            self._pane.show()
            width = self._state.number(self._name, 0) or self._wanted()
            self._splitter.setSizes([max(self.width() - width, 1), width])
        self.show_list()

    def _wanted(self) -> int:
        wanted = max(self.width() * self._share // 100, theme().px(MIN_WIDTH))
        return min(wanted, theme().px(MAX_WIDTH)) if self._share == SHARE else wanted

    def show_list(self) -> None:
        self._stack.setCurrentWidget(self._splitter)
        self.moved.emit()

    def open_detail(self) -> None:
        """Go to the detail: in its place while narrow, else the focus moves there."""
        detail = self.detail
        if detail is None:
            return
        if self._narrow:
            self._stack.setCurrentWidget(detail)
        detail.setFocus(Qt.FocusReason.OtherFocusReason)
        self.moved.emit()

    def show_record(self, record_id: int | None) -> None:
        detail = self.detail
        if isinstance(detail, DetailPane):
            detail.show_record(record_id)

    def _keep(self) -> None:
        self._state.put(self._name, str(self._splitter.sizes()[-1]))
