"""What one change did to the fields of a record: caption, what it was, an arrow, what it became."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QGridLayout

from itdesk.store.words import FieldChange
from itdesk.ui.kit.icon_mark import IconMark
from itdesk.ui.kit.text import ElidedLabel, Label, NameLabel
from itdesk.ui.kit.theme import theme

MOST = 12
"""Fields of one change that are drawn; a new record has many."""
CAPTION = 116


def field_lines(op: str, fields: Sequence[FieldChange], ink: str = "text", indent: int = 32) -> QGridLayout:
    """`op` "+" shows what came, "-" what went (struck out), "~" both sides."""
    grid = QGridLayout()
    grid.setContentsMargins(theme().px(indent), 0, 0, 0)
    grid.setHorizontalSpacing(8)
    grid.setVerticalSpacing(4)
    grid.setColumnMinimumWidth(0, theme().px(CAPTION))
    grid.setColumnStretch(3, 1)
    for place, field in enumerate(fields[:MOST]):
        grid.addWidget(ElidedLabel(field.caption, "small", "text2"), place, 0)
        if op == "+":
            grid.addWidget(ElidedLabel(field.after, ink=ink), place, 1, 1, 3)
            continue
        grid.addWidget(_struck(field.before), place, 1)
        if op == "~":
            grid.addWidget(IconMark("arrow-right", "text3", 14), place, 2)
            grid.addWidget(ElidedLabel(field.after, ink=ink, weight=500), place, 3)
    hidden = len(fields) - MOST
    if hidden > 0:
        words = QCoreApplication.translate("history", "and {count} more fields").format(count=hidden)
        grid.addWidget(Label(words, "small", "text2"), MOST, 0, 1, 4)
    return grid


def _struck(text: str) -> NameLabel:
    was = NameLabel(text, ink="text3", weight=400)
    font = was.font()
    font.setStrikeOut(text != "—")
    was.setFont(font)
    return was
