"""A card of settings: saved together as one entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from itdesk.ui.app.asking import Asking
from itdesk.ui.kit.buttons import Button
from itdesk.ui.kit.cards import Card
from itdesk.ui.pages.settings.setting_fields import SettingField

if TYPE_CHECKING:
    from itdesk.store.unit import Unit
    from itdesk.ui.app.context import DeskContext


class SettingsCard(Card):
    """Some settings, saved together as one entry."""

    def __init__(
        self, context: DeskContext, title: str, fields: Sequence[SettingField], parent: QWidget | None = None
    ) -> None:
        super().__init__(title, "", parent)
        self.context = context
        self.fields = list(fields)
        self._asking = Asking(context, self)
        self._shown: dict[str, Any] = {}
        self.save_button = Button(self.tr("Save"))
        for field in self.fields:
            self.rows.addWidget(field)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.save_button)
        self.rows.addLayout(row)
        self.save_button.clicked.connect(self.save)
        self._enable(False)

    def read_desk(self) -> None:
        """Show what the desk says; what a person has typed and not saved stays."""
        self._asking.ask(self._read, self._show)

    def _read(self) -> dict[str, Any]:
        settings = self.context.desk.settings
        return {field.name: settings[field.name] for field in self.fields}

    def _show(self, values: Mapping[str, Any]) -> None:
        for field in self.fields:
            if not self._is_changed(field):
                field.show_value(values[field.name])
                field.say("")
                self._shown[field.name] = _standing(field)
        self._enable(True)

    def _is_changed(self, field: SettingField) -> bool:
        """Whether a person typed something else than what was shown, however a script wrote that."""
        return field.name in self._shown and _standing(field) != self._shown[field.name]

    def _enable(self, on: bool) -> None:
        """What is not known yet cannot be changed."""
        for widget in (*self.fields, self.save_button):
            widget.setEnabled(on)

    def save(self) -> None:
        """Write what the person changed; a wrong field says so and nothing is written."""
        found: dict[str, Any] = {}
        wrong = False
        for field in self.fields:
            field.say("")
            if not self._is_changed(field):
                continue
            try:
                found[field.name] = field.read()
            except ValueError as error:
                field.say(str(error))
                wrong = True
        if not wrong:
            work = partial(self._write, found)
            self.context.write("change settings", work, self._saved, said=self.tr("Settings saved"))

    def _write(self, found: Mapping[str, Any], unit: Unit) -> Mapping[str, Any]:
        settings = self.context.desk.settings
        for name, value in found.items():
            if settings[name] != value:
                settings.put(unit, name, value)
        return found

    def _saved(self, found: Mapping[str, Any]) -> None:
        """What was typed is what the desk says now, and is shown as the desk writes it."""
        self._shown.update(found)


def _standing(field: SettingField) -> Any:
    """What stands in an editor; None for what cannot be kept."""
    try:
        return field.read()
    except ValueError:
        return None
