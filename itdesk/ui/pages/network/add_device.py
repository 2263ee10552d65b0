"""Adding a device: its address and what opens it, recognised first, watched then.

Both steps run in a process of their own with the secret in its environment: no SNMP in the window,
no password on a command line.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from itdesk.ui.app.child import Child, desk_place
from itdesk.ui.kit.buttons import Button
from itdesk.ui.kit.cards import Card
from itdesk.ui.kit.command import Command
from itdesk.ui.kit.forms import ErrorLine
from itdesk.ui.kit.text import ElidedLabel, Label, Panel
from itdesk.ui.kit.theme import theme
from itdesk.ui.pages.network.credential_fields import CredentialFields, line_edit, put_labelled

if TYPE_CHECKING:
    from itdesk.ui.app.context import DeskContext

WIDTH = 520


class AddDevice(QDialog):
    """First press recognises, the second one watches what was recognised."""

    added = Signal(str)
    """The new device's reference."""

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Add device"))
        self.setFixedWidth(theme().px(WIDTH))
        self._context = context
        self._recognised: dict[str, Any] | None = None
        self._child = Child(self)
        self._child.answered.connect(self._answered)
        self._child.failed.connect(self._failed)
        self._build_fields()
        self._found = Card(self.tr("This is"))
        self._found.hide()
        self._error = ErrorLine(self)
        self.go = Button(self.tr("Recognise"), "primary")
        self.go.clicked.connect(self.proceed)
        self.go.setDefault(True)
        self._arrange()

    def _build_fields(self) -> None:
        self.address = line_edit(self.tr("Address"), self.tr("10.20.1.12 or sw-b2.example.org:161"))
        self.credential = CredentialFields(self)
        self.address.textEdited.connect(self._edited)
        self.credential.edited.connect(self._edited)

    def _arrange(self) -> None:
        body = Panel("pane", self)
        column = QVBoxLayout(body)
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(12)
        column.addWidget(Label(self.tr("Add device"), "title", weight=600))
        first = QGridLayout()
        first.setHorizontalSpacing(14)
        put_labelled(first, 0, 0, self.address)
        put_labelled(first, 0, 1, self.credential.version)
        first.setColumnStretch(0, 3)
        first.setColumnStretch(1, 1)
        column.addLayout(first)
        column.addWidget(self.credential)
        column.addWidget(self._found)
        column.addWidget(self._error)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(body)
        whole.addWidget(self._foot())

    def _foot(self) -> QWidget:
        foot = Panel("dialogfoot", self)
        row = QHBoxLayout(foot)
        row.setContentsMargins(20, 10, 20, 10)
        row.setSpacing(8)
        self._note = ElidedLabel("", "small", "text2")
        row.addWidget(self._note, 1)
        cancel = Button(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        row.addWidget(cancel)
        row.addWidget(self.go)
        return foot

    # --- asking --------------------------------------------------------------------------------
    def _edited(self) -> None:
        """What was recognised, or is being asked, may be something else now."""
        self._child.stop()
        self._recognised = None
        self._rest()
        self._found.hide()
        self._error.say("")
        self.go.set_text(self.tr("Recognise"))
        self.adjustSize()

    def proceed(self) -> None:
        """Recognise; once that is done, watch."""
        if self._child.is_running:
            return
        address = self.address.text().strip()
        if not address:
            self._error.say(self.tr("Type an address first."))
            self.address.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._error.say("")
        self.go.setEnabled(False)
        options = ["--json", *self.credential.options(), "--", address]
        if self._recognised is None:
            self._note.setText(self.tr("Asking {address}…").format(address=address))
            self._child.run(["poll", *options], self.credential.secrets())
        else:
            self._note.setText(self.tr("Tying it to its asset…"))
            self._lock(True)
            place = desk_place(self._context.desk)
            self._child.run(["watch", *options], self.credential.secrets(), place)

    def _lock(self, is_written: bool) -> None:
        """While it is written down nothing can be changed any more."""
        for field in (self.address, self.credential.version, self.credential):
            field.setDisabled(is_written)

    def _rest(self) -> None:
        """Nobody is asked."""
        self.go.setEnabled(True)
        self._note.setText("")

    def _answered(self, answer: object) -> None:
        self._rest()
        found = answer if isinstance(answer, dict) else {}
        if self._recognised is None:
            self._recognised = found
            self._show_found(found)
            self.go.set_text(self.tr("Watch it"))
            return
        self._context.feed.look()
        name, entry = self._recognised.get("name") or self.address.text().strip(), found.get("entry")
        undo = Command("undo", self.tr("Undo"), partial(self._context.undo, entry)) if entry else None
        self._context.messages.done(self.tr("{name} is watched").format(name=name), undo)
        self.added.emit(str(found.get("ref", "")))
        self.accept()

    def _show_found(self, found: dict[str, Any]) -> None:
        self._found.clear()
        rows = (
            (self.tr("Name"), found.get("name")), (self.tr("Vendor"), found.get("vendor")),
            (self.tr("Model"), found.get("model")), (self.tr("Serial"), found.get("serial")),
            (self.tr("Version"), found.get("version")), (self.tr("Ports"), len(found.get("interfaces", ()))),
        )  # fmt: skip
        for label, value in rows:
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            caption = Label(label, ink="text2")
            caption.setFixedWidth(theme().px(90))
            row.addWidget(caption)
            row.addWidget(ElidedLabel(str(value) if value else "—"), 1)
            self._found.rows.addWidget(line)
        self._found.set_aside(self.tr("its asset is found by serial number, MAC or address"))
        self._found.show()
        self.adjustSize()

    def _failed(self, sentence: str) -> None:
        self._rest()
        self._lock(False)
        self._error.say(sentence)
        self.adjustSize()

    # --- leaving -------------------------------------------------------------------------------
    def reject(self) -> None:
        self._child.stop()
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._child.stop()
        super().closeEvent(event)
