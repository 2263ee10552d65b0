"""What happened to a record, oldest first: replies white, notes yellow, events one grey line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from itdesk.ui.kit.buttons import Button
from itdesk.ui.kit.cards import clear
from itdesk.ui.kit.chips import Avatar, Chip
from itdesk.ui.kit.icon_mark import IconMark
from itdesk.ui.kit.text import ElidedLabel, Label, NameLabel, Panel, set_tooltip

SHOWN = 60
"""Items that are drawn at first; the rest comes with "Show earlier"."""
LONGEST = 20_000
"""Characters of one message that are drawn."""
_CARDS = {"reply": "reply", "note": "note"}


@dataclass(frozen=True, slots=True)
class Entry:
    """`form` is reply, note or event; `when` what is shown, `at` the exact time as a tooltip."""

    form: str
    author: str
    text: str
    when: str
    at: str
    about: str = ""
    icon: str = "activity"


class Timeline(QScrollArea):
    """Scrolls to the newest item when another record is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Timeline"))
        self._entries: tuple[Entry, ...] = ()
        self._limit = SHOWN
        self._stays_at_end = False
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(self._range_changed)
        bar.actionTriggered.connect(self._moved)
        holder = Panel("pane")
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(18, 12, 18, 12)
        self._column.setSpacing(9)
        self.setWidget(holder)

    @property
    def entries(self) -> Sequence[Entry]:
        return self._entries

    def show_entries(self, entries: Sequence[Entry], *, to_end: bool) -> None:
        """Replace what is shown; `to_end` goes to the newest, else the place is kept."""
        if tuple(entries) == self._entries:
            return
        grew = len(entries) > len(self._entries)
        if to_end:
            self._limit = SHOWN
        elif self._limit > SHOWN:  # the earlier ones were asked for
            self._limit = max(self._limit, len(entries))
        self._entries = tuple(entries)
        self._draw()
        self._stays_at_end = to_end or grew
        self._range_changed()

    def _draw(self) -> None:
        clear(self._column)
        hidden = len(self._entries) - self._limit
        if hidden > 0:
            more = Button(self.tr("Show {count} earlier").format(count=hidden), "link")
            more.clicked.connect(self._show_all)
            self._column.addWidget(more, 0, Qt.AlignmentFlag.AlignHCenter)
        for entry in self._entries[-self._limit :]:
            self._column.addWidget(_card(entry) if entry.form in _CARDS else _line(entry))
        self._column.addStretch(1)

    def _show_all(self) -> None:
        self._stays_at_end = False
        self._limit = len(self._entries)
        self._draw()

    def _range_changed(self) -> None:
        """Items are laid out after they were put in: the end moves on until all of them are."""
        if self._stays_at_end:
            bar = self.verticalScrollBar()
            bar.setValue(bar.maximum())

    def _moved(self) -> None:
        """The person scrolls."""
        self._stays_at_end = False

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._moved()
        super().wheelEvent(event)


def _card(entry: Entry) -> QWidget:
    card = Panel(_CARDS[entry.form])
    row = QHBoxLayout(card)
    row.setContentsMargins(12, 10, 14, 12)
    row.setSpacing(8)
    row.addWidget(Avatar(entry.author, 22), 0, Qt.AlignmentFlag.AlignTop)
    column = QVBoxLayout()
    column.setSpacing(4)
    column.addLayout(_head(entry))
    text = Label(entry.text[:LONGEST], wrap=True)
    text.setMinimumWidth(1)  # or one endless word would push what is said beside it out of the pane
    text.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    column.addWidget(text)
    row.addLayout(column, 1)
    card.setAccessibleName(f"{entry.author}, {entry.when}: {entry.text[:200]}")
    return card


def _head(entry: Entry) -> QHBoxLayout:
    head = QHBoxLayout()
    head.setSpacing(8)
    head.addWidget(NameLabel(entry.author))
    if entry.form == "note":
        head.addWidget(Chip(QCoreApplication.translate("Timeline", "Internal note"), "warn"))
    head.addWidget(ElidedLabel(entry.about, "small", "text2"), 1)
    when = Label(entry.when, "small", "text2")
    set_tooltip(when, entry.at)
    head.addWidget(when)
    return head


def _line(entry: Entry) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(16, 0, 14, 0)
    row.setSpacing(12)
    row.addWidget(IconMark(entry.icon, "text3", 14))
    row.addWidget(ElidedLabel(entry.text, "small", "text2"), 1)
    when = Label(entry.when, "small", "text3")
    set_tooltip(when, f"{entry.author}, {entry.at}")
    row.addWidget(when)
    return line
