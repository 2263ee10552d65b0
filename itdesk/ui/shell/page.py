"""What a page is to the window.

A page is registered as a `PageEntry` (plain data and a function that builds it), so that its module
is imported when it is first shown. The window asks the page what to show in the top bar and
listens to `chrome_changed` to ask again. A page never reaches for the window: it emits signals.

Life: built once → `activate()` each time it comes to the front → `deactivate()` when another does →
`shut_down()` before the window dies. `may_leave()` is asked before another page, another desk or
the end of the program takes an open edit away.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from itdesk.ui.kit.command import Command


@dataclass(frozen=True, slots=True)
class PageView:
    """A saved view in the top bar; `count` None shows no number."""

    id: str
    name: str
    query: str = ""
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Trail:
    """The path of a detail page: "Assets / NB-0114", "1 of 312", previous and next.

    `position` counts from 1; `count` 0 hides the numbers. `back`, `previous` and `next` are bound
    methods; None disables the button.
    """

    parent: str
    name: str
    position: int = 0
    count: int = 0
    back: Callable[[], object] | None = None
    previous: Callable[[], object] | None = None
    next: Callable[[], object] | None = None


@dataclass(frozen=True, slots=True)
class Badge:
    """The number at a rail row; its colour is the worst state behind it."""

    count: int
    state: str = "unknown"


class Page(QWidget):
    """Base of all pages. Override what applies; each default means "nothing of that".

    `id` is the stable name used by commands, window state and `open_requested`.
    """

    id: ClassVar[str] = ""

    chrome_changed = Signal()
    """Title, views, trail, tools or primary action have other answers: the top bar asks again."""
    open_requested = Signal(str, object)
    """Show a record elsewhere: (kind name, record id)."""
    page_requested = Signal(str, str)
    """Go to another page: (page id, query or "")."""

    def title(self) -> str:
        """The heading, translated."""
        return ""

    def views(self) -> Sequence[PageView]:
        """Saved views for the top bar, in order."""
        return ()

    def current_view(self) -> str:
        """The id of the chosen view, "" for none."""
        return ""

    def choose_view(self, view_id: str) -> None:
        """A person chose a view in the top bar."""

    def trail(self) -> Trail | None:
        """Shown instead of title and views while a record fills the page."""
        return None

    def primary_action(self) -> Command | None:
        """The one primary button; its shortcut Ctrl+N works while the page is in front."""
        return None

    def tools(self) -> Sequence[Command]:
        """Quiet buttons at the right of the top bar, few."""
        return ()

    def commands(self) -> Sequence[Command]:
        """What the palette offers while this page is in front (and its shortcuts)."""
        return ()

    def kinds(self) -> Sequence[str]:
        """Names of the kinds whose records this page opens."""
        return ()

    def activate(self) -> None:
        """The page has come to the front: read what is stale, focus what is worked with."""

    def deactivate(self) -> None:
        """Another page has come to the front: stop timers."""

    def shut_down(self) -> None:
        """The window closes: release sources and timers; no signal may come after this."""

    def may_leave(self) -> bool:
        """Whether nothing would be lost; a page with an open edit asks the person here."""
        return True

    def set_query(self, text: str) -> None:
        """Put this line into the page's query line and show what it finds."""

    def show_record(self, kind: str, record_id: int) -> bool:
        """Select and show this record; False if the page cannot."""
        return False

    def focus_query(self) -> None:
        """Put the cursor into the query line ("/" or Ctrl+F)."""

    def refresh(self) -> None:
        """F5: read again, keeping selection and scroll."""

    def panes(self) -> Sequence[QWidget]:
        """Widgets that F6 walks through, left to right."""
        return (self,)

    def escape(self) -> bool:
        """Esc: go one step back (close detail, clear selection); True if there was one."""
        return False

    def set_narrow(self, narrow: bool) -> None:
        """The window fell under 1100 px or rose above: list or detail, or both side by side."""


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page's place in the rail, before its module is imported.

    `title` is translated; rail rows of the same `group` stand together, group "foot" at the
    bottom. `kinds` lets "open this record" find the page without building it.
    """

    id: str
    title: str
    icon: str
    build: Callable[[], Page]
    group: str = "desk"
    kinds: tuple[str, ...] = ()
