"""The journal's page: who did what, found by words and views, taken back, proved."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from itdesk.desk import Desk
from itdesk.store.engine import execute
from itdesk.ui.app.office import Office
from itdesk.ui.kit.buttons import Button, NameButton
from itdesk.ui.kit.text import Label
from itdesk.ui.pages.history.entry_pane import SHOWN
from itdesk.ui.pages.history.page import HistoryPage
from itdesk.ui.pages.list_page import ListPage

OpenOffice = Callable[..., Office]
LONG = "東京本社の会議室にある複合機" * 12
HOSTILE = "<b>bold</b> & <img src=x onerror=alert(1)>"


@pytest.fixture
def office(open_office: OpenOffice, other_desk: Desk) -> Office:
    """The journal: a demo office (1), a renamed asset (2), two more by somebody else (3, 4)."""
    assets = other_desk.keepers["asset"]
    for key, name in ((1, "renamed"), (2, LONG), (3, HOSTILE)):
        with other_desk.write("edit asset", f"row {key}") as unit:
            assets.change(unit, key, {"name": name})
    return open_office("history")


@pytest.fixture
def page(office: Office, qtbot: QtBot) -> HistoryPage:
    found = office.window.page
    assert isinstance(found, HistoryPage)
    qtbot.waitUntil(lambda: found.list.model.count() == 4)
    qtbot.waitUntil(lambda: found.pane.shown == 4)
    return found


def _texts(widget: QWidget) -> str:
    """Everything a person can read in a widget."""
    labels = [label.text() for label in widget.findChildren(Label) if label.isVisibleTo(widget)]
    buttons = [button.text() for button in widget.findChildren(Button) if button.isVisibleTo(widget)]
    return "\n".join([*labels, *buttons])


def _names(page: HistoryPage) -> int:
    """Links to changed records that are on screen or a scroll away."""
    inside = page.pane.changes
    return sum(name.isVisibleTo(inside) for name in inside.findChildren(NameButton))


def _column(page: HistoryPage, name: str) -> list[str]:
    rows = (page.list.model.row_at(place) for place in range(page.list.model.rowCount()))
    return [row.cell(name).text if row is not None else "" for row in rows]


def _go_to(page: HistoryPage, entry: int, qtbot: QtBot) -> None:
    assert page.list.select_id(entry)
    qtbot.waitUntil(lambda: page.pane.shown == entry)


def test_the_newest_entry_is_first_and_the_list_has_the_focus(page: HistoryPage) -> None:
    assert _column(page, "entry") == ["4", "3", "2", "1"]
    assert _column(page, "who")[:3] == ["somebody"] * 3
    assert _column(page, "what")[0] == "Edit asset · row 3"
    assert page.list.view.hasFocus()
    assert page.list.current_id() == 4


def test_the_pane_says_what_an_entry_changed_and_from_what(page: HistoryPage, qtbot: QtBot) -> None:
    for _ in range(2):
        qtbot.keyClick(page.list.view, Qt.Key.Key_J)
    qtbot.waitUntil(lambda: page.pane.shown == 2)
    assert page.pane.head.text() == "Entry 2: Edit asset · row 1"
    assert "somebody" in page.pane.about.text() and "1 change" in page.pane.about.text()
    qtbot.waitUntil(lambda: {"Name", "changed", "renamed"} <= set(_texts(page.pane.changes).split("\n")))


@pytest.mark.parametrize(("entry", "text"), [(3, LONG[:40]), (4, HOSTILE)], ids=["Japanese", "markup"])
def test_values_are_shown_as_they_are(page: HistoryPage, qtbot: QtBot, entry: int, text: str) -> None:
    _go_to(page, entry, qtbot)
    labels = [label for label in page.pane.changes.findChildren(Label) if text in label.text()]
    assert labels and all(label.textFormat() is Qt.TextFormat.PlainText for label in labels)


def test_a_big_entry_is_shown_a_part_at_a_time(page: HistoryPage, qtbot: QtBot) -> None:
    _go_to(page, 1, qtbot)
    qtbot.waitUntil(lambda: _names(page) == SHOWN)
    more = next(b for b in page.pane.changes.findChildren(Button) if "Show more" in b.text())
    qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: _names(page) == 2 * SHOWN)


def test_another_entry_begins_with_its_first_part_again(page: HistoryPage, qtbot: QtBot) -> None:
    _go_to(page, 1, qtbot)
    page.pane.show_more()
    qtbot.waitUntil(lambda: _names(page) == 2 * SHOWN)
    _go_to(page, 2, qtbot)
    _go_to(page, 1, qtbot)
    qtbot.waitUntil(lambda: _names(page) == SHOWN)


def test_a_changed_record_is_one_click_away(office: Office, page: HistoryPage, qtbot: QtBot) -> None:
    _go_to(page, 2, qtbot)
    qtbot.waitUntil(lambda: _names(page) == 1)
    name = next(n for n in page.pane.changes.findChildren(NameButton) if n.isVisible())
    qtbot.mouseClick(name, Qt.MouseButton.LeftButton)
    assets = office.window.page
    assert isinstance(assets, ListPage) and assets.kind_name == "asset"
    qtbot.waitUntil(lambda: assets.current_id() == 1)


def test_a_record_that_is_gone_is_named_but_cannot_be_opened(
    page: HistoryPage, qtbot: QtBot, other_desk: Desk
) -> None:
    supplier = other_desk.keepers["supplier"]
    with other_desk.write("add supplier") as unit:
        key = supplier.add(unit, supplier.parse({"name": "Kurzlebig GmbH"}))
    with other_desk.write("remove supplier") as unit:
        supplier.remove(unit, key)
    qtbot.waitUntil(lambda: page.list.model.count() == 6)
    _go_to(page, 6, qtbot)
    qtbot.waitUntil(lambda: "removed" in _texts(page.pane.changes))
    assert "Kurzlebig GmbH" in _texts(page.pane.changes)
    assert _names(page) == 0


# --- finding --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("somebody", ["4", "3", "2"]),
        ("SOMEBODY Asset row 2", ["3", "2"]),
        ("demo", ["1"]),
        ("3", ["4", "3"]),
        ("nobody at all", []),
        ("%", []),
        ("'; drop table journal_entry; --", []),
    ],
    ids=["actor", "words in any case", "verb", "number or word", "nothing", "no pattern", "no SQL"],
)
def test_typed_words_find_entries(page: HistoryPage, qtbot: QtBot, typed: str, left: list[str]) -> None:
    qtbot.keyClicks(page.words, typed)
    qtbot.waitUntil(lambda: page.list.model.count() == len(left) and _column(page, "entry") == left)


def test_nothing_found_says_so_and_one_click_shows_all(page: HistoryPage, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.words, "nobody at all")
    qtbot.waitUntil(lambda: page.list.model.count() == 0)
    assert "No entries match" in _texts(page.list)
    clear = next(b for b in page.list.findChildren(Button) if "Clear filter" in b.text())
    qtbot.mouseClick(clear, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.list.model.count() == 4)
    assert page.words.text() == ""


def test_escape_gives_the_words_up(page: HistoryPage, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.words, "demo")
    qtbot.waitUntil(lambda: page.list.model.count() == 1)
    assert page.escape()
    qtbot.waitUntil(lambda: page.list.model.count() == 4)
    assert not page.escape()


def test_enter_in_the_words_goes_to_the_rows(page: HistoryPage, qtbot: QtBot) -> None:
    page.focus_query()
    assert page.words.hasFocus()
    qtbot.keyClick(page.words, Qt.Key.Key_Return)
    assert page.list.view.hasFocus()


def test_views_show_what_one_made_oneself_and_what_scripts_did(
    page: HistoryPage, qtbot: QtBot, other_desk: Desk
) -> None:
    page.choose_view("cli")
    qtbot.waitUntil(lambda: _column(page, "entry") == ["4", "3", "2"])
    page.choose_view("mine")
    mine = page.context.desk.actor
    count = sum(entry.actor == mine for entry in other_desk.journal.entries())
    qtbot.waitUntil(lambda: page.list.model.count() == count)
    page.choose_view("daemon")
    qtbot.waitUntil(lambda: page.list.model.count() == 0)
    assert page.current_view() == "daemon"


# --- undo -----------------------------------------------------------------------------------------
def test_an_entry_is_undone_by_a_click_and_both_entries_say_so(
    page: HistoryPage, qtbot: QtBot, other_desk: Desk
) -> None:
    _go_to(page, 2, qtbot)
    before = next(c.before()["name"] for c in other_desk.journal.changes(2))
    qtbot.mouseClick(page.pane.undo_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: other_desk.store.head() == 5)
    assert other_desk.store.read("asset", 1)["name"] == before
    qtbot.waitUntil(lambda: page.list.model.count() == 5)
    qtbot.waitUntil(lambda: _column(page, "state")[0] == "Undoes 2")
    assert _column(page, "state")[3] == "Undone by 5"
    assert page.list.current_id() == 2, "the person stays where they were"
    qtbot.waitUntil(lambda: not page.pane.undo_button.isEnabled())
    assert page.pane.state.text() == "Undone by 5"


def test_u_undoes_the_entry_one_is_on(page: HistoryPage, qtbot: QtBot, other_desk: Desk) -> None:
    qtbot.keyClick(page.list.view, Qt.Key.Key_U)
    qtbot.waitUntil(lambda: other_desk.store.head() == 5)
    assert other_desk.journal.entry(5).undoes == 4
    assert other_desk.store.read("asset", 3)["name"] != HOSTILE


def test_what_a_later_entry_stands_on_stays_and_the_reason_is_told(
    office: Office, page: HistoryPage, qtbot: QtBot, other_desk: Desk
) -> None:
    with other_desk.write("edit asset") as unit:
        other_desk.keepers["asset"].change(unit, 1, {"name": "renamed again"})
    _go_to(page, 2, qtbot)
    qtbot.mouseClick(page.pane.undo_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "later" in _texts(office.window) or "5" in _texts(office.window))
    assert other_desk.store.head() == 5
    assert other_desk.store.read("asset", 1)["name"] == "renamed again"


# --- news, the proof, narrow windows ----------------------------------------------------------------
def test_what_others_write_comes_without_moving_the_person(
    page: HistoryPage, qtbot: QtBot, other_desk: Desk
) -> None:
    _go_to(page, 3, qtbot)
    with other_desk.write("edit asset") as unit:
        other_desk.keepers["asset"].change(unit, 4, {"name": "new"})
    qtbot.waitUntil(lambda: page.list.model.count() == 5)
    assert page.list.current_id() == 3


def test_the_chain_is_verified_and_the_line_can_be_closed(page: HistoryPage, qtbot: QtBot) -> None:
    page.verify()
    qtbot.waitUntil(page.banner.isVisible)
    said = _texts(page.banner)
    assert "The chain holds." in said and "4 entries" in said
    close = next(b for b in page.banner.findChildren(Button) if b.text() == "Close")
    qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
    assert not page.banner.isVisible()


def test_a_broken_chain_names_its_first_broken_entry(
    office: Office, page: HistoryPage, qtbot: QtBot, other_desk: Desk
) -> None:
    with other_desk.store.engine.write():
        execute(other_desk.store.engine, "UPDATE journal_entry SET detail = 'row 9' WHERE id = 3")
    page.verify()
    qtbot.waitUntil(lambda: "entry 3" in _texts(office.window).lower())
    assert not page.banner.isVisible()


def test_a_narrow_window_shows_the_entry_alone_with_a_way_back(page: HistoryPage, qtbot: QtBot) -> None:
    page.set_narrow(True)
    qtbot.keyClick(page.list.view, Qt.Key.Key_Return)
    trail = page.trail()
    assert trail is not None and trail.name == "4" and (trail.position, trail.count) == (1, 4)
    assert trail.next is not None
    trail.next()
    qtbot.waitUntil(lambda: page.pane.shown == 3)
    assert page.escape()
    assert page.trail() is None and page.list.view.hasFocus()
