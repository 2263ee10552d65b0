"""Cards of settings, of backups and of a person's own fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QLineEdit, QWidget

from itdesk.core.clock import to_datetime
from itdesk.core.errors import DeskError
from itdesk.core.types import Type
from itdesk.store.backup import Backup, Preview, last_verified, preview, restore, take
from itdesk.store.customs import ALLOWED, add_custom_column, name_for
from itdesk.ui.kit.buttons import Button
from itdesk.ui.kit.cards import Card
from itdesk.ui.kit.text import Label
from itdesk.ui.pages.settings.setting_fields import SettingField

if TYPE_CHECKING:
    from itdesk.store.unit import Unit
    from itdesk.ui.app.context import DeskContext
    from itdesk.ui.kit.tasks import Progress


class SettingsCard(Card):
    """Some settings, saved together as one entry."""

    def __init__(
        self, context: DeskContext, title: str, fields: Sequence[SettingField], parent: QWidget | None = None
    ) -> None:
        super().__init__(title, "", parent)
        self.context = context
        self.fields = list(fields)
        self.save_button = Button(self.tr("Save"))
        for field in self.fields:
            self.rows.addWidget(field)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.save_button)
        self.rows.addLayout(row)
        self.save_button.clicked.connect(self.save)

    def read_desk(self) -> None:
        """Show what the desk says; what a person is typing is replaced."""
        for field in self.fields:
            field.show_value(self.context.desk.settings[field.name])
            field.say("")

    def save(self) -> None:
        """Write what differs; a wrong field says so and nothing is written."""
        found: dict[str, Any] = {}
        wrong = False
        for field in self.fields:
            try:
                found[field.name] = field.read()
                field.say("")
            except ValueError as error:
                field.say(str(error))
                wrong = True
        if not wrong:
            self.context.write("change settings", partial(self._write, found), said=self.tr("Settings saved"))

    def _write(self, found: Mapping[str, Any], unit: Unit) -> None:
        settings = self.context.desk.settings
        for name, value in found.items():
            if settings[name] != value:
                settings.put(unit, name, value)


class BackupCard(Card):
    """When a copy was last verified; take one now; look into one and restore it elsewhere."""

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.context = context
        self.state = Label("", "body", "text", wrap=True)
        self.take_button = Button(self.tr("Back up now"), "", "shield-check")
        self.restore_button = Button(self.tr("Restore a backup…"), "", "archive-restore")
        self._found: Preview | None = None
        self.rows.addWidget(Label(self.tr("Backup"), weight=600))
        self.rows.addWidget(self.state)
        row = QHBoxLayout()
        row.addWidget(self.take_button)
        row.addWidget(self.restore_button)
        row.addStretch(1)
        self.rows.addLayout(row)
        self.take_button.clicked.connect(self.take)
        self.restore_button.clicked.connect(self._ask_file)

    def read_desk(self) -> None:
        self._show(last_verified(self.context.desk.store))

    def _show(self, found: Backup | None) -> None:
        if found is None:
            self.state.setText(self.tr("No backup was taken yet."))
            return
        when = f"{to_datetime(found.at, self.context.desk.zone):%d %b %Y %H:%M}"
        words = self.tr("Last verified {when}, {entries} journal entries, in {path}")
        self.state.setText(words.format(when=when, entries=f"{found.entries:,}", path=found.path))

    def take(self) -> None:
        """Beside the window; opened and compared before it counts."""
        self.context.run(self.tr("Backing up"), self._take, self._taken)

    def _take(self, progress: Progress) -> Backup:
        return take(self.context.desk.store, None, progress)

    def _taken(self, made: Backup) -> None:
        self._show(made)
        self.context.messages.info(self.tr("Backup verified: {path}").format(path=made.path))

    def _ask_file(self) -> None:
        title, form = self.tr("Which backup"), self.tr("Backups (*.desk);;All files (*)")
        path, _ = QFileDialog.getOpenFileName(self, title, "", form)
        if path:
            self.look(Path(path))

    def look(self, path: Path) -> None:
        """Prove a backup and say what is in it, before anything is restored."""
        self.context.read(partial(preview, path), self._looked, title=self.tr("Looking into the backup"))

    def choose(self, found: Preview) -> None:
        """The backup that `restore_to` takes."""
        self._found = found

    def _looked(self, found: Preview) -> None:
        self.choose(found)
        when = f"{to_datetime(found.at, self.context.desk.zone):%d %b %Y %H:%M}"
        counts = ", ".join(f"{count:,} {kind}" for kind, count in found.counts.items() if count)
        words = self.tr("Sound. Its last change is of {when}; it holds {counts}.")
        self.state.setText(words.format(when=when, counts=counts))
        title = self.tr("Restore as")
        path, _ = QFileDialog.getSaveFileName(self, title, "restored.desk", self.tr("Desks (*.desk *.db)"))
        if path:
            self.restore_to(Path(path))

    def restore_to(self, target: Path) -> None:
        """Into a new file; the open desk stays as it is."""
        if self._found is not None:
            self.context.read(partial(restore, self._found.path, target), self._restored)

    def _restored(self, found: Preview) -> None:
        self.context.messages.info(self.tr("Restored. Open it with File, Open desk."))


class CustomFieldCard(Card):
    """A person's own fields: listed, and added by label, kind and type."""

    added = Signal()

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.context = context
        self.listed = Label("", "body", "text2", wrap=True)
        self.label_line = QLineEdit(self)
        self.choices_line = QLineEdit(self)
        self.kind_box, self.type_box = QComboBox(self), QComboBox(self)
        self.add_button = Button(self.tr("Add field"), "", "plus")
        for kind in context.desk.store.schema.catalogue:
            if kind.public:
                self.kind_box.addItem(context.kind(kind.name).label, kind.name)
        for allowed in ALLOWED:
            self.type_box.addItem(self._type_words(allowed), allowed)
        self._arrange()
        self.add_button.clicked.connect(self.add)

    def _type_words(self, found: Type) -> str:
        words = {
            Type.TEXT: self.tr("Text"), Type.INTEGER: self.tr("Whole number"),
            Type.DECIMAL: self.tr("Number"),
            Type.DATE: self.tr("Date"), Type.CHOICE: self.tr("Choice"), Type.YES_NO: self.tr("Yes or no"),
        }  # fmt: skip
        return words[found]

    def _arrange(self) -> None:
        self.rows.addWidget(Label(self.tr("Your own fields"), weight=600))
        self.rows.addWidget(self.listed)
        row = QHBoxLayout()
        for widget, name in (
            (self.kind_box, self.tr("Of")), (self.label_line, self.tr("Name")),
            (self.type_box, self.tr("Type")), (self.choices_line, self.tr("Choices, with commas")),
        ):  # fmt: skip
            widget.setAccessibleName(name)
            if isinstance(widget, QLineEdit):
                widget.setPlaceholderText(name)
            row.addWidget(widget)
        row.addWidget(self.add_button)
        self.rows.addLayout(row)

    def read_desk(self) -> None:
        lines = [
            f"{self.context.kind(kind.name).label}: {', '.join(c.label for c in kind.custom)}"
            for kind in self.context.desk.store.schema.catalogue
            if kind.custom
        ]
        self.listed.setText("\n".join(lines) or self.tr("None yet."))

    def add(self) -> None:
        """Add the field; it can be filtered, imported and printed at once."""
        label = self.label_line.text().strip()
        if not label:
            self.label_line.setFocus()
            return
        choices = tuple(c.strip() for c in self.choices_line.text().split(",") if c.strip())
        kind, found = str(self.kind_box.currentData()), Type(self.type_box.currentData())
        if found is Type.CHOICE and not choices:
            self.context.messages.error(DeskError("value.required", column=self.tr("Choices")))
            return
        work = partial(self._add, kind, label, found, choices)
        self.context.write("add custom field", work, self._added, said=self.tr("Field added"))

    @staticmethod
    def _add(kind: str, label: str, found: Type, choices: tuple[str, ...], unit: Unit) -> str:
        return add_custom_column(unit, kind, name_for(label), label, found, choices).name

    def _added(self, _name: str) -> None:
        self.label_line.clear()
        self.choices_line.clear()
        self.read_desk()
        self.added.emit()
