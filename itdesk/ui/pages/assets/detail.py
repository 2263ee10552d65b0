"""One asset with all that hangs on it: facts, parts, work, files, links and its history."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from itdesk.core.clock import to_datetime
from itdesk.core.query.tree import Compare, Op, Query
from itdesk.core.units import format_bytes
from itdesk.desk.finding import Found, described
from itdesk.store import files
from itdesk.store.attachments import Attached, attached
from itdesk.store.relations import link, linked, unlink
from itdesk.store.search import Hit
from itdesk.ui.app.pick import PickDialog
from itdesk.ui.app.plain_detail import PlainDetail
from itdesk.ui.app.record_detail import RecordDetail
from itdesk.ui.kit.buttons import Button, IconButton, NameButton
from itdesk.ui.kit.detail import ScrollColumn, sentence
from itdesk.ui.kit.tabs import Tabs
from itdesk.ui.kit.text import ElidedLabel, Label
from itdesk.ui.pages.history.words import change_words

if TYPE_CHECKING:
    from itdesk.store.unit import Unit
    from itdesk.ui.app.context import DeskContext

MOST = 100
"""Tickets, work orders and journal entries that the pane reads."""


@dataclass(frozen=True, slots=True)
class AssetStory:
    """What is read for the pane; `links` are (relation, record)."""

    called: str
    parts: tuple[str, ...]
    tickets: tuple[Found, ...]
    orders: tuple[Found, ...]
    links: tuple[tuple[int, Found], ...]
    files: tuple[Attached, ...]
    history: tuple[str, ...]


class AssetDetail(RecordDetail):
    """Tabs; the chosen one stays when another asset is shown."""

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.tabs = Tabs(self)
        self.plain = PlainDetail(context, "asset")
        self.parts, self.history = QPlainTextEdit(), QPlainTextEdit()
        self.work, self.links, self.files = (ScrollColumn() for _ in range(3))
        for text, name in ((self.parts, self.tr("Components")), (self.history, self.tr("History"))):
            text.setReadOnly(True)
            text.setAccessibleName(name)
        self.tabs.add_tab("facts", self.tr("Overview"), self.plain)
        self.tabs.add_tab("parts", self.tr("Parts"), self.parts)
        self.tabs.add_tab("work", self.tr("Work"), self.work)
        self.tabs.add_tab("links", self.tr("Relations"), self.links)
        self.tabs.add_tab("files", self.tr("Files"), self.files)
        self.tabs.add_tab("history", self.tr("History"), self.history)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tabs)

    # --- read beside the window ----------------------------------------------------------
    def read(self, record: int) -> AssetStory:
        desk = self.context.desk
        engine = desk.store.engine
        ends = linked(engine, "asset", record)
        records = {(f.kind, f.id): f for f in described(desk, [Hit(x.kind, x.record) for x in ends])}
        label = self.context.kind("asset").label
        return AssetStory(
            f"{label} {desk.refs.ref_of('asset', record)}",
            tuple(f"{p.category}: {p.name} {p.release}".rstrip() for p in desk.assets.parts(record)),
            self._about("ticket", record),
            self._about("work-order", record),
            tuple((x.relation, records[x.kind, x.record]) for x in ends if (x.kind, x.record) in records),
            tuple(attached(engine, "asset", record)),
            tuple(self._history(record)),
        )

    def _about(self, kind: str, record: int) -> tuple[Found, ...]:
        desk = self.context.desk
        column = desk.store.schema.kind(kind).column("asset")
        query = Query(Compare(column, Op.IS, (record,)), desk.query(kind, "sort:-number").sort)
        return tuple(described(desk, [Hit(kind, key) for key in desk.lists.ids(kind, query, limit=MOST)]))

    def _history(self, record: int) -> list[str]:
        desk = self.context.desk
        lines: list[str] = []
        for entry, change in desk.journal.history("asset", record, MOST):
            when = f"{to_datetime(entry.at, desk.zone):%d %b %Y %H:%M}"
            lines.append(f"{when}  {entry.actor}  {entry.verb}")
            lines += list(change_words(desk, change))[1:]
        return lines

    # --- show ----------------------------------------------------------------------------
    def fill(self, found: AssetStory) -> None:
        self.plain.show_record(self.record)
        self.setAccessibleName(found.called)
        self.parts.setPlainText("\n".join(found.parts) or self.tr("No inventory was taken yet."))
        self.history.setPlainText("\n".join(found.history))
        self._fill_work(found)
        self._fill_links(found)
        self._fill_files(found)
        counts = {"parts": found.parts, "work": (*found.tickets, *found.orders), "links": found.links,
                  "files": found.files}  # fmt: skip
        for tab, items in counts.items():
            self.tabs.bar.set_count(tab, len(items) or None)

    def _fill_work(self, found: AssetStory) -> None:
        self.work.clear()
        for title, items in ((self.tr("Tickets"), found.tickets), (self.tr("Maintenance"), found.orders)):
            self.work.column.addWidget(Label(title, weight=600))
            for item in items:
                self.work.column.addWidget(self._row(item))
            if not items:
                self.work.column.addWidget(sentence(self.tr("None.")))
        self.work.column.addStretch(1)

    def _row(self, item: Found, *tools: QWidget) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        name = NameButton(item.ref)
        name.clicked.connect(partial(self.context.open_record, item.kind, item.id))
        row.addWidget(name)
        row.addWidget(ElidedLabel(item.title, "body", "text2"), 1)
        for tool in tools:
            row.addWidget(tool)
        return holder

    def _fill_links(self, found: AssetStory) -> None:
        self.links.clear()
        for relation, item in found.links:
            cut = IconButton("unlink", self.tr("Remove the link to {ref}").format(ref=item.ref))
            cut.clicked.connect(partial(self.unlink, relation))
            self.links.column.addWidget(self._row(item, cut))
        for kind in ("asset", "manual", "ticket"):
            words = self.tr("Link {kind}…").format(kind=self.context.kind(kind).label.lower())
            button = Button(words, "link", "link")
            button.clicked.connect(partial(self.ask_link, kind))
            self.links.column.addWidget(button)
        self.links.column.addStretch(1)

    def _fill_files(self, found: AssetStory) -> None:
        self.files.clear()
        for item in found.files:
            save = IconButton("download", self.tr("Save {name}").format(name=item.name))
            save.clicked.connect(partial(self._ask_copy, item))
            drop = IconButton("trash-2", self.tr("Remove {name}").format(name=item.name))
            drop.clicked.connect(partial(self.remove_file, item.id))
            holder = QWidget()
            row = QHBoxLayout(holder)
            row.setContentsMargins(0, 0, 0, 0)
            row.addWidget(ElidedLabel(item.name), 1)
            row.addWidget(Label(format_bytes(item.size), "small", "text2"))
            row.addWidget(save)
            row.addWidget(drop)
            self.files.column.addWidget(holder)
        add = Button(self.tr("Add a file…"), "", "paperclip")
        add.clicked.connect(self._ask_file)
        self.files.column.addWidget(add)
        self.files.column.addStretch(1)

    # --- links ---------------------------------------------------------------------------
    def ask_link(self, kind: str) -> None:
        title = self.tr("Link")
        dialog = PickDialog(self.context, kind, title, self.context.kind(kind).label, self.window())
        dialog.picked.connect(partial(self.link, kind))
        dialog.open()

    def link(self, kind: str, key: int | None) -> None:
        """Tie the asset to another record, once."""
        if self.record is not None and key is not None:
            work = partial(self._link, self.record, kind, key)
            self.context.write("link records", work, self._changed, said=self.tr("Linked"))

    @staticmethod
    def _link(record: int, kind: str, key: int, unit: Unit) -> int:
        return link(unit, "asset", record, kind, key)

    def unlink(self, relation: int) -> None:
        self.context.write(
            "unlink records", partial(self._unlink, relation), self._changed, said=self.tr("Link removed")
        )

    @staticmethod
    def _unlink(relation: int, unit: Unit) -> None:
        unlink(unit, relation)

    # --- files ---------------------------------------------------------------------------
    def _ask_file(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Add a file"), "")
        if path:
            self.add_file(Path(path))

    def add_file(self, path: Path) -> None:
        """Keep a copy inside the desk; over 100 MB it is refused in one line."""
        if self.record is not None:
            work = partial(self._add_file, self.record, path)
            self.context.write("attach file", work, self._changed, said=self.tr("File added"))

    @staticmethod
    def _add_file(record: int, path: Path, unit: Unit) -> int:
        return files.attach(unit, "asset", record, path)

    def remove_file(self, key: int) -> None:
        """The bytes stay for undo and for history, until they are erased."""
        work = partial(self._remove_file, key)
        self.context.write("remove file", work, self._changed, said=self.tr("File removed"))

    @staticmethod
    def _remove_file(key: int, unit: Unit) -> None:
        unit.delete("attachment", key)

    def _ask_copy(self, item: Attached) -> None:
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Save a copy"), item.name)
        if path:
            self.save_copy(item, Path(path))

    def save_copy(self, item: Attached, path: Path) -> None:
        """Write the file's bytes elsewhere."""
        self.context.read(partial(self._copy, item.sha256, path), self._saved)

    def _copy(self, sha256: str, path: Path) -> Path:
        with path.open("wb") as target:
            for data in files.chunks(self.context.desk.store.engine, sha256):
                target.write(data)
        return path

    def _saved(self, path: Path) -> None:
        self.context.messages.info(self.tr("Saved {path}").format(path=path))

    def _changed(self, _result: object) -> None:
        self.again()
