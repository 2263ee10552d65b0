"""The form of a plan: its rule in words and its next five dates stand above the fields."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from itdesk.core.errors import DeskError
from itdesk.core.values import show_date
from itdesk.ui.app.asking import Asking
from itdesk.ui.app.record_editor import RecordEditor
from itdesk.ui.kit.record_dialog import RecordDialog, Section
from itdesk.ui.kit.text import Label, Panel
from itdesk.ui.kit.theme import theme
from itdesk.ui.kit.wording import error_text
from itdesk.ui.pages.maintenance.reading import today_of

if TYPE_CHECKING:
    from itdesk.ui.app.context import DeskContext

REST_MS = 150
USUAL = (
    ("Every week", "FREQ=WEEKLY"), ("Every two weeks", "FREQ=WEEKLY;INTERVAL=2"),
    ("Every month", "FREQ=MONTHLY"), ("Every month on the first Monday", "FREQ=MONTHLY;BYDAY=1MO"),
    ("Every month on the last day", "FREQ=MONTHLY;BYMONTHDAY=-1"),
    ("Every quarter", "FREQ=MONTHLY;INTERVAL=3"), ("Every half year", "FREQ=MONTHLY;INTERVAL=6"),
    ("Every year", "FREQ=YEARLY"), ("Every two years", "FREQ=YEARLY;INTERVAL=2"),
)  # fmt: skip
_DECIDES = ("rule", "starts", "base", "shift")


class RulePanel(Panel):
    """Usual rules to choose from, the sentence of the one that stands there, the dates it gives."""

    rule_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent)
        self.setProperty("state", "info")
        self.usual = QComboBox()
        self.usual.setAccessibleName(self.tr("Usual rules"))
        self.usual.addItem(self.tr("Choose a usual rule…"), "")
        for words, rule in USUAL:
            self.usual.addItem(self.tr(words), rule)
        self.usual.activated.connect(self._activated)
        self.sentence = Label("", ink="info_fg", weight=600)
        self.dates = Label("", "small", "info_fg", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.sentence)
        words.addWidget(self.dates)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 10, 14, 10)
        row.setSpacing(14)
        row.addLayout(words, 1)
        row.addWidget(self.usual)

    def say(self, state: str, sentence: str, dates: str) -> None:
        for label in (self.sentence, self.dates):
            label.set_ink(f"{state}_fg")
        self.sentence.setText(sentence)
        self.dates.setText(dates)

    def _activated(self) -> None:
        rule = str(self.usual.currentData())
        if rule:
            self.rule_chosen.emit(rule)


class PlanEditor(RecordEditor):
    """A RecordEditor whose dialog explains the rule while it is typed."""

    def __init__(self, context: DeskContext, window: QWidget) -> None:
        super().__init__(context, "plan", window, _sections(context))
        self.panel: RulePanel | None = None
        self._asking = Asking(context, self)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._explain)

    def _open(self, title: str, save: str) -> RecordDialog:
        dialog = super()._open(title, save)
        holder = Panel("pane", dialog)
        column = QVBoxLayout(holder)
        column.setContentsMargins(24, 14, 24, 0)
        self.panel = RulePanel(holder)
        self.panel.rule_chosen.connect(self._put_rule)
        column.addWidget(self.panel)
        layout = dialog.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(2, holder)
        dialog.binder.changed.connect(self._rest.start)
        self._rest.start()
        dialog.resize(theme().px(860), theme().px(680))
        return dialog

    def _closed(self) -> None:
        self._rest.stop()
        self.panel = None
        super()._closed()

    def _put_rule(self, rule: str) -> None:
        if self.dialog is None:
            return
        self.dialog.binder.fields["rule"].show(rule)
        starts = self.dialog.binder.fields["starts"]
        if not starts.typed().strip():
            starts.show(today_of(self._context.desk).isoformat())
        self._explain()

    def _explain(self) -> None:
        """What the rule means in this office's hours and holidays."""
        if self.dialog is None or self.panel is None:
            return
        try:
            values = {name: self.dialog.binder.fields[name].read() for name in _DECIDES}
        except DeskError as error:
            self._say_mistake(error)
            return
        explain = partial(self._context.desk.maintenance.explain, values)
        self._asking.ask(explain, self._say_dates, self._say_mistake)

    def _say_dates(self, explained: tuple[str, Sequence[date]]) -> None:
        sentence, dates = explained
        if self.panel is not None:
            following = " · ".join(show_date(day) for day in dates)
            self.panel.say("info", sentence, self.tr("Next: {dates}").format(dates=following or "—"))

    def _say_mistake(self, error: object) -> None:
        if self.dialog is None or self.panel is None or not isinstance(error, DeskError):
            return
        empty = not self.dialog.binder.fields["rule"].typed().strip()
        kind = self._context.kind("plan")
        words = self.tr("Choose how often, and when it begins.") if empty else error_text(error, kind)
        self.panel.say("info" if empty else "crit", words, "")


def _sections(context: DeskContext) -> tuple[Section, ...]:
    own = tuple(column.name for column in context.kind("plan").custom)
    return (
        Section(_tr("What"), ("name", "asset", "assignee", "active")),
        Section(_tr("When"), ("rule", "starts", "base", "shift", "lead-days")),
        Section(_tr("How"), ("checklist", "notes", *own)),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("plan", text)
