"""The upper part of a ticket's pane: subject, states, the promise explained, who and what."""

from __future__ import annotations

from datetime import tzinfo
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from itdesk.core.kinds import Kind
from itdesk.core.units import format_bytes
from itdesk.core.values import show_value
from itdesk.store.attachments import Attached
from itdesk.ui.kit import fonts
from itdesk.ui.kit.buttons import NameButton, literal
from itdesk.ui.kit.cards import Card, LinkRow, TintedCard, clear, rule
from itdesk.ui.kit.chips import Avatar, Chip
from itdesk.ui.kit.detail import left_of
from itdesk.ui.kit.empty import Tile
from itdesk.ui.kit.state_glyph import glyph_of
from itdesk.ui.kit.text import Label, Panel, set_tooltip
from itdesk.ui.pages.assets.page import ICONS
from itdesk.ui.pages.tickets.promise import Standing, Terms, office_time
from itdesk.ui.pages.tickets.reading import TicketPicture

SUBJECT = 1000
"""Pixels of a subject that are shown, about three lines; the whole one is its tooltip."""
FILES, NAME = 3, 260
"""Files that stand on the pane, the rest in a menu; pixels of a name that are shown."""
_STATES = {"ok": "info"}
"""A ticket well in time needs no alarm: its card is as calm as one can be."""


class TicketHead(Panel):
    open_asked = Signal(str, int)
    """Show this record: (kind, key)."""
    file_asked = Signal(str, str)
    """Save this attachment: (name, SHA-256)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("tabbar", parent)
        self._line = Label("", "small", "text2")
        self.subject = Label("", "title", weight=600, wrap=True)
        self.subject.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._chips = QHBoxLayout()
        self._chips.setSpacing(6)
        self.promise = TintedCard("timer")
        self._beside = Card()
        self._rest: tuple[Attached, ...] = ()
        self._files = QVBoxLayout()
        self._files.setSpacing(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 12)
        column.setSpacing(8)
        column.addWidget(self._line)
        column.addWidget(self.subject)
        column.addLayout(self._chips)
        column.addWidget(self.promise)
        column.addWidget(self._beside)
        column.addLayout(self._files)

    def fill(self, kind: Kind, picture: TicketPicture, terms: Terms, zone: tzinfo) -> None:
        ticket = picture.ticket
        source = show_value(kind.column("source"), ticket["source"]).lower()
        opened = show_value(kind.column("opened"), ticket["opened"], zone=zone)
        self._line.setText(self.tr("#{number}  opened {when} · {source}").format(
            number=ticket.id, when=opened, source=source))  # fmt: skip
        self.subject.setText(fonts.elided(str(ticket["subject"]), SUBJECT, "title", 600))
        set_tooltip(self.subject, str(ticket["subject"]))
        self._fill_chips(kind, picture)
        due = show_value(kind.column("due"), ticket["due"], zone=zone)
        self._fill_promise(picture.standing, terms.target_words(str(ticket["priority"])), due)
        self._fill_beside(picture)
        self._fill_files(picture)

    def _fill_chips(self, kind: Kind, picture: TicketPicture) -> None:
        clear(self._chips)
        for name in ("status", "priority"):
            choice = kind.column(name).choice(str(picture.ticket[name]))
            if choice is not None:
                glyph = glyph_of(choice.state, choice.value if name == "status" else None)
                self._chips.addWidget(Chip(choice.label, choice.state, glyph))
        self._chips.addWidget(Chip(picture.assignee or self.tr("Nobody works on it")))
        if picture.alerts:
            words = self.tr("{count} open alerts").format(count=picture.alerts)
            self._chips.addWidget(Chip(words, "crit", "diamond"))
        self._chips.addStretch(1)

    def _fill_promise(self, standing: Standing | None, target: str, due: str) -> None:
        self.promise.setVisible(standing is not None)
        if standing is None:
            return
        used = office_time(standing.used)
        rest = self.tr("Target {target} in office hours · used {used} · due {due}").format(
            target=target, used=used, due=due
        )
        state = _STATES.get(standing.state, standing.state)
        words = standing.words()
        if not standing.done and not standing.paused and standing.left >= 0:
            words = self.tr("{words} to resolve").format(words=words)
        self.promise.say(state, words, rest, standing.share)

    def _fill_beside(self, picture: TicketPicture) -> None:
        self._beside.clear()
        person, asset = picture.requester, picture.asset
        self._beside.setVisible(person is not None or asset is not None)
        if person is not None:
            words = self.tr("Open {name}").format(name=person.name)
            opened = partial(self.open_asked.emit, "person", person.key)
            row = LinkRow(Avatar(person.name, 24), person.name, person.facts, words, opened)
            self._beside.rows.addWidget(row)
        if person is not None and asset is not None:
            self._beside.rows.addWidget(rule())
        if asset is not None:
            words = self.tr("Open {name}").format(name=asset.name)
            opened = partial(self.open_asked.emit, "asset", asset.key)
            tile = Tile(ICONS.get(asset.icon, "box"), "unknown", 24)
            self._beside.rows.addWidget(LinkRow(tile, asset.name, asset.facts, words, opened, asset.state))

    def _fill_files(self, picture: TicketPicture) -> None:
        clear(self._files)
        self._rest = tuple(picture.files[FILES:])
        for file in picture.files[:FILES]:
            name = fonts.elided(file.name, NAME)
            button = NameButton(f"{name} · {format_bytes(file.size)}", "paperclip")
            button.setAccessibleName(f"{file.name} · {format_bytes(file.size)}")
            set_tooltip(button, file.name)
            button.clicked.connect(partial(self.file_asked.emit, file.name, file.sha256))
            self._files.addWidget(left_of(button))
        if self._rest:
            more = NameButton(self.tr("{count} more files…").format(count=len(self._rest)), "paperclip")
            more.clicked.connect(partial(self._offer_rest, more))
            self._files.addWidget(left_of(more))

    def _offer_rest(self, button: NameButton) -> None:
        menu = QMenu(self)
        for file in self._rest:
            words = literal(f"{fonts.elided(file.name, NAME)} · {format_bytes(file.size)}")
            menu.addAction(words).triggered.connect(partial(self.file_asked.emit, file.name, file.sha256))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
