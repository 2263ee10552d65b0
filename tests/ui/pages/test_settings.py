from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from itdesk.core.types import Type
from itdesk.desk import Desk
from itdesk.store.backup import last_verified, preview, take
from itdesk.ui.app.office import Office
from itdesk.ui.kit.buttons import Button
from itdesk.ui.kit.chips import Chip
from itdesk.ui.kit.error_box import ErrorBox
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
    line = next(f for f in card(page, "country").fields if f.name == "country").findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    qtbot.waitUntil(lambda: line.text() == "DE-BY")


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
    qtbot.waitUntil(target.exists)
    again = Desk.open(str(target), origin="test")
    assert again.journal.head_digest() == other_desk.journal.head_digest()
    again.close()


def test_the_theme_is_this_persons_and_kept(open_office: OpenOffice, qtbot: QtBot) -> None:
    page = settings(open_office)
    page.theme_box.setCurrentIndex(page.theme_box.findData(Mode.DARK))
    page.theme_box.activated.emit(page.theme_box.currentIndex())
    assert page.context.theme.mode is Mode.DARK
    assert page.context.state.text("theme") == Mode.DARK.value


# --- sections -----------------------------------------------------------------------------------------
def test_sections_are_chosen_by_keys_and_mouse(open_office: OpenOffice, qtbot: QtBot) -> None:
    page = settings(open_office)
    first, second = (page.buttons[section.id] for section in page.sections[:2])
    qtbot.waitUntil(first.hasFocus)
    qtbot.keyClick(first, Qt.Key.Key_Down)
    assert second.isChecked() and page.theme_box.isVisible()
    qtbot.mouseClick(page.buttons["backup"], Qt.MouseButton.LeftButton)
    assert page.backup.isVisible() and not page.theme_box.isVisible()


def test_another_page_leads_to_a_section(open_office: OpenOffice) -> None:
    page = settings(open_office)
    page.context.open_page("settings", "fields")
    assert page.fields.isVisible()
    page.set_query("no such section")
    assert page.fields.isVisible()


def test_every_section_shows_its_cards(open_office: OpenOffice) -> None:
    page = settings(open_office)
    for section in page.sections:
        page.show_section(section.id)
        assert [card.isVisible() for card in section.cards] == [True] * len(section.cards)


@pytest.mark.parametrize(
    ("name", "typed", "words"),
    [
        ("currency", "euro", "EUR"),
        ("country", "Atlantis", "DE"),
        ("poll-seconds", "4", "5"),
        ("poll-seconds", "many", "5"),
        ("cpu-limit", "101", "100"),
        ("backup-keep", "0", "1"),
    ],
)
def test_what_cannot_be_is_said_below_its_field(
    open_office: OpenOffice, qtbot: QtBot, other_desk: Desk, name: str, typed: str, words: str
) -> None:
    page, head = settings(open_office), other_desk.store.head()
    where = next(s.id for s in page.sections if card(page, name) in s.cards)
    page.show_section(where)
    type_into(page, name, typed, qtbot)
    save(page, name, qtbot)
    field = next(f for f in card(page, name).fields if f.name == name)
    assert field.error.isVisible() and words in field.error.text()
    assert other_desk.store.head() == head
    assert other_desk.settings[name] != typed


def test_what_others_save_is_shown(open_office: OpenOffice, qtbot: QtBot, other_desk: Desk) -> None:
    page = settings(open_office)
    with other_desk.write("change settings") as unit:
        other_desk.settings.put(unit, "office-name", "山田商事株式会社")
    line = page.findChild(QLineEdit, "office-name")
    assert isinstance(line, QLineEdit)
    qtbot.waitUntil(lambda: line.text() == "山田商事株式会社")


