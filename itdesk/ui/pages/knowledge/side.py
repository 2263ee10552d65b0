"""Beside the text: its headings, what it belongs to, its versions."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from itdesk.core.clock import day_of, local_zone
from itdesk.core.values import show_date
from itdesk.ui.kit import fonts
from itdesk.ui.kit.buttons import Button, IconButton, NameButton
from itdesk.ui.kit.cards import clear
from itdesk.ui.kit.text import Label, Panel, set_tooltip
from itdesk.ui.kit.theme import theme
from itdesk.ui.pages.knowledge.reading import Link, ManualPicture
from itdesk.ui.pages.knowledge.words import review_state, review_words

WIDTH, MARGIN, REMOVE = 226, 14, 36
"""Of the column, of its edge, and of the button that removes a link."""
MOST_VERSIONS, MOST_HEADINGS = 12, 20


class ManualSide(QScrollArea):
    anchor_chosen = Signal(str)
    record_chosen = Signal(str, int)
    unlink_asked = Signal(int)
    link_asked = Signal(str)
    """Link a record of this kind."""
    version_chosen = Signal(object)
    """Compare this `Version` with the present one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFixedWidth(theme().px(WIDTH))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        holder = Panel("pane")
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(0, 0, MARGIN, MARGIN)
        self._column.setSpacing(4)
        self.setWidget(holder)

    def fill(self, found: ManualPicture) -> None:
        clear(self._column)
        if found.headings:
            self._head(self.tr("On this page"))
            for anchor, words in found.headings[:MOST_HEADINGS]:
                self._add(_named(words, WIDTH - MARGIN), partial(self.anchor_chosen.emit, anchor))
        self._head(self.tr("Belongs to"))
        for other in found.links:
            self._column.addWidget(self._link(other))
        for kind, words in (("asset", self.tr("Link an asset…")), ("ticket", self.tr("Link a ticket…"))):
            self._add(Button(words, "link"), partial(self.link_asked.emit, kind))
        self._head(self.tr("Versions"))
        for version in found.versions[:MOST_VERSIONS]:
            day = show_date(day_of(version.at, local_zone()))
            self._add(NameButton(f"{version.edition} · {day}"), partial(self.version_chosen.emit, version))
        if found.days_left is not None:
            self._head(self.tr("Review"))
            ink = f"{review_state(found.days_left)}_fg"
            self._column.addWidget(Label(review_words(found.days_left), ink=ink, weight=500))
        self._column.addStretch(1)

    def _head(self, words: str) -> None:
        if self._column.count():
            self._column.addSpacing(10)
        self._column.addWidget(Label(words, "small", "text2"))

    def _add(self, button: Button, slot: partial[None]) -> None:
        row = QHBoxLayout()
        button.clicked.connect(slot)
        holder = QWidget()
        holder.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(button)
        row.addStretch(1)
        self._column.addWidget(holder)

    def _link(self, other: Link) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        button = _named(other.name, WIDTH - MARGIN - REMOVE)
        button.clicked.connect(partial(self.record_chosen.emit, other.kind, other.key))
        remove = IconButton("x", self.tr("Remove the link to {name}").format(name=other.name))
        remove.clicked.connect(partial(self.unlink_asked.emit, other.relation))
        row.addWidget(button)
        row.addStretch(1)
        row.addWidget(remove)
        return line


def _named(words: str, room: int) -> NameButton:
    """A name in so many logical pixels; the whole one is its tooltip and what a screen reader says."""
    button = NameButton()
    frame = button.sizeHint().width() - fonts.metrics("body", 500).horizontalAdvance("")
    button.show_name(fonts.elided(words, theme().px(room) - frame, "body", 500))
    button.setAccessibleName(words)
    set_tooltip(button, words)
    return button
