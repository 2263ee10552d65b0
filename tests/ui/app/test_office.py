"""A window on a desk: palette, undo, facts, what others write, and a desk that is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from itdesk.core.errors import DeskError
from itdesk.core.events import Changed
from itdesk.desk.desk import Desk
from itdesk.store.engine import rows
from itdesk.ui.app.daemon_start import daemon_command
from itdesk.ui.app.office import Office
from itdesk.ui.pages.list_page import ListPage

CONTROL = Qt.KeyboardModifier.ControlModifier


def _tag(desk: Desk, number: int) -> tuple[int, str]:
    key = rows(desk.store.engine, "SELECT id, tag FROM asset ORDER BY id LIMIT 1 OFFSET ?", (number,))[0]
    return int(key[0]), str(key[1])


def test_the_palette_finds_a_record_by_its_tag_and_opens_it(assets: ListPage, qtbot: QtBot) -> None:
    office = assets.context.parent()
    key, tag = _tag(assets.context.desk, 30)
    qtbot.keyClick(assets.window(), Qt.Key.Key_K, CONTROL)
    palette = office.palette
    qtbot.waitUntil(palette.field.hasFocus)
    qtbot.keyClicks(palette.field, tag)
    qtbot.waitUntil(lambda: any(item.title.startswith(tag) for item in palette.items()))
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert not palette.isVisible()
    qtbot.waitUntil(lambda: assets.current_id() == key)


def test_the_palette_runs_a_command_and_shows_its_keys(assets: ListPage, qtbot: QtBot) -> None:
    office = assets.context.parent()
    office.palette.open()
    qtbot.keyClicks(office.palette.field, ">dark")
    qtbot.waitUntil(lambda: [i.title for i in office.palette.items()][:1] == ["Dark theme"])
    office.palette.field.setText("")
    qtbot.keyClicks(office.palette.field, ">undo")
    qtbot.waitUntil(lambda: any(i.keys == ("Ctrl", "Z") for i in office.palette.items()))
    qtbot.keyClick(office.palette.field, Qt.Key.Key_Escape)
    assert not office.palette.isVisible()


def test_escape_gives_the_focus_back(assets: ListPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(assets.list.view.hasFocus)
    qtbot.keyClick(assets.list.view, Qt.Key.Key_K, CONTROL)
    palette = assets.context.parent().palette
    qtbot.waitUntil(palette.field.hasFocus)
    qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    assert assets.list.view.hasFocus()


def test_a_filter_that_hides_a_record_is_given_up(assets: ListPage, qtbot: QtBot) -> None:
    assets.set_query("type:monitor")
    qtbot.waitUntil(lambda: assets.current_view() == "" and assets.list.model.count() is not None)
    desk = assets.context.desk
    laptop = rows(desk.store.engine, "SELECT id FROM asset WHERE type = 'laptop' LIMIT 1")[0][0]
    assets.context.open_record("asset", laptop)
    qtbot.waitUntil(lambda: assets.current_id() == laptop)
    assert assets.query_text == ""


def test_changes_of_others_arrive_within_a_second(assets: ListPage, other_desk: Desk, qtbot: QtBot) -> None:
    heard: list[Changed] = []
    assets.context.changed.connect(heard.append)
    key, _ = _tag(other_desk, 3)
    with other_desk.write("edit asset") as unit:
        unit.update("asset", key, {"notes": "seen from elsewhere"})
    other_desk.close()
    qtbot.waitUntil(lambda: [(c.kind, c.ids) for c in heard] == [("asset", (key,))], timeout=1_000)


def test_a_failed_write_changes_nothing_and_is_said(assets: ListPage, qtbot: QtBot) -> None:
    context = assets.context
    head = context.desk.store.head()

    def fails(unit: object) -> None:
        raise DeskError("desk.full")

    context.write("edit asset", fails, said="Asset saved")
    qtbot.waitUntil(lambda: bool(context.messages.log))
    assert context.messages.log[-1].state == "crit"
    assert "disk is full" in context.messages.log[-1].head
    assert context.desk.store.head() == head


def test_a_bug_in_a_write_leaves_the_window_working(assets: ListPage, qtbot: QtBot) -> None:
    context = assets.context

    def broken(unit: object) -> None:
        raise ZeroDivisionError

    context.write("edit asset", broken)
    qtbot.waitUntil(lambda: bool(context.messages.log))
    assert "crash-" in context.messages.log[-1].rest
    assets.set_query("type:printer")
    qtbot.waitUntil(lambda: assets.query_text == "type:printer")


def test_the_facts_reach_the_status_bar_and_the_rail(assets: ListPage, qtbot: QtBot) -> None:
    window = assets.window()
    qtbot.waitUntil(lambda: len(window.status.facts) == 3)
    texts = [fact.text for fact in window.status.facts]
    assert texts == ["Nobody watches the network", "No backup yet", "office.db"]


def test_the_desk_that_does_not_answer_is_said_until_it_does(assets: ListPage, qtbot: QtBot) -> None:
    feed, window = assets.context.feed, assets.window()
    feed._came.emit((), DeskError("desk.unreachable", detail="no route"))
    qtbot.waitUntil(window.banner.isVisible)
    assert "does not answer" in window.banner.accessibleName()
    feed.look()
    qtbot.waitUntil(lambda: not window.banner.isVisible())


def test_what_a_person_chose_is_there_next_time(open_office: Callable[..., Office], qtbot: QtBot) -> None:
    office = open_office("assets")
    office.window.commands.run("view.larger")
    assert office._theme.percent == 110
    assert office._state.text("percent") == "110"
    office.window.commands.run("view.smaller")


@pytest.mark.parametrize(
    ("place", "on_line", "in_environment"),
    [
        ("/home/me/office.db", True, False),
        ("postgresql://me@server/desk", True, False),
        ("postgresql://me:pa55word@server/desk", False, True),
    ],
)
def test_no_password_stands_on_the_daemons_command_line(
    place: str, on_line: bool, in_environment: bool
) -> None:
    arguments, environment = daemon_command(place, {"HOME": "/home/me"})
    assert arguments[-1] == "daemon"
    assert (place in arguments) is on_line
    assert (environment.get("ITDESK_DESK") == place) is in_environment
    assert not any("pa55word" in argument for argument in arguments)
