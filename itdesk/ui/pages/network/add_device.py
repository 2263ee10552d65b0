"""Adding a device: its address and what opens it, recognised first, watched then.

Both steps run in a process of their own with the secret in its environment: no SNMP in the window,
no password on a command line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from itdesk.monitoring.credentials import AUTH_PROTOCOLS, PRIV_PROTOCOLS
from itdesk.ui.app.child import Child, desk_place
from itdesk.ui.kit.buttons import Button
from itdesk.ui.kit.cards import Card
from itdesk.ui.kit.forms import ErrorLine
from itdesk.ui.kit.text import ElidedLabel, Label, Panel
from itdesk.ui.kit.theme import theme

if TYPE_CHECKING:
    from itdesk.ui.app.context import DeskContext

WIDTH = 520
COMMUNITY_VARIABLE, AUTH_VARIABLE, PRIV_VARIABLE = "ITDESK_COMMUNITY", "ITDESK_V3_AUTH", "ITDESK_V3_PRIV"
V2C, V3 = "2c", "3"


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
        self.address = _line(self.tr("Address"), self.tr("10.20.1.12 or sw-b2.example.org:161"))
        self.version = _choice(self.tr("SNMP version"), (("v2c", V2C), ("v3", V3)))
        self.community = _line(self.tr("Community"), "public", secret=True)
        self.user = _line(self.tr("User name"))
        self.auth_protocol = _choice(self.tr("Authentication"), [(p, p) for p in AUTH_PROTOCOLS], "SHA256")
        self.auth = _line(self.tr("Authentication password"), secret=True)
        self.priv_protocol = _choice(self.tr("Privacy"), [(p, p) for p in PRIV_PROTOCOLS], "AES128")
        self.priv = _line(self.tr("Privacy password"), secret=True)
        for field in (self.address, self.community, self.user, self.auth, self.priv):
            field.textEdited.connect(self._edited)
        for box in (self.version, self.auth_protocol, self.priv_protocol):
            box.activated.connect(self._edited)

    def _arrange(self) -> None:
        body = Panel("pane", self)
        column = QVBoxLayout(body)
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(12)
        column.addWidget(Label(self.tr("Add device"), "title", weight=600))
        first = QGridLayout()
        first.setHorizontalSpacing(14)
        _put(first, 0, 0, self.address)
        _put(first, 0, 1, self.version)
        first.setColumnStretch(0, 3)
        first.setColumnStretch(1, 1)
        column.addLayout(first)
        column.addWidget(self._secrets())
        column.addWidget(self._found)
        column.addWidget(self._error)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(body)
        whole.addWidget(self._foot())

    def _secrets(self) -> QWidget:
        self._pages = QStackedWidget(self)
        for fields in (
            ((self.community,),),
            ((self.user,), (self.auth, self.auth_protocol), (self.priv, self.priv_protocol)),
        ):
            page = QWidget()
            grid = QGridLayout(page)
            grid.setContentsMargins(0, 0, 0, 0)
            grid.setHorizontalSpacing(14)
            grid.setVerticalSpacing(8)
            grid.setColumnStretch(0, 3)
            grid.setColumnStretch(1, 1)
            for row, parts in enumerate(fields):
                for place, part in enumerate(parts):
                    _put(grid, row, place, part)
            grid.setRowStretch(9, 1)
            self._pages.addWidget(page)
        self._show_secrets()
        return self._pages

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

    def _show_secrets(self) -> None:
        """The stack is as high as what it shows."""
        place = 1 if self.version.currentData() == V3 else 0
        self._pages.setCurrentIndex(place)
        page = self._pages.currentWidget()
        if page is not None:
            self._pages.setFixedHeight(page.sizeHint().height())
        self.adjustSize()

    # --- asking --------------------------------------------------------------------------------
    def _edited(self) -> None:
        """What was recognised may be something else now."""
        self._show_secrets()
        self._recognised = None
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
        if self._recognised is None:
            self._note.setText(self.tr("Asking {address}…").format(address=address))
            self._child.run(["poll", address, "--json", *self._options()], self._secret_values())
        else:
            self._note.setText(self.tr("Tying it to its asset…"))
            words = ["watch", address, "--json", *self._options()]
            self._child.run(words, self._secret_values(), desk_place(self._context.desk))

    def _options(self) -> list[str]:
        if self.version.currentData() != V3:
            return []
        return [
            "--v3", self.user.text().strip(), "--auth-protocol", str(self.auth_protocol.currentData()),
            "--priv-protocol", str(self.priv_protocol.currentData()),
        ]  # fmt: skip

    def _secret_values(self) -> dict[str, str]:
        if self.version.currentData() != V3:
            return {COMMUNITY_VARIABLE: self.community.text() or "public"}
        return {AUTH_VARIABLE: self.auth.text(), PRIV_VARIABLE: self.priv.text()}

    def _answered(self, answer: object) -> None:
        self.go.setEnabled(True)
        self._note.setText("")
        found = answer if isinstance(answer, dict) else {}
        if self._recognised is None:
            self._recognised = found
            self._show_found(found)
            self.go.set_text(self.tr("Watch it"))
            return
        self._context.feed.look()
        self._context.messages.done(self.tr("{name} is watched").format(name=self._recognised.get("name")))
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
        self.go.setEnabled(True)
        self._note.setText("")
        self._error.say(sentence)
        self.adjustSize()

    # --- leaving -------------------------------------------------------------------------------
    def reject(self) -> None:
        self._child.stop()
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._child.stop()
        super().closeEvent(event)


def _line(name: str, hint: str = "", *, secret: bool = False) -> QLineEdit:
    field = QLineEdit()
    field.setAccessibleName(name)
    field.setPlaceholderText(hint)
    if secret:
        field.setEchoMode(QLineEdit.EchoMode.Password)
    return field


def _choice(name: str, choices: Any, current: str = "") -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    for label, value in choices:
        box.addItem(label, value)
    if current:
        box.setCurrentIndex(box.findData(current))
    return box


def _put(grid: QGridLayout, row: int, column: int, field: QWidget) -> None:
    """Label above, field below."""
    label = Label(field.accessibleName(), "small", "text2", 500)
    label.setBuddy(field)
    grid.addWidget(label, 2 * row, column)
    grid.addWidget(field, 2 * row + 1, column)
