"""The head of a pane: who or what it is, its states, and how to reach it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from itdesk.core.kinds import Kind
from itdesk.ui.app.story.facts import RecordFacts
from itdesk.ui.kit.buttons import IconButton
from itdesk.ui.kit.cards import clear
from itdesk.ui.kit.chips import Avatar, Chip
from itdesk.ui.kit.empty import Tile
from itdesk.ui.kit.rows import Cell
from itdesk.ui.kit.text import ElidedLabel, NameLabel

SIDE = 40
REACHED_BY = {"email": ("mail", "mailto:"), "phone": ("phone", "tel:"), "website": ("globe", "")}
"""Columns that a click opens: (icon, scheme)."""
_SUBTITLE = ("title", "team", "manufacturer", "model", "person", "place", "parent", "address")


def contact_url(column: str, value: str) -> QUrl | None:
    """Where a click on a contact goes, None for what is none: only mail, calls and web pages open."""
    text = value.strip()
    if column not in REACHED_BY or not text:
        return None
    if column == "website" and "://" not in text:
        text = f"https://{text}"
    scheme = REACHED_BY[column][1]
    url = QUrl(scheme + ("".join(text.split()) if column == "phone" else text))
    allowed = {"mailto", "tel", "http", "https"}
    return url if url.isValid() and url.scheme() in allowed else None


class StoryHead(QWidget):
    """An avatar for a person, the kind's icon for all else; name, chips, a line of facts, contacts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = NameLabel("", "title")
        self.about = ElidedLabel("", "small", "text2")
        self._mark, self._chips, self._contacts = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        self._chips.setSpacing(6)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.name)
        top.addLayout(self._chips)
        top.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addLayout(top)
        words.addWidget(self.about)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 14, 14, 10)
        row.setSpacing(12)
        row.addLayout(self._mark)
        row.addLayout(words, 1)
        row.addLayout(self._contacts)

    def show_head(self, kind: Kind, found: RecordFacts) -> None:
        cells = found.cells
        ref = kind.format_ref(found.row.values[kind.ref])
        name = cells["name"].text if kind.name in ("person", "place", "supplier") else ref
        self.name.setText(name)
        self.about.setText(" · ".join(self._about(kind, cells, ref, name)))
        for layout in (self._mark, self._chips, self._contacts):
            clear(layout)
        self._mark.addWidget(Avatar(name, SIDE) if kind.name == "person" else Tile(kind.icon, "info", SIDE))
        for cell in cells.values():
            if cell.state and cell.value is not None:
                self._chips.addWidget(Chip(cell.text, cell.state))
        for column in REACHED_BY:
            self._add_contact(column, cells.get(column))

    def _about(self, kind: Kind, cells: Mapping[str, Cell], ref: str, name: str) -> Sequence[str]:
        title = cells[kind.title].text
        found = [text for text in (ref, title) if text not in (name, "—")]
        found += [cells[c].text for c in _SUBTITLE if c in cells and cells[c].value not in (None, "")]
        return list(dict.fromkeys(found))

    def _add_contact(self, column: str, cell: Cell | None) -> None:
        url = contact_url(column, cell.text) if cell is not None and cell.value else None
        if cell is None or url is None:
            return
        button = IconButton(REACHED_BY[column][0], self._words(column).format(value=cell.text))
        button.setProperty("url", url)
        button.clicked.connect(self._open)
        self._contacts.addWidget(button)

    def _words(self, column: str) -> str:
        words = {"email": self.tr("Write to {value}"), "phone": self.tr("Call {value}")}
        return words.get(column, self.tr("Open {value}"))

    def _open(self) -> None:
        sender = self.sender()
        url = sender.property("url") if sender is not None else None
        if isinstance(url, QUrl):
            QDesktopServices.openUrl(url)
