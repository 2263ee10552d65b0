"""The summary on top of a form: how many fields are wrong, each a link to its field."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from itdesk.ui.kit.buttons import Button
from itdesk.ui.kit.icon_mark import IconMark
from itdesk.ui.kit.text import Label, Panel

MOST_LINKS = 4


class ErrorSummary(Panel):
    """Connect a binder's `problems_changed` to `show_problems` and `field_chosen` to its `go_to`."""

    field_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent)
        self.setProperty("state", "crit")
        self._names: dict[Button, str] = {}
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
        for button in self._names:
            button.hide()
            button.deleteLater()
        self._names.clear()
        self.setVisible(bool(problems))
        count = len(problems)
        one, many = self.tr("1 field needs your attention"), self.tr("{count} fields need your attention")
        self._words.setText(one if count == 1 else many.format(count=count))
        self.setAccessibleName(self._words.text())
        for place, (label, _sentence, name) in enumerate(problems[:MOST_LINKS]):
            button = Button(label, "link")
            button.clicked.connect(self._choose)
            self._names[button] = name
            self._row.insertWidget(2 + place, button)

    def _choose(self) -> None:
        sender = self.sender()
        if isinstance(sender, Button):
            self.field_chosen.emit(self._names[sender])
