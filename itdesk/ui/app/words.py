"""Stored values and changes in the person's language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from itdesk.core.kinds import Column, Kind, Value
from itdesk.desk.desk import Desk
from itdesk.store.words import Words
from itdesk.ui.kit.wording import translated_kind, value_words


class TranslatedWords(Words):
    """For one reading: kinds are translated once."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.store, desk.zone)
        self.erased = QCoreApplication.translate("history", "(erased)")
        self.changed = QCoreApplication.translate("history", "{column} changed")
        self._kinds: dict[str, Kind] = {}

    def kind(self, name: str) -> Kind:
        if name not in self._kinds:
            self._kinds[name] = translated_kind(super().kind(name))
        return self._kinds[name]

    def plain(self, column: Column, value: Value) -> str:
        return value_words(column, value, self.zone)
