"""Settings of the desk, and how the window looks to this person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from itdesk.core.events import Changed
from itdesk.ui.kit.cards import Card
from itdesk.ui.kit.detail import ScrollColumn
from itdesk.ui.kit.text import Label
from itdesk.ui.kit.theme import Mode, theme
from itdesk.ui.pages.settings.cards import BackupCard, CustomFieldCard, SettingsCard
from itdesk.ui.pages.settings.setting_fields import (
    CountrySetting,
    CurrencySetting,
    DaysSetting,
    HoursSetting,
    LineSetting,
    NumberSetting,
    TargetsSetting,
    ZoneSetting,
)
from itdesk.ui.shell.page import Page

if TYPE_CHECKING:
    from itdesk.ui.app.context import DeskContext

WIDTH = 760
PERCENTS = (90, 100, 110, 125, 150)


class SettingsPage(Page):
    """One column of cards; each saves what it shows as one entry."""

    id = "settings"

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.cards = [self._office(), self._hours(), self._targets(), self._watch(), self._copies()]
        self.backup = BackupCard(context)
        self.fields = CustomFieldCard(context)
        self.theme_box, self.percent_box = QComboBox(self), QComboBox(self)
        self.key_place = Label("", "body", "text2", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        scroll = ScrollColumn("ground")
        for card in (*self.cards, self.backup, self.fields, self._look(), self._secrets()):
            card.setMaximumWidth(theme().px(WIDTH))
            scroll.column.addWidget(card)
        scroll.column.addStretch(1)
        column.addWidget(scroll)
        context.changed.connect(self._desk_changed)

    # --- the cards -----------------------------------------------------------------------
    def _office(self) -> SettingsCard:
        fields = (
            LineSetting("office-name", self.tr("Name"), self.tr("Stands on every printed page.")),
            CurrencySetting("currency", self.tr("Currency"), self.tr("Of prices without one.")),
            ZoneSetting("time-zone", self.tr("Time zone"), self.tr("Empty is that of this computer.")),
            CountrySetting(
                "country", self.tr("Public holidays of"), self.tr("Such as DE or DE-BY; empty is none.")
            ),
        )  # fmt: skip
        return SettingsCard(self.context, self.tr("Office"), fields)

    def _hours(self) -> SettingsCard:
        fields = (
            HoursSetting("office-hours", self.tr("Open")),
            DaysSetting("holidays", self.tr("Closed on"), self.tr("One day a line, beside public holidays.")),
        )
        return SettingsCard(self.context, self.tr("Hours and holidays"), fields)

    def _targets(self) -> SettingsCard:
        hint = self.tr("Office hours until a ticket is to be solved.")
        return SettingsCard(
            self.context, self.tr("Targets"), (TargetsSetting("target-hours", self.tr("Hours"), hint),)
        )

    def _watch(self) -> SettingsCard:
        fields = (
            NumberSetting("poll-seconds", self.tr("Poll every (seconds)")).within(5, 86_400),
            NumberSetting("cpu-limit", self.tr("Alert when the CPU is above (per cent)")).within(1, 100),
            NumberSetting("cpu-limit-seconds", self.tr("for so many seconds")).within(1, 86_400),
        )
        return SettingsCard(self.context, self.tr("Watching"), fields)

    def _copies(self) -> SettingsCard:
        fields = (
            LineSetting(
                "backup-folder", self.tr("Backups go to"), self.tr("Empty is a folder beside the desk.")
            ),
            NumberSetting("backup-keep", self.tr("Backups kept")).within(1, 1_000),
        )  # fmt: skip
        return SettingsCard(self.context, self.tr("Where backups go"), fields)

    def _look(self) -> Card:
        card = Card(self.tr("Appearance"))
        modes = (
            (Mode.SYSTEM, self.tr("As the system")),
            (Mode.LIGHT, self.tr("Light")),
            (Mode.DARK, self.tr("Dark")),
        )
        for mode, words in modes:
            self.theme_box.addItem(words, mode)
        for percent in PERCENTS:
            self.percent_box.addItem(f"{percent} %", percent)
        row = QHBoxLayout()
        for box, words in ((self.theme_box, self.tr("Theme")), (self.percent_box, self.tr("Text size"))):
            caption = Label(words, "small", "text2", 500)
            caption.setBuddy(box)
            box.setAccessibleName(words)
            row.addWidget(caption)
            row.addWidget(box)
        row.addStretch(1)
        card.rows.addLayout(row)
        self.theme_box.activated.connect(self._theme_chosen)
        self.percent_box.activated.connect(self._percent_chosen)
        return card

    def _secrets(self) -> Card:
        card = Card(self.tr("Credentials"))
        words = self.tr(
            "Credentials of devices lie in the desk encrypted, and never in journal, export or print."
        )
        card.rows.addWidget(Label(words, "body", "text2", wrap=True))
        card.rows.addWidget(self.key_place)
        return card

    # --- appearance is this person's, not the desk's ------------------------------------
    def _theme_chosen(self, place: int) -> None:
        mode = Mode(self.theme_box.itemData(place))
        self.context.theme.set_mode(mode)
        self.context.state.put("theme", mode.value)

    def _percent_chosen(self, place: int) -> None:
        self.context.theme.set_percent(int(self.percent_box.itemData(place)))
        self.context.state.put("percent", str(self.context.theme.percent))

    # --- the page ------------------------------------------------------------------------
    def title(self) -> str:
        return self.tr("Settings")

    def activate(self) -> None:
        self.refresh()

    def refresh(self) -> None:
        for card in (*self.cards, self.backup, self.fields):
            card.read_desk()
        self.theme_box.setCurrentIndex(self.theme_box.findData(self.context.theme.mode))
        self.percent_box.setCurrentIndex(self.percent_box.findData(self.context.theme.percent))
        where = self.context.desk.key_source.describe()
        self.key_place.setText(QCoreApplication.translate("settings", where))

    def shut_down(self) -> None:
        self.context.changed.disconnect(self._desk_changed)

    def panes(self) -> Sequence[QWidget]:
        return (self,)

    def _desk_changed(self, change: Changed) -> None:
        if change.kind == "setting" and self.isVisible():
            self.refresh()
