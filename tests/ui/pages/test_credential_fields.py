"""What opens a device, as a person types it: which fields are shown, and what goes to the child process."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from itdesk.monitoring.credentials import AUTH_PROTOCOLS, PRIV_PROTOCOLS, Credential
from itdesk.ui.pages.network.credential_fields import CredentialFields, choice_box, line_edit

LONG = "pässwörd-長い-" * 40


@pytest.fixture
def fields(qtbot: QtBot) -> CredentialFields:
    made = CredentialFields()
    qtbot.addWidget(made)
    qtbot.addWidget(made.version)  # its place is in the dialog that holds the fields
    made.show()
    made.version.show()
    qtbot.waitExposed(made)
    return made


def choose(box: QComboBox, qtbot: QtBot, key: Qt.Key) -> None:
    """By keys, as a person does without a mouse."""
    box.activateWindow()
    box.setFocus()
    qtbot.waitUntil(box.hasFocus)
    qtbot.keyClick(box, key)


def seen(fields: CredentialFields) -> set[str]:
    """Names of the fields on screen."""
    every = [*fields.findChildren(QLineEdit), *fields.findChildren(QComboBox)]
    return {field.accessibleName() for field in every if field.isVisible()}


@pytest.fixture
def copied_from(qtbot: QtBot) -> Callable[[QLineEdit], str]:
    """What lies in the clipboard after a person copies the whole line."""

    def copied(field: QLineEdit) -> str:
        QGuiApplication.clipboard().clear()
        field.show()
        field.selectAll()
        qtbot.keyClick(field, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        return QGuiApplication.clipboard().text()

    return copied


# --- which fields -----------------------------------------------------------------------------
def test_each_version_shows_its_own_fields_in_the_room_they_need(
    fields: CredentialFields, qtbot: QtBot
) -> None:
    assert seen(fields) == {"Community"}
    low = fields.height()
    choose(fields.version, qtbot, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: "User name" in seen(fields))
    assert seen(fields) == {
        "User name", "Authentication password", "Authentication", "Privacy password", "Privacy",
    }  # fmt: skip
    assert fields.height() > low
    choose(fields.version, qtbot, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: seen(fields) == {"Community"})
    assert fields.height() == low


def test_every_field_has_a_caption_that_leads_to_it(fields: CredentialFields) -> None:
    captions = {label.text(): label.buddy() for label in fields.findChildren(QLabel) if label.buddy()}
    for name in ("Community", "User name", "Authentication password", "Authentication", "Privacy"):
        buddy = captions[name]
        assert buddy is not None and buddy.accessibleName() == name


def test_what_was_typed_for_one_version_is_there_when_one_comes_back(
    fields: CredentialFields, qtbot: QtBot
) -> None:
    qtbot.keyClicks(fields.community, "office")
    choose(fields.version, qtbot, Qt.Key.Key_Down)
    qtbot.keyClicks(fields.user, "watcher")
    choose(fields.version, qtbot, Qt.Key.Key_Up)
    assert fields.community.text() == "office"
    choose(fields.version, qtbot, Qt.Key.Key_Down)
    assert fields.user.text() == "watcher"


def test_the_protocols_begin_with_what_is_safe_today_and_offer_all_that_are_known(
    fields: CredentialFields,
) -> None:
    def offered(box: QComboBox) -> list[object]:
        return [box.itemData(row) for row in range(box.count())]

    assert offered(fields.auth_protocol) == list(AUTH_PROTOCOLS)
    assert offered(fields.priv_protocol) == list(PRIV_PROTOCOLS)
    assert (fields.auth_protocol.currentData(), fields.priv_protocol.currentData()) == ("SHA256", "AES128")


# --- what is told -----------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["community", "user", "auth", "priv"])
def test_each_letter_typed_is_told(fields: CredentialFields, qtbot: QtBot, name: str) -> None:
    field: QLineEdit = getattr(fields, name)
    with qtbot.waitSignal(fields.edited):
        qtbot.keyClick(field, Qt.Key.Key_X)
    with qtbot.assertNotEmitted(fields.edited):
        field.setText("by the program")


@pytest.mark.parametrize("name", ["version", "auth_protocol", "priv_protocol"])
def test_another_choice_is_told(fields: CredentialFields, qtbot: QtBot, name: str) -> None:
    fields.version.setCurrentIndex(1)
    fields.version.activated.emit(1)
    box: QComboBox = getattr(fields, name)
    key = Qt.Key.Key_Up if box.currentIndex() else Qt.Key.Key_Down
    with qtbot.waitSignal(fields.edited):
        choose(box, qtbot, key)


# --- what goes to the child ---------------------------------------------------------------------
def test_an_empty_community_is_the_usual_one(fields: CredentialFields) -> None:
    assert fields.options() == []
    assert fields.secrets() == {"ITDESK_COMMUNITY": "public"}
    fields.community.setText(" ")
    assert fields.secrets() == {"ITDESK_COMMUNITY": " "}, "a space is a community somebody may have chosen"


@pytest.mark.parametrize("text", ["s3cret", LONG, "a b", "--help", "\u0627\u0644\u0633\u0631", "🔑"])
def test_a_community_reaches_the_child_as_it_was_typed(fields: CredentialFields, text: str) -> None:
    fields.community.insert(text)
    assert fields.secrets() == {"ITDESK_COMMUNITY": text}
    assert text not in fields.options()


def test_what_belongs_to_the_other_version_goes_nowhere(fields: CredentialFields, qtbot: QtBot) -> None:
    fields.community.setText("office")
    choose(fields.version, qtbot, Qt.Key.Key_Down)
    fields.user.setText("  watcher ")
    fields.auth.setText(" auth pass ")
    assert "office" not in fields.secrets().values()
    assert fields.options() == ["--v3", "watcher", "--auth-protocol", "SHA256", "--priv-protocol", "AES128"]
    assert fields.secrets() == {"ITDESK_V3_AUTH": " auth pass ", "ITDESK_V3_PRIV": ""}
    choose(fields.version, qtbot, Qt.Key.Key_Up)
    assert "watcher" not in fields.options() and set(fields.secrets()) == {"ITDESK_COMMUNITY"}


@pytest.mark.parametrize("auth", list(AUTH_PROTOCOLS))
@pytest.mark.parametrize("priv", list(PRIV_PROTOCOLS))
def test_every_pair_of_protocols_that_can_be_chosen_makes_a_credential(
    fields: CredentialFields, auth: str, priv: str
) -> None:
    fields.version.setCurrentIndex(1)
    fields.user.setText("watcher")
    fields.auth_protocol.setCurrentText(auth)
    fields.priv_protocol.setCurrentText(priv)
    words = dict(zip(fields.options()[::2], fields.options()[1::2], strict=True))
    made = Credential.v3(
        words["--v3"], auth_protocol=words["--auth-protocol"], auth_password="authpass123",
        priv_protocol=words["--priv-protocol"], priv_password="privpass123",
    )  # fmt: skip
    assert (made.auth_protocol, made.priv_protocol, made.level) == (auth, priv, "authPriv")


# --- the parts ----------------------------------------------------------------------------------
def test_a_secret_is_not_shown_and_cannot_be_copied_out(
    qtbot: QtBot, copied_from: Callable[[QLineEdit], str]
) -> None:
    secret, plain = line_edit("Password", secret=True), line_edit("User name", "hint <b>")
    for field in (secret, plain):
        qtbot.addWidget(field)
        field.setText("s3cret")
    assert secret.displayText() != "s3cret" and plain.displayText() == "s3cret"
    assert copied_from(secret) == "" and copied_from(plain) == "s3cret"
    assert plain.placeholderText() == "hint <b>"


def test_a_choice_that_is_not_offered_leaves_the_box_without_one(qtbot: QtBot) -> None:
    box = choice_box("Version", (("v2c", "2c"), ("v3", "3")), "1")
    qtbot.addWidget(box)
    assert box.currentData() is None
    assert choice_box("Version", (("v2c", "2c"),)).currentData() == "2c"
