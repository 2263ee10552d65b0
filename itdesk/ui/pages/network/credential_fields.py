"""What opens a device, as a person types it: a community, or a v3 user with passwords."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QStackedWidget, QWidget

from itdesk.monitoring.credentials import AUTH_PROTOCOLS, PRIV_PROTOCOLS
from itdesk.ui.kit.text import Label

COMMUNITY_VARIABLE, AUTH_VARIABLE, PRIV_VARIABLE = "ITDESK_COMMUNITY", "ITDESK_V3_AUTH", "ITDESK_V3_PRIV"
V2C, V3 = "2c", "3"


class CredentialFields(QStackedWidget):
    """The fields of the version that is chosen; secrets go to a child by its environment alone."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.version = choice_box(self.tr("SNMP version"), (("v2c", V2C), ("v3", V3)))
        self.community = line_edit(self.tr("Community"), "public", secret=True)
        self.user = line_edit(self.tr("User name"))
        self.auth_protocol = choice_box(self.tr("Authentication"), ((p, p) for p in AUTH_PROTOCOLS), "SHA256")
        self.auth = line_edit(self.tr("Authentication password"), secret=True)
        self.priv_protocol = choice_box(self.tr("Privacy"), ((p, p) for p in PRIV_PROTOCOLS), "AES128")
        self.priv = line_edit(self.tr("Privacy password"), secret=True)
        self._add_page(((self.community,),))
        self._add_page(((self.user,), (self.auth, self.auth_protocol), (self.priv, self.priv_protocol)))
        for field in (self.community, self.user, self.auth, self.priv):
            field.textEdited.connect(self._changed)
        for box in (self.version, self.auth_protocol, self.priv_protocol):
            box.activated.connect(self._changed)
        self._show_version()

    def _add_page(self, fields: Iterable[Iterable[QWidget]]) -> None:
        page = QWidget()
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 1)
        for row, parts in enumerate(fields):
            for place, part in enumerate(parts):
                put_labelled(grid, row, place, part)
        grid.setRowStretch(9, 1)
        self.addWidget(page)

    def _changed(self) -> None:
        self._show_version()
        self.edited.emit()

    def _show_version(self) -> None:
        """The stack is as high as what it shows."""
        self.setCurrentIndex(1 if self._is_v3 else 0)
        page = self.currentWidget()
        if page is not None:
            self.setFixedHeight(page.sizeHint().height())

    @property
    def _is_v3(self) -> bool:
        return self.version.currentData() == V3

    def options(self) -> list[str]:
        """Words of the command line; no secret is among them."""
        if not self._is_v3:
            return []
        return [
            "--v3", self.user.text().strip(), "--auth-protocol", str(self.auth_protocol.currentData()),
            "--priv-protocol", str(self.priv_protocol.currentData()),
        ]  # fmt: skip

    def secrets(self) -> dict[str, str]:
        """Environment of the child."""
        if not self._is_v3:
            return {COMMUNITY_VARIABLE: self.community.text() or "public"}
        return {AUTH_VARIABLE: self.auth.text(), PRIV_VARIABLE: self.priv.text()}


def line_edit(name: str, hint: str = "", *, secret: bool = False) -> QLineEdit:
    field = QLineEdit()
    field.setAccessibleName(name)
    field.setPlaceholderText(hint)
    if secret:
        field.setEchoMode(QLineEdit.EchoMode.Password)
    return field


def choice_box(name: str, choices: Iterable[tuple[str, str]], current: str = "") -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    for label, value in choices:
        box.addItem(label, value)
    if current:
        box.setCurrentIndex(box.findData(current))
    return box


def put_labelled(grid: QGridLayout, row: int, column: int, field: QWidget) -> None:
    """Label above, field below."""
    label = Label(field.accessibleName(), "small", "text2", 500)
    label.setBuddy(field)
    grid.addWidget(label, 2 * row, column)
    grid.addWidget(field, 2 * row + 1, column)
