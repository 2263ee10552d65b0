from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from itdesk.desk import Desk
from itdesk.store.backup import preview, take
from itdesk.ui.app.office import Office
from itdesk.ui.kit.theme import Mode
from itdesk.ui.pages.settings.cards import SettingsCard
from itdesk.ui.pages.settings.page import SettingsPage

OpenOffice = Callable[..., Office]


def settings(open_office: OpenOffice) -> SettingsPage:
    page = open_office("settings").window.page
    assert isinstance(page, SettingsPage)
    return page


def card(page: SettingsPage, name: str) -> SettingsCard:
    return next(c for c in page.cards if any(field.name == name for field in c.fields))


def type_into(page: SettingsPage, name: str, text: str, qtbot: QtBot) -> None:
    line = page.findChild(QLineEdit, name)
    assert isinstance(line, QLineEdit)
    line.clear()
    qtbot.keyClicks(line, text)


def save(page: SettingsPage, name: str, qtbot: QtBot) -> None:
    qtbot.mouseClick(card(page, name).save_button, Qt.MouseButton.LeftButton)


def test_the_office_is_saved_as_one_entry(open_office: OpenOffice, qtbot: QtBot, other_desk: Desk) -> None:
    page, head = settings(open_office), other_desk.store.head()
    type_into(page, "office-name", "Silva & Weber", qtbot)
    type_into(page, "country", "de-by", qtbot)
    save(page, "office-name", qtbot)
    qtbot.waitUntil(lambda: other_desk.store.head() == head + 1)
    assert (other_desk.settings["office-name"], other_desk.settings["country"]) == ("Silva & Weber", "DE-BY")


def test_a_wrong_value_says_so_at_its_field_and_nothing_is_written(
    open_office: OpenOffice, qtbot: QtBot, other_desk: Desk
) -> None:
    page, head = settings(open_office), other_desk.store.head()
    type_into(page, "time-zone", "Berlin", qtbot)
    save(page, "time-zone", qtbot)
    field = next(f for f in card(page, "time-zone").fields if f.name == "time-zone")
    assert field.error.isVisible() and "Europe/Berlin" in field.error.text()
    assert other_desk.store.head() == head


def test_hours_and_closed_days_are_kept(open_office: OpenOffice, qtbot: QtBot, other_desk: Desk) -> None:
    page, head = settings(open_office), other_desk.store.head()
    hours = card(page, "office-hours")
    closed = next(f for f in hours.fields if f.name == "holidays")
    closed.show_value(["2026-12-24"])
    save(page, "office-hours", qtbot)
    qtbot.waitUntil(lambda: other_desk.store.head() == head + 1)
    assert other_desk.settings["holidays"] == ["2026-12-24"]
    assert other_desk.settings["office-hours"][0]["from"] == "09:00"


def test_an_own_field_is_there_at_once(open_office: OpenOffice, qtbot: QtBot, other_desk: Desk) -> None:
    page = settings(open_office)
    page.fields.kind_box.setCurrentIndex(page.fields.kind_box.findData("asset"))
    qtbot.keyClicks(page.fields.label_line, "Room key")
    with qtbot.waitSignal(page.fields.added):
        qtbot.mouseClick(page.fields.add_button, Qt.MouseButton.LeftButton)
    assert "Room key" in page.fields.listed.text()
    assert page.context.kind("asset").column("room-key").label == "Room key"


def test_a_backup_is_looked_into_before_it_is_restored(
    open_office: OpenOffice, qtbot: QtBot, other_desk: Desk, tmp_path: Path
) -> None:
    page = settings(open_office)
    made = take(other_desk.store, tmp_path / "copies")
    target = tmp_path / "restored.desk"
    page.backup.choose(preview(made.path))
    page.backup.restore_to(target)
    qtbot.waitUntil(target.exists, timeout=10_000)
    again = Desk.open(str(target), origin="test")
    assert again.journal.head_digest() == other_desk.journal.head_digest()
    again.close()


def test_the_theme_is_this_persons_and_kept(open_office: OpenOffice, qtbot: QtBot) -> None:
    page = settings(open_office)
    page.theme_box.setCurrentIndex(page.theme_box.findData(Mode.DARK))
    page.theme_box.activated.emit(page.theme_box.currentIndex())
    assert page.context.theme.mode is Mode.DARK
    assert page.context.state.text("theme") == Mode.DARK.value
