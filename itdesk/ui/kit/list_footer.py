"""The footer of a list: count, selection and order at the left; sums or keys at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QHBoxLayout, QWidget

from itdesk.ui.kit.text import ElidedLabel, Label, Panel
from itdesk.ui.kit.theme import theme


class ListFooter(Panel):
    """Says how many rows there are while they are still counted, too."""

    def __init__(self, noun: str, nouns: str, parent: QWidget | None = None) -> None:
        super().__init__("listfooter", parent)
        self._noun, self._nouns = noun, nouns
        self._total: int | None = 0
        self._known = 0
        self._selected = 0
        self._sorted = ""
        self._note = ""
        self._sums = ""
        self._keys: list[tuple[str, str]] = []
        self._left = ElidedLabel("", "small", "text2")
        self._right = Label("", "small", "text2", 500)
        self.setFixedHeight(theme().px(30))
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 14, 0)
        row.addWidget(self._left, 1)
        row.addWidget(self._right)

    def set_count(self, total: int | None, known: int) -> None:
        self._total, self._known = total, known
        self._write()

    def set_selected(self, count: int) -> None:
        self._selected = count
        self._write()

    def set_sorted(self, title: str) -> None:
        self._sorted = title
        self._write()

    def set_note(self, note: str) -> None:
        """A remark in place of the order, such as that rows wait for a whole query."""
        self._note = note
        self._write()

    def set_keys(self, keys: Sequence[tuple[str, str]]) -> None:
        move = ("J/K", self.tr("move"))
        mark = ("X", self.tr("select"))
        self._keys = [move, *keys[:3], mark]
        self._write_right()

    def set_sums(self, text: str) -> None:
        """Sums take the place of the keys; "" gives it back."""
        self._sums = text
        self._write_right()

    def _write_right(self) -> None:
        keys = "   ".join(f"{key} {words.rstrip('…').lower()}" for key, words in self._keys)
        self._right.setText(self._sums or keys)

    def text(self) -> str:
        """What stands at the left."""
        return self._left.text()

    def _write(self) -> None:
        parts = [self._count_words()]
        if self._selected:
            parts.append(self.tr("{count} selected").format(count=_number(self._selected)))
        if self._note:
            parts.append(self._note)
        elif self._sorted:
            parts.append(self.tr("sorted by {column}").format(column=self._sorted.lower()))
        self._left.setText(" · ".join(parts))

    def _count_words(self) -> str:
        if self._total is None:
            words = self.tr("{count} {nouns} and more…")
            return words.format(count=_number(self._known), nouns=self._nouns)
        nouns = self._noun if self._total == 1 else self._nouns
        return f"{_number(self._total)} {nouns}"


def _number(value: int) -> str:
    return QLocale().toString(value)