def test_settings_can_be_taken_back_like_all_else(
    open_office: OpenOffice, qtbot: QtBot, other_desk: Desk
) -> None:
    page, before = settings(open_office), other_desk.settings["office-name"]
    type_into(page, "office-name", "Somebody else", qtbot)
    save(page, "office-name", qtbot)
    qtbot.waitUntil(lambda: other_desk.settings["office-name"] == "Somebody else")
    qtbot.keyClick(page.window(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: other_desk.settings["office-name"] == before)


def test_a_text_size_is_this_persons_and_kept(open_office: OpenOffice) -> None:
    page = settings(open_office)
    page.percent_box.setCurrentIndex(page.percent_box.findData(125))
    page.percent_box.activated.emit(page.percent_box.currentIndex())
    assert page.context.theme.percent == 125
    assert page.context.state.number("percent", 0) == 125
    page.context.theme.set_percent(100)


# --- own fields ---------------------------------------------------------------------------------------
def test_a_choice_without_choices_is_refused(open_office: OpenOffice, qtbot: QtBot, other_desk: Desk) -> None:
    page, head = settings(open_office), other_desk.store.head()
    page.show_section("fields")
    qtbot.keyClicks(page.fields.label_line, "Colour")
    page.fields.type_box.setCurrentIndex(page.fields.type_box.findData(Type.CHOICE))
    page.fields.add()
    box = page.window().findChild(ErrorBox)
    if box is not None:
        box.reject()
    assert other_desk.store.head() == head


def test_a_choice_field_has_its_choices_everywhere(
    open_office: OpenOffice, qtbot: QtBot, other_desk: Desk
) -> None:
    page = settings(open_office)
    page.show_section("fields")
    page.fields.kind_box.setCurrentIndex(page.fields.kind_box.findData("ticket"))
    page.fields.type_box.setCurrentIndex(page.fields.type_box.findData(Type.CHOICE))
    qtbot.keyClicks(page.fields.label_line, "Cause")
    qtbot.keyClicks(page.fields.choices_line, "user, hardware, , ")
    page.fields.choices_line.insert("電源")
    with qtbot.waitSignal(page.fields.added):
        qtbot.mouseClick(page.fields.add_button, Qt.MouseButton.LeftButton)
    column = page.context.kind("ticket").column("cause")
    assert [choice.label for choice in column.choices] == ["user", "hardware", "電源"]
    assert page.fields.label_line.text() == ""


def test_a_field_without_a_name_is_not_added(open_office: OpenOffice, qtbot: QtBot, other_desk: Desk) -> None:
    page, head = settings(open_office), other_desk.store.head()
    page.show_section("fields")
    page.fields.add()
    qtbot.waitUntil(page.fields.label_line.hasFocus)
    assert other_desk.store.head() == head


# --- backups ------------------------------------------------------------------------------------------
@pytest.fixture
def copies_page(open_office: OpenOffice, qtbot: QtBot, other_desk: Desk) -> SettingsPage:
    """Two copies are kept; the second is the last that was verified."""
    take(other_desk.store)
    take(other_desk.store)
    page = settings(open_office)
    page.show_section("backup")
    qtbot.waitUntil(lambda: len(page.kept.kept) == 2)
    return page


def _chips(page: SettingsPage) -> list[str]:
    return [chip.text() for chip in page.kept.findChildren(Chip) if chip.isVisibleTo(page.kept)]


def _restores(page: SettingsPage) -> list[Button]:
    found = [b for b in page.kept.findChildren(Button) if b.accessibleName().startswith("Restore the copy")]
    return [button for button in found if button.isVisibleTo(page.kept)]


def test_copies_are_listed_the_newest_first(copies_page: SettingsPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: _chips(copies_page) == ["Verified", "Not checked"])
    assert copies_page.kept.kept[0].at >= copies_page.kept.kept[1].at


def test_all_copies_are_opened_and_a_damaged_one_offers_no_restore(
    copies_page: SettingsPage, qtbot: QtBot
) -> None:
    oldest = copies_page.kept.kept[1].path
    data = bytearray(oldest.read_bytes())
    data[len(data) // 2] ^= 0xFF
    oldest.write_bytes(bytes(data))
    qtbot.mouseClick(copies_page.kept.check_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: _chips(copies_page) == ["Verified", "Damaged"])
    assert [button.isEnabled() for button in _restores(copies_page)] == [True, False]
    assert "SHA-256" in copies_page.kept.kept[1].said
    assert copies_page.kept.kept[0].said.startswith("Journal entries: 1, head ")


def test_a_backup_by_hand_joins_the_list(copies_page: SettingsPage, qtbot: QtBot) -> None:
    qtbot.mouseClick(copies_page.backup.take_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(copies_page.kept.kept) == 3)
    assert "Last verified" in copies_page.backup.state.text()


def test_a_folder_that_is_gone_is_an_empty_list(
    open_office: OpenOffice, qtbot: QtBot, other_desk: Desk, tmp_path: Path
) -> None:
    with other_desk.write("change settings") as unit:
        other_desk.settings.put(unit, "backup-folder", str(tmp_path / "no such folder"))
    page = settings(open_office)
    page.show_section("backup")
    qtbot.waitUntil(lambda: not page.context.tasks.running)
    assert page.kept.kept == [] and not page.kept.check_button.isEnabled()


def test_a_folder_nobody_may_write_to_is_one_clear_line(
    open_office: OpenOffice, qtbot: QtBot, other_desk: Desk, tmp_path: Path
) -> None:
    wall = tmp_path / "a file"
    wall.write_text("no folder", "utf-8")
    with other_desk.write("change settings") as unit:
        other_desk.settings.put(unit, "backup-folder", str(wall / "copies"))
    page = settings(open_office)
    page.backup.take()
    qtbot.waitUntil(lambda: not page.context.tasks.running)
    assert last_verified(other_desk.store) is None
    assert wall.read_text("utf-8") == "no folder"
