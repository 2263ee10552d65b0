"""The summary on top of a form: how many fields are wrong, each a link to its field."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from itdesk.ui.kit.buttons import NameButton
from itdesk.ui.kit.icon_mark import IconMark
from itdesk.ui.kit.text import Label, Panel

MOST_LINKS = 4


class ErrorSummary(Panel):
    """Connect a binder's `problems_changed` to `show_problems` and `field_chosen` to its `go_to`."""

    field_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent)
        self.setProperty("state", "crit")
        self._links: list[NameButton] = []
        self._told: list[tuple[str, str]] = []
        self._words = Label("", ink="crit_fg", weight=600)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 8, 12, 8)
        self._row.setSpacing(10)
        self._row.addWidget(IconMark("circle-alert", "crit_fg", 16))
        self._row.addWidget(self._words)
        self._row.addStretch(1)
        self.hide()

    def show_problems(self, problems: Sequence[tuple[str, str, str]]) -> None:
        """[(label, sentence, field name)]; none hides the summary."""
        self.setVisible(bool(problems))
        count = len(problems)
        one, many = self.tr("1 field needs your attention"), self.tr("{count} fields need your attention")
        self._words.setText(one if count == 1 else many.format(count=count))
        self.setAccessibleName(self._words.text())
        self._link([(label, name) for label, _sentence, name in problems[:MOST_LINKS]])

    def _link(self, told: list[tuple[str, str]]) -> None:
        """Pressing a link takes the cursor out of a field, which tells again: the same links must stay."""
        if told == self._told:
            return
        for button in self._links:
            button.hide()
            button.deleteLater()
        self._told, self._links = told, [NameButton(label) for label, _name in told]
        for place, (button, (_label, name)) in enumerate(zip(self._links, told, strict=True)):
            button.clicked.connect(partial(self.field_chosen.emit, name))
            self._row.insertWidget(2 + place, button)
