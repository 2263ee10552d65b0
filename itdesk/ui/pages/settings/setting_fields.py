"""Editors of settings: the stored value in, the typed one out, with a sentence for what is wrong."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from zoneinfo import available_timezones

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from itdesk.core.values import parse_date, show_date
from itdesk.ui.kit.text import Label

_CURRENCY = re.compile(r"[A-Za-z]{3}")
_COUNTRY = re.compile(r"([A-Za-z]{2}(-[A-Za-z0-9]{1,3})?)?")
_TIME = re.compile(r"([01]?[0-9]|2[0-3]):[0-5][0-9]|24:00")
_NUMBER = re.compile(r"[0-9]{1,18}")


def tr(text: str) -> str:
    return QCoreApplication.translate("settings", text)


class SettingField(QWidget):
    """A caption over an editor; `read` answers the value or raises ValueError with a sentence."""

    def __init__(self, name: str, caption: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self.caption = caption
        self.error = Label("", "small", "crit_fg", 500, wrap=True)
        self.error.hide()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(4)
        self.label = Label(caption, "small", "text2", 500)
        self.column.addWidget(self.label)
        self._build()
        if hint:
            self.column.addWidget(Label(hint, "small", "text2", wrap=True))
        self.column.addWidget(self.error)

    def _build(self) -> None:
        """Put the editor under the caption."""
        raise TypeError("a SettingField is one of its subclasses")

    def show_value(self, value: Any) -> None:
        raise TypeError("a SettingField is one of its subclasses")

    def read(self) -> Any:
        raise TypeError("a SettingField is one of its subclasses")

    def say(self, sentence: str) -> None:
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))


class LineSetting(SettingField):
    """Text as it is written."""

    def _build(self) -> None:
        self.line = QLineEdit(self)
        self.line.setObjectName(self.name)
        self.line.setAccessibleName(self.caption)
        self.label.setBuddy(self.line)
        self.column.addWidget(self.line)

    def show_value(self, value: Any) -> None:
        self.line.setText(str(value))

    def read(self) -> Any:
        return self.line.text().strip()


class CurrencySetting(LineSetting):
    def read(self) -> Any:
        text = self.line.text().strip()
        if not _CURRENCY.fullmatch(text):
            raise ValueError(tr("Write three letters, such as EUR."))
        return text.upper()


class ZoneSetting(LineSetting):
    def read(self) -> Any:
        text = self.line.text().strip()
        if text and text not in available_timezones():
            raise ValueError(tr("There is no such zone. Write it like Europe/Berlin."))
        return text


class CountrySetting(LineSetting):
    def read(self) -> Any:
        text = self.line.text().strip()
        if not _COUNTRY.fullmatch(text):
            raise ValueError(tr("Write a country like DE, or one of its parts like DE-BY."))
        return text.upper()


class NumberSetting(LineSetting):
    """A whole number within bounds."""

    low, high = 1, 1_000_000

    def within(self, low: int, high: int) -> NumberSetting:
        self.low, self.high = low, high
        return self

    def read(self) -> Any:
        text = self.line.text().strip()
        if not (_NUMBER.fullmatch(text) and self.low <= int(text) <= self.high):
            raise ValueError(tr("Write a number from {low} to {high}.").format(low=self.low, high=self.high))
        return int(text)


class DaysSetting(SettingField):
    """Days the office is closed, one a line."""

    def _build(self) -> None:
        self.text = QPlainTextEdit(self)
        self.text.setObjectName(self.name)
        self.text.setAccessibleName(self.caption)
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(96)
        self.label.setBuddy(self.text)
        self.column.addWidget(self.text)

    def show_value(self, value: Any) -> None:
        days = [parse_date(str(day)) for day in value]
        self.text.setPlainText("\n".join(show_date(day) for day in days if day is not None))

    def read(self) -> Any:
        found: list[str] = []
        for line in self.text.toPlainText().splitlines():
            if not line.strip():
                continue
            day = parse_date(line.strip())
            if day is None:
                raise ValueError(
                    tr("“{line}” is no day. Write it like 24 Dec 2026.").format(line=line.strip())
                )
            found.append(day.isoformat())
        return sorted(set(found))


class HoursSetting(SettingField):
    """One window for the chosen weekdays; windows beyond the first are kept as they are."""

    def _build(self) -> None:
        self._rest: list[Any] = []
        self.opens, self.closes = QLineEdit(self), QLineEdit(self)
        row = QHBoxLayout()
        for line, name in ((self.opens, tr("Opens at")), (self.closes, tr("Closes at"))):
            line.setAccessibleName(name)
            line.setPlaceholderText(name)
            row.addWidget(line)
        self.column.addLayout(row)
        self.days = [QCheckBox(name, self) for name in weekdays()]
        line_of_days = QHBoxLayout()
        for box in self.days:
            line_of_days.addWidget(box)
        line_of_days.addStretch(1)
        self.column.addLayout(line_of_days)

    def show_value(self, value: Any) -> None:
        first, *self._rest = value or [{"from": "", "to": "", "days": []}]
        self.opens.setText(str(first["from"]))
        self.closes.setText(str(first["to"]))
        for number, box in enumerate(self.days):
            box.setChecked(number in first["days"])

    def read(self) -> Any:
        opens, closes = self.opens.text().strip(), self.closes.text().strip()
        days = [number for number, box in enumerate(self.days) if box.isChecked()]
        if not days and not opens and not closes:
            return self._rest
        if not (_TIME.fullmatch(opens) and _TIME.fullmatch(closes)) or opens == closes:
            raise ValueError(tr("Write both times like 09:00 and 17:00."))
        return [{"from": opens, "to": closes, "days": days}, *self._rest]


class TargetsSetting(SettingField):
    """Office hours for each priority."""

    def _build(self) -> None:
        self.lines: dict[str, QLineEdit] = {}
        row = QHBoxLayout()
        names = (tr("Urgent"), tr("High"), tr("Normal"), tr("Low"))
        for priority, name in zip("1234", names, strict=True):
            line = QLineEdit(self)
            line.setAccessibleName(name)
            row.addWidget(Label(name, "small", "text2"))
            row.addWidget(line)
            self.lines[priority] = line
        self.column.addLayout(row)

    def show_value(self, value: Any) -> None:
        for priority, line in self.lines.items():
            line.setText(repr(float(value.get(priority, 24))).removesuffix(".0"))

    def read(self) -> Any:
        found: dict[str, float] = {}
        for priority, line in self.lines.items():
            try:
                hours = float(line.text().strip().replace(",", "."))
            except ValueError:
                hours = 0.0
            if not 0 < hours <= 10_000:
                raise ValueError(tr("Write hours greater than 0 for each priority."))
            found[priority] = int(hours) if hours == int(hours) else hours
        return found


def weekdays() -> Sequence[str]:
    return (tr("Mon"), tr("Tue"), tr("Wed"), tr("Thu"), tr("Fri"), tr("Sat"), tr("Sun"))
