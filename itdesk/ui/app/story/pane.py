"""The pane of a record of any kind: overview, what refers to it, links, files, history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from itdesk.core.events import Changed
from itdesk.store.attachments import Attached, attached
from itdesk.ui.app.record_detail import RecordDetail
from itdesk.ui.app.story.facts import FactsCard, RecordFacts, read_facts
from itdesk.ui.app.story.files import FilesTab
from itdesk.ui.app.story.head import StoryHead
from itdesk.ui.app.story.history import RecordHistory
from itdesk.ui.app.story.links import Ends, LinksTab, read_links
from itdesk.ui.app.story.related import Group, Related, RelatedCard, read_group
from itdesk.ui.kit.banner import Banner
from itdesk.ui.kit.detail import ScrollColumn
from itdesk.ui.kit.tabs import Tabs

if TYPE_CHECKING:
    from itdesk.ui.app.context import DeskContext

NEWS_MS = 250
"""Rest after something was written that hangs on the record."""


@dataclass(frozen=True, slots=True)
class Story:
    """What is read for the pane."""

    called: str
    facts: RecordFacts
    groups: tuple[Group, ...]
    links: Ends
    files: tuple[Attached, ...]


class StoryDetail(RecordDetail):
    """Derive and name `related`; the chosen tab stays when another record is shown.

    As at a date the facts are those of then; what hangs on the record is today's, and the pane says so.
    """

    as_at_asked = Signal(object)
    """Show everything as it was after this instant (UTC ms)."""

    def __init__(
        self, context: DeskContext, kind: str, related: Sequence[Related] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(context, parent)
        self.kind_name = kind
        self.at: int | None = None
        self._related = tuple(related)
        named = {column.kind for column in context.kind(kind) if column.kind}
        self._hanging = {"attachment", "relation", *named, *(group.kind for group in related)}
        self._told: tuple[int | None, Story] | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(NEWS_MS)
        self._rest.timeout.connect(self.again)
        self.head = StoryHead(self.body)
        self.note = Banner(self.body)
        self.tabs = Tabs(self.body)
        self.overview = ScrollColumn("ground")
        self.facts = FactsCard()
        self.cards = [RelatedCard(group) for group in self._related]
        self.links, self.files = LinksTab(context, kind), FilesTab(context, kind)
        self.history = RecordHistory(context, kind)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        for card in self.cards:
            self.overview.column.addWidget(card)
        self.overview.column.addWidget(self.facts)
        self.overview.column.addStretch(1)
        self.tabs.add_tab("facts", self.tr("Overview"), self.overview)
        self.tabs.add_tab("links", self.tr("Relations"), self.links)
        self.tabs.add_tab("files", self.tr("Files"), self.files)
        self.tabs.add_tab("history", self.tr("History"), self.history)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.head, self.note):
            column.addWidget(widget)
        column.addWidget(self.tabs, 1)

    def _connect(self) -> None:
        self.facts.open_asked.connect(self.context.open_record)
        for card in self.cards:
            card.open_asked.connect(self.context.open_record)
        for tab in (self.links, self.files):
            tab.changed.connect(self.again)
        self.history.as_at_asked.connect(self.as_at_asked)
        self.tabs.bar.chosen.connect(self._tab_chosen)
        self.context.changed.connect(self._hear)

    def _hear(self, change: Changed) -> None:
        """The list hears of the record itself; what hangs on it is heard here."""
        if change.kind in self._hanging and self.record is not None:
            self._rest.start()

    # --- read beside the window ----------------------------------------------------------
    def read(self, record: int) -> Story | None:
        desk = self.context.desk
        facts = read_facts(desk, self.context.kind(self.kind_name), record, self.at)
        if facts is None:
            return None
        return Story(
            self.called(facts),
            facts,
            tuple(read_group(desk, group, record) for group in self._related),
            read_links(desk, self.kind_name, record),
            tuple(attached(desk.store.engine, self.kind_name, record)),
        )

    def hangs_on(self, kind: str) -> None:
        """News of this kind are read too: the derived pane shows records of it."""
        self._hanging.add(kind)

    def called(self, facts: RecordFacts) -> str:
        """Kind and ref: "Asset NB-0114"."""
        kind = self.context.kind(self.kind_name)
        return f"{kind.label} {kind.format_ref(facts.row.values[kind.ref])}"

    # --- show ----------------------------------------------------------------------------
    def fill(self, found: Story) -> None:
        """What is the same as before stays: its focus, what was scrolled, what was opened."""
        if not self.changed_record and self._told == (self.at, found):
            self._tab_chosen(self.tabs.bar.current())
            return
        self._told = (self.at, found)
        kind = self.context.kind(self.kind_name)
        self.setAccessibleName(found.called)
        self.head.show_head(kind, found.facts)
        self.facts.show_facts(kind, found.facts)
        for card, group in zip(self.cards, found.groups, strict=True):
            card.show_group(group, anew=self.changed_record)
            card.setVisible(group.count > 0 and self.at is None)
        if self.record is not None:
            self.links.show_links(self.record, found.links)
            self.files.show_files(self.record, found.files)
        self.tabs.bar.set_count("links", len(found.links) or None)
        self.tabs.bar.set_count("files", len(found.files) or None)
        self._tab_chosen(self.tabs.bar.current())

    def _tab_chosen(self, tab: str) -> None:
        """The history is read when somebody looks at it."""
        if tab == "history":
            self.history.show_record(self.record)

    def show_at(self, at: int | None) -> None:
        """The facts as they were at an instant (UTC ms), None for today."""
        if at == self.at:
            return
        self.at = at
        self.history.show_at(at)
        self.note.setVisible(at is not None)
        if at is not None:
            self.note.say("maint", self.tr("Facts of the date shown."), self.tr("All else is today's."))
        self.again()

    def show_tab(self, tab: str) -> None:
        self.tabs.bar.choose(tab)
