"""What every page is given: the open desk, work off the UI thread, and news of what changed.

Nothing on a page waits for a server on the UI thread: reads and writes go through `read`, `write` and
`run`, whose answers come back there. What a file answers at once is asked through `asking` and `lookups`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal

from itdesk.core.events import Changed
from itdesk.core.kinds import Kind
from itdesk.core.query import QueryContext
from itdesk.ui.app.feed_watch import FeedWatch
from itdesk.ui.app.lookups import Lookups
from itdesk.ui.app.person_state import PersonState
from itdesk.ui.app.writing import Undo, Write
from itdesk.ui.kit.messages import Messages
from itdesk.ui.kit.query_line import QueryTools
from itdesk.ui.kit.tasks import Progress, Task, Tasks
from itdesk.ui.kit.theme import ThemeManager
from itdesk.ui.kit.wording import translated_kind

if TYPE_CHECKING:
    from itdesk.desk.desk import Desk
    from itdesk.store.unit import Unit
    from itdesk.ui.kit.fields import FormTools

T = TypeVar("T")
Done = Callable[[Any], object]


class DeskContext(QObject):
    """One open desk as pages see it. `state` keeps what is one person's own (widths, theme)."""

    changed = Signal(object)
    """A `core.events.Changed` (kind, ids or empty for very many, entry), own writes included."""
    record_requested = Signal(str, object)
    """Show this record on its page: (kind name, record id)."""
    page_requested = Signal(str, str)
    """Go to a page: (page id, query line or "")."""

    def __init__(
        self,
        desk: Desk,
        messages: Messages,
        theme: ThemeManager,
        state: PersonState,
        me: int | None,
        head: int,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.desk = desk
        self.messages = messages
        self.theme = theme
        self.state = state
        self.me = me
        self.tasks = Tasks(self, leave=desk.close)
        self.tasks.failed.connect(messages.error)
        self._kinds: dict[str, tuple[Kind, Kind]] = {}
        self.feed = FeedWatch(desk, head, self)
        self.feed.changed.connect(self._tell_change)
        self.lookups = Lookups(self)

    # --- work off the UI thread ----------------------------------------------------------
    def read(
        self, fn: Callable[[], T], on_done: Done, *, title: str = "", on_failed: Done | None = None
    ) -> Task[T]:
        """Run `fn` beside other reads; `on_done(result)` follows on the UI thread.

        `on_done` and `on_failed` are bound methods of QObjects: they are dropped when those die.
        Without `on_failed` the message channel says what went wrong.
        """
        return self.tasks.read(title or self.tr("Reading"), _Plain(fn), on_done, on_failed)

    def write(
        self,
        verb: str,
        fn: Callable[[Unit], T],
        on_done: Done | None = None,
        *,
        said: str = "",
        detail: str = "",
        on_failed: Done | None = None,
    ) -> Task[T]:
        """Run `fn(unit)` as one unit of work on the one writer thread; then `on_done(result)`.

        `verb` is journaled ("edit asset"). `said` is told in a toast with Undo ("Asset saved").
        """
        work = Write(self.desk, verb, detail, fn)
        task = self.tasks.write(said or verb, work.run, on_done or _ignored, on_failed)
        work.setParent(task)
        task.finished.connect(self.feed.look)
        if said:
            undo = Undo(self, work, said)
            undo.setParent(task)
            task.finished.connect(undo.offer)
        return task

    def run(
        self, title: str, fn: Callable[[Progress], T], on_done: Done, *, on_failed: Done | None = None
    ) -> Task[T]:
        """Run long work on the writer thread that opens its own units (import, backup).

        `fn(progress)` calls `progress(done, total, note)`; the status bar shows it with Cancel.
        """
        task = self.tasks.write(title, fn, on_done, on_failed)
        task.finished.connect(self.feed.look)
        return task

    def undo(self, entry: int, on_done: Done | None = None) -> None:
        """Take a journal entry back (a new entry) and say so, with Undo again."""
        Undo(self, None, "").take_back(entry, on_done or _ignored)

    # --- answers for fields and query lines ------------------------------------------------
    def kind(self, name: str) -> Kind:
        """A kind with its custom columns as they are now, in the person's language."""
        plain = self.desk.store.schema.kind(name)
        known = self._kinds.get(name)
        if known is None or known[0] is not plain:
            known = self._kinds[name] = (plain, translated_kind(plain))
        return known[1]

    def form_tools(self) -> FormTools:
        from itdesk.ui.kit.fields import FormTools

        return FormTools(self.lookups.records, self.desk.zone, self.lookups.came)

    def query_tools(self) -> QueryTools:
        """What a query line needs: the present, and values that exist."""
        return QueryTools(self.query_context, self.lookups.values, self.lookups.came)

    def query_context(self) -> QueryContext:
        return QueryContext(now=self.desk.store.clock.now(), zone=self.desk.zone)

    # --- moving about ------------------------------------------------------------------------
    def open_record(self, kind: str, key: int) -> None:
        """Show a record on its own page."""
        self.record_requested.emit(kind, key)

    def open_page(self, page: str, query: str = "") -> None:
        self.page_requested.emit(page, query)

    # --- life ----------------------------------------------------------------------------------
    def start(self) -> None:
        """Begin to listen for changes."""
        self.feed.start()

    def shut_down(self) -> bool:
        """End threads and close their connections; False if something would not end."""
        self.feed.stop()
        ended = self.tasks.stop()
        self.desk.close()
        return ended

    def _tell_change(self, change: Changed) -> None:
        if change.kind == "person":
            self.read(self.desk.me, self._know_me)
        self.changed.emit(change)

    def _know_me(self, me: int | None) -> None:
        self.me = me


class _Plain:
    """Work that neither tells progress nor can be cancelled half-way."""

    __slots__ = ("_fn",)

    def __init__(self, fn: Callable[[], Any]) -> None:
        self._fn = fn

    def __call__(self, progress: Progress) -> Any:
        return self._fn()


def _ignored(result: object) -> None:
    """For work whose result nobody needs."""
