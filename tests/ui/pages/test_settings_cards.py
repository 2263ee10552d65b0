"""The page Settings against the desk: what a card writes, what it leaves, what others write meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from itdesk.core.types import Type
from itdesk.desk import Desk
from itdesk.store.backup import take
from itdesk.store.customs import add_custom_column
from itdesk.ui.app.office import Office
from itdesk.ui.kit.theme import Mode
from itdesk.ui.pages.settings.cards import SettingsCard
from itdesk.ui.pages.settings.page import SettingsPage
from itdesk.ui.pages.settings.setting_fields import DaysSetting, HoursSetting, SettingField, TargetsSetting
from tests.disks import mounted
from tests.records import add
from tests.ui.pages.ticket_pages import CONTROL, LEFT, said

OpenOffice = Callable[..., Office]


@pytest.fixture
def page(open_office: OpenOffice) -> SettingsPage:
    found = open_office("settings").window.page
    assert isinstance(found, SettingsPage)
    return found


def card(page: SettingsPage, name: str) -> SettingsCard:
    """The card that has this setting, in front."""
    found = next(c for c in page.cards if any(field.name == name for field in c.fields))
    page.show_section(next(s.id for s in page.sections if found in s.cards))
    return found


def field(page: SettingsPage, name: str) -> SettingField:
    return next(f for f in card(page, name).fields if f.name == name)


def line(page: SettingsPage, name: str) -> QLineEdit:
    found = field(page, name).findChild(QLineEdit)
    assert found is not None
    return found


def save(page: SettingsPage, name: str, qtbot: QtBot) -> None:
    qtbot.mouseClick(card(page, name).save_button, LEFT)


def put(desk: Desk, name: str, value: object) -> None:
    with desk.write("change settings") as unit:
        desk.settings.put(unit, name, value)


# --- one card -------------------------------------------------------------------------------------
def test_nothing_changed_writes_no_entry(page: SettingsPage, qtbot: QtBot, other_desk: Desk) -> None:
    head = other_desk.store.head()
    for known in page.cards:
        page.show_section(next(s.id for s in page.sections if known in s.cards))
        qtbot.mouseClick(known.save_button, LEFT)
    qtbot.waitUntil(lambda: not page.context.tasks.running)
    assert other_desk.store.head() == head
    assert not [known for known in page.cards for f in known.fields if f.error.text()]


def test_all_wrong_fields_of_a_card_are_named_at_once_and_each_is_let_go_when_right(
    page: SettingsPage, qtbot: QtBot, other_desk: Desk
) -> None:
    head = other_desk.store.head()
    for name, text in (("currency", "euro"), ("time-zone", "Berlin"), ("country", "Atlantis")):
        line(page, name).setText(text)
    save(page, "currency", qtbot)
    wrong = [f.name for f in card(page, "currency").fields if f.error.isVisible()]
    assert wrong == ["currency", "time-zone", "country"]
    line(page, "currency").setText("chf")
    save(page, "currency", qtbot)
    assert not field(page, "currency").error.isVisible() and field(page, "country").error.isVisible()
    assert other_desk.store.head() == head
    line(page, "time-zone").setText("Asia/Tokyo")
    line(page, "country").setText("jp")
    save(page, "currency", qtbot)
    qtbot.waitUntil(lambda: other_desk.settings["country"] == "JP")
    assert (other_desk.settings["currency"], other_desk.settings["time-zone"]) == ("CHF", "Asia/Tokyo")
    assert not [f.name for f in card(page, "currency").fields if f.error.isVisible()]


def test_hours_and_targets_reach_the_tickets(page: SettingsPage, qtbot: QtBot, other_desk: Desk) -> None:
    hours = field(page, "office-hours")
    assert isinstance(hours, HoursSetting)
    hours.opens.setText("00:00")
    hours.closes.setText("24:00")
    for box in hours.days:
        box.setChecked(True)
    save(page, "office-hours", qtbot)
    qtbot.waitUntil(lambda: other_desk.settings["office-hours"][0]["days"] == list(range(7)))
    targets = field(page, "target-hours")
    assert isinstance(targets, TargetsSetting)
    targets.lines["3"].setText("0,5")
    save(page, "target-hours", qtbot)
    qtbot.waitUntil(lambda: other_desk.settings["target-hours"]["3"] == 0.5)
    made = other_desk.store.read("ticket", add(other_desk, "ticket", subject="No sound"))
    opened, due = made["opened"], made["due"]
    assert isinstance(opened, int) and isinstance(due, int) and due - opened == 1_800_000


def test_closed_days_are_shown_as_they_are_kept(page: SettingsPage, qtbot: QtBot, other_desk: Desk) -> None:
    days = field(page, "holidays")
    assert isinstance(days, DaysSetting)
    days.text.setPlainText("31.12.2026\n24 Dec 2026\n2026-12-24")
    save(page, "holidays", qtbot)
    qtbot.waitUntil(lambda: other_desk.settings["holidays"] == ["2026-12-24", "2026-12-31"])
    qtbot.waitUntil(lambda: days.text.toPlainText() == "24 Dec 2026\n31 Dec 2026")


# --- two windows ----------------------------------------------------------------------------------
def test_what_is_typed_and_not_saved_stays_while_others_save_beside_it(
    page: SettingsPage, qtbot: QtBot, other_desk: Desk
) -> None:
    line(page, "office-name").setText("half a na")
    put(other_desk, "currency", "JPY")
    qtbot.waitUntil(lambda: line(page, "currency").text() == "JPY")
    assert line(page, "office-name").text() == "half a na"


def test_a_card_writes_what_its_person_changed_and_not_what_it_did_not_hear_of(
    page: SettingsPage, qtbot: QtBot, other_desk: Desk
) -> None:
    page.context.feed.stop()
    put(other_desk, "currency", "JPY")
    line(page, "office-name").setText("Silva & Weber")
    save(page, "office-name", qtbot)
    qtbot.waitUntil(lambda: other_desk.settings["office-name"] == "Silva & Weber")
    assert other_desk.settings["currency"] == "JPY"


@pytest.mark.parametrize(
    ("name", "first", "second"),
    [
        ("holidays", ["2026-12-31", "2026-12-24", "2026-12-24"], ["2027-01-01"]),
        ("target-hours", {"1": 4}, {"1": 5, "2": 6, "3": 7, "4": 8}),
        ("currency", "eur", "CHF"),
        ("office-hours", [{"from": "9:00", "to": "17:00", "days": [4, 0]}],
         [{"from": "08:00", "to": "09:00", "days": [1]}]),
    ],
)  # fmt: skip
def test_what_a_script_wrote_in_a_way_of_its_own_is_not_taken_for_typed(
    page: SettingsPage, qtbot: QtBot, other_desk: Desk, name: str, first: object, second: object
) -> None:
    put(other_desk, name, first)
    qtbot.waitUntil(lambda: page.context.feed is not None and _shows(page, name, first))
    head = other_desk.store.head()
    save(page, name, qtbot)
    qtbot.waitUntil(lambda: not page.context.tasks.running)
    assert other_desk.store.head() == head
    put(other_desk, name, second)
    qtbot.waitUntil(lambda: field(page, name).read() == second)


def _shows(page: SettingsPage, name: str, value: object) -> bool:
    """Whether an editor stands as it does when this value is shown."""
    same = type(field(page, name))(name, "")
    same.show_value(value)
    shown = same.read()
    same.deleteLater()
    return field(page, name).read() == shown


# --- appearance -----------------------------------------------------------------------------------
def test_the_size_of_text_that_keys_chose_is_named(page: SettingsPage, qtbot: QtBot) -> None:
    page.show_section("appearance")
    for percent in (110, 120, 130):
        qtbot.keyClick(page.window(), Qt.Key.Key_Plus, CONTROL)
        qtbot.waitUntil(lambda percent=percent: page.context.theme.percent == percent)
        assert page.percent_box.currentText() == f"{percent} %"
    page.percent_box.setFocus()
    page.percent_box.setCurrentIndex(page.percent_box.findData(100))
    page.percent_box.activated.emit(page.percent_box.currentIndex())
    assert page.context.theme.percent == 100


@pytest.mark.parametrize("mode", [Mode.DARK, Mode.LIGHT])
def test_a_theme_chosen_elsewhere_is_the_one_in_the_box(page: SettingsPage, mode: Mode) -> None:
    page.show_section("appearance")
    page.context.theme.set_mode(Mode.DARK if mode is Mode.LIGHT else Mode.LIGHT)
    page.context.theme.set_mode(mode)
    assert page.theme_box.currentData() == mode


# --- own fields -----------------------------------------------------------------------------------
@pytest.mark.parametrize("label", ["鍵の番号", "رقم المفتاح", "🔑", "Key & <b>number</b>", "x" * 300])
def test_a_field_of_any_name_can_be_added_and_filtered_by(
    page: SettingsPage, qtbot: QtBot, other_desk: Desk, label: str
) -> None:
    page.show_section("fields")
    page.fields.kind_box.setCurrentIndex(page.fields.kind_box.findData("asset"))
    page.fields.label_line.setText(f" {label} ")
    with qtbot.waitSignal(page.fields.added):
        qtbot.mouseClick(page.fields.add_button, LEFT)
    (column,) = page.context.kind("asset").custom
    assert column.label == label and label in page.fields.listed.text()
    key = add(page.context.desk, "asset", tag="KEY-1", **{column.name.replace("-", "_"): "7"})
    found = page.context.desk.lists.ids("asset", page.context.desk.query("asset", f"{column.name}:7"))
    assert list(found) == [key]


def test_a_name_that_is_taken_is_refused_and_stays_to_be_corrected(
    page: SettingsPage, qtbot: QtBot, other_desk: Desk
) -> None:
    page.show_section("fields")
    head = other_desk.store.head()
    page.fields.kind_box.setCurrentIndex(page.fields.kind_box.findData("asset"))
    page.fields.label_line.setText("Serial")
    qtbot.mouseClick(page.fields.add_button, LEFT)
    qtbot.waitUntil(lambda: any("serial" in text.lower() for text in said(page)))
    assert other_desk.store.head() == head and page.fields.label_line.text() == "Serial"


def test_a_field_that_somebody_else_adds_is_listed(
    page: SettingsPage, qtbot: QtBot, other_desk: Desk
) -> None:
    page.show_section("fields")
    with other_desk.write("add custom field") as unit:
        add_custom_column(unit, "asset", "room-key", "Room key", Type.TEXT)
    qtbot.waitUntil(lambda: "Asset: Room key" in page.fields.listed.text())


# --- backups --------------------------------------------------------------------------------------
def test_a_disk_without_room_is_said_and_leaves_no_half_copy(
    page: SettingsPage, qtbot: QtBot, other_desk: Desk, tmp_path: Path
) -> None:
    with mounted(tmp_path / "small", "size=64k") as small:
        put(other_desk, "backup-folder", str(small))
        page.show_section("backup")
        qtbot.mouseClick(page.backup.take_button, LEFT)
        qtbot.waitUntil(lambda: bool(said(page)) and not page.context.tasks.running)
        assert "Backup verified" not in " ".join(said(page))
        assert not list(small.glob("*.desk"))
        assert page.backup.state.text() == "No backup was taken yet."


def test_a_check_that_is_cancelled_can_be_begun_again(
    page: SettingsPage, qtbot: QtBot, other_desk: Desk
) -> None:
    for _ in range(2):
        take(other_desk.store)
    page.show_section("backup")
    page.kept.read_desk()
    qtbot.waitUntil(lambda: len(page.kept.kept) == 2 and not page.context.tasks.running)
    qtbot.mouseClick(page.kept.check_button, LEFT)
    for task in page.context.tasks.running:
        task.cancel()
    qtbot.waitUntil(lambda: not page.context.tasks.running)
    assert page.kept.check_button.isEnabled()


def test_a_copy_that_comes_while_the_others_are_checked_stays_listed(
    page: SettingsPage, qtbot: QtBot, other_desk: Desk
) -> None:
    take(other_desk.store)
    page.show_section("backup")
    page.kept.read_desk()
    qtbot.waitUntil(lambda: len(page.kept.kept) == 1 and not page.context.tasks.running)
    page.kept.check()
    qtbot.mouseClick(page.backup.take_button, LEFT)
    qtbot.waitUntil(lambda: len(page.kept.kept) == 2 and not page.context.tasks.running)
    assert [kept.state for kept in page.kept.kept] == ["ok", "ok"]
