"""Settings of the desk, and how the window looks to this person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from itdesk.core.events import Changed
from itdesk.ui.kit.cards import Card
from itdesk.ui.kit.detail import ScrollColumn
from itdesk.ui.kit.text import Label, Panel
from itdesk.ui.kit.theme import Mode, theme
from itdesk.ui.pages.settings.backup_cards import BackupCard, KeptCard
from itdesk.ui.pages.settings.cards import SettingsCard
from itdesk.ui.pages.settings.own_fields import CustomFieldCard
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
from itdesk.ui.shell.page import Page, PageEntry
from itdesk.ui.shell.rail import RailButton

if TYPE_CHECKING:
    from itdesk.ui.app.context import DeskContext

WIDTH, SIDE = 760, 220
PERCENTS = (90, 100, 110, 125, 150)


@dataclass(frozen=True, slots=True)
class Section:
    """A line at the left and the cards that it shows."""

    id: str
    title: str
    icon: str
    cards: tuple[QWidget, ...]


class SettingsPage(Page):
    """Sections at the left; each card saves what it shows as one entry."""

    id = "settings"

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.cards = [self._office(), self._hours(), self._targets(), self._watch(), self._copies()]
        self.backup, self.kept = BackupCard(context), KeptCard(context)
        self.fields = CustomFieldCard(context)
        self.theme_box, self.percent_box = QComboBox(self), QComboBox(self)
        self.key_place = Label("", "body", "text2", wrap=True)
        office, hours, targets, watch, places = self.cards
        self.sections = (
            Section("office", self.tr("Office"), "building-2", (office,)),
            Section("appearance", self.tr("Appearance"), "palette", (self._look(),)),
            Section("hours", self.tr("Office hours"), "clock", (hours, targets)),
            Section("monitoring", self.tr("Monitoring"), "radar", (watch,)),
            Section("credentials", self.tr("Credentials"), "key-round", (self._secrets(),)),
            Section("backup", self.tr("Backup"), "shield-check", (self.backup, places, self.kept)),
            Section("fields", self.tr("Custom fields"), "list-plus", (self.fields,)),
        )
        self.buttons: dict[str, RailButton] = {}
        self._stack = QStackedWidget(self)
        self._arrange()
        self.kept.restore_asked.connect(self.backup.look)
        self.backup.taken.connect(self.kept.read_desk)
        context.changed.connect(self._desk_changed)

    def _arrange(self) -> None:
        side = Panel("pane", self)
        side.setFixedWidth(theme().px(SIDE))
        side.setAccessibleName(self.tr("Sections of the settings"))
        lines = QVBoxLayout(side)
        lines.setContentsMargins(8, 12, 8, 12)
        lines.setSpacing(4)
        group = QButtonGroup(self)
        for section in self.sections:
            button = RailButton(PageEntry(section.id, section.title, section.icon, Page), "", side)
            group.addButton(button)
            button.toggled.connect(partial(self._chosen, section.id))
            self.buttons[section.id] = button
            lines.addWidget(button)
            self._stack.addWidget(self._scroll(section))
        lines.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(side)
        row.addWidget(self._stack, 1)
        self.buttons[self.sections[0].id].setChecked(True)

    @staticmethod
    def _scroll(section: Section) -> ScrollColumn:
        scroll = ScrollColumn("ground")
        for card in section.cards:
            card.setMaximumWidth(theme().px(WIDTH))
            scroll.column.addWidget(card)
        scroll.column.addStretch(1)
        return scroll

    def show_section(self, section: str) -> None:
        """Go to a section by its id."""
        self.buttons[section].setChecked(True)

    def _chosen(self, section: str, on: bool) -> None:
        if on:
            places = [known.id for known in self.sections]
            self._stack.setCurrentIndex(places.index(section))

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
        self.context.theme.changed.connect(self._show_look)
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

    def _show_look(self) -> None:
        """Keys and commands choose too, and sizes between those that are offered."""
        percent, sizes = self.context.theme.percent, self.percent_box
        if sizes.findData(percent) < 0:
            smaller = sum(sizes.itemData(place) < percent for place in range(sizes.count()))
            sizes.insertItem(smaller, f"{percent} %", percent)
        sizes.setCurrentIndex(sizes.findData(percent))
        self.theme_box.setCurrentIndex(self.theme_box.findData(self.context.theme.mode))

    # --- the page ------------------------------------------------------------------------
    def title(self) -> str:
        return self.tr("Settings")

    def activate(self) -> None:
        self.refresh()
        chosen = next(button for button in self.buttons.values() if button.isChecked())
        chosen.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_query(self, text: str) -> None:
        """Another page leads to a section."""
        if text in self.buttons:
            self.show_section(text)

    def refresh(self) -> None:
        for card in (*self.cards, self.backup, self.kept, self.fields):
            card.read_desk()
        self._show_look()
        where = self.context.desk.key_source.describe()
        self.key_place.setText(QCoreApplication.translate("settings", where))

    def shut_down(self) -> None:
        self.context.changed.disconnect(self._desk_changed)
        self.context.theme.changed.disconnect(self._show_look)

    def panes(self) -> Sequence[QWidget]:
        return (next(b for b in self.buttons.values() if b.isChecked()), self._stack)

    def _desk_changed(self, change: Changed) -> None:
        if change.kind == "setting" and self.isVisible():
            self.refresh()
        elif change.kind == "custom-column":
            self.fields.read_desk()
