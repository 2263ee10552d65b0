"""The journal's page under quick hands: keys before the pane, words before a leave, views before rows."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from itdesk.desk import Desk
from itdesk.store.journal import Journal, Sought
from itdesk.ui.app.office import Office
from itdesk.ui.pages.history.entry_pane import SHOWN
from itdesk.ui.pages.history.page import HistoryPage
from itdesk.ui.shell.window import MainWindow
from tests.records import add, change, take_back
from tests.ui.hands import buttons, last_said, press, said, words

OpenOffice = Callable[..., Office]


@pytest.fixture
def names(other_desk: Desk) -> list[str]:
    """Entries 2, 3, 4: three assets renamed by somebody else; answers what they were called."""
    before = [str(other_desk.store.read("asset", key)["name"]) for key in (1, 2, 3)]
    for key in (1, 2, 3):
        change(other_desk, "asset", key, name=f"renamed {key}")
    return before


@pytest.fixture
def office(open_office: OpenOffice, names: list[str]) -> Office:
    return open_office("history")


@pytest.fixture
def page(office: Office, qtbot: QtBot) -> HistoryPage:
    found = office.window.page
    assert isinstance(found, HistoryPage)
    qtbot.waitUntil(lambda: found.list.model.count() == 4 and found.pane.shown == 4)
    return found


def _entries(page: HistoryPage) -> list[int | None]:
    return [page.list.model.id_at(place) for place in range(page.list.model.rowCount())]


def _go_to(page: HistoryPage, entry: int, qtbot: QtBot) -> None:
    assert page.list.select_id(entry)
    qtbot.waitUntil(lambda: page.pane.shown == entry)


# --- undo ---------------------------------------------------------------------------------------
def test_u_right_after_j_undoes_the_row_one_is_on(
    page: HistoryPage, names: list[str], other_desk: Desk, qtbot: QtBot
) -> None:
    qtbot.keyClick(page.list.view, Qt.Key.Key_J)
    qtbot.keyClick(page.list.view, Qt.Key.Key_U)
    qtbot.waitUntil(lambda: other_desk.store.head() == 5)
    assert other_desk.journal.entry(5).undoes == 3
    called = [str(other_desk.store.read("asset", key)["name"]) for key in (1, 2, 3)]
    assert called == ["renamed 1", names[1], "renamed 3"]


def test_an_undo_is_undone_and_all_three_say_so(page: HistoryPage, other_desk: Desk, qtbot: QtBot) -> None:
    _go_to(page, 3, qtbot)
    press(qtbot, page.pane, "Undo this entry")
    qtbot.waitUntil(lambda: _entries(page)[:1] == [5])
    _go_to(page, 5, qtbot)
    assert page.pane.state.text() == "Undoes 3"
    press(qtbot, page.pane, "Undo this entry")
    qtbot.waitUntil(lambda: other_desk.store.head() == 6)
    assert other_desk.store.read("asset", 2)["name"] == "renamed 2"
    qtbot.waitUntil(lambda: page.pane.state.text() == "Undone by 6" and not page.pane.undo_button.isEnabled())


def test_what_is_undone_already_is_said_to_the_key_and_greys_the_button(
    page: HistoryPage, office: Office, other_desk: Desk, qtbot: QtBot
) -> None:
    by = take_back(other_desk, 3)
    _go_to(page, 3, qtbot)
    qtbot.waitUntil(lambda: not page.pane.undo_button.isEnabled())
    qtbot.keyClick(page.list.view, Qt.Key.Key_U)
    qtbot.waitUntil(lambda: any(message.state == "crit" for message in said(office)))
    assert f"undone already by entry {by}" in last_said(office) and other_desk.store.head() == by


def test_undo_of_a_big_entry_takes_all_of_it_back(page: HistoryPage, other_desk: Desk, qtbot: QtBot) -> None:
    with other_desk.write("make rooms") as unit:
        for number in range(SHOWN + 30):
            unit.insert("place", {"name": f"ZZ Room {number}"})
    head = other_desk.store.head()
    qtbot.waitUntil(lambda: _entries(page)[:1] == [head])
    _go_to(page, head, qtbot)
    qtbot.waitUntil(lambda: "Show more (30 left)" in words(page.pane))
    press(qtbot, page.pane, "Show more (30 left)")
    qtbot.waitUntil(lambda: f"Place ZZ Room {SHOWN + 29}" in words(page.pane.changes))
    assert not any(name.startswith("Show more") for name in words(page.pane))
    press(qtbot, page.pane, "Undo this entry")
    qtbot.waitUntil(lambda: other_desk.store.head() == head + 1)
    assert other_desk.lists.count("place", other_desk.query("place", 'name:"ZZ Room"')) == 0


# --- words and views ----------------------------------------------------------------------------
def test_words_typed_right_before_leaving_count_on_the_way_back(
    page: HistoryPage, office: Office, qtbot: QtBot
) -> None:
    qtbot.keyClicks(page.words, "demo")
    office.window.show_page("assets")
    office.window.show_page("history")
    assert page.words.text() == "demo"
    qtbot.waitUntil(lambda: _entries(page) == [1])


def test_another_page_can_ask_for_entries(office: Office, page: HistoryPage, qtbot: QtBot) -> None:
    office.window.show_page("assets")
    page.context.open_page("history", "edit asset 3")
    assert office.window.page is page
    qtbot.waitUntil(lambda: _entries(page) == [3])


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Holds up whoever reads all entries of no view, as a slow server does."""
    opened, read = threading.Event(), Journal.ids

    def slowly(self: Journal, sought: Sought | None = None, limit: int | None = None) -> list[int]:
        if sought == Sought() and limit is None:
            assert opened.wait(30)
        return read(self, sought, limit)

    monkeypatch.setattr(Journal, "ids", slowly)
    yield opened
    opened.set()


def test_rows_of_a_former_view_that_come_late_are_not_shown(
    page: HistoryPage, gate: threading.Event, other_desk: Desk, qtbot: QtBot
) -> None:
    page.refresh()
    page.choose_view("daemon")
    qtbot.waitUntil(lambda: page.list.model.count() == 0)
    gate.set()
    qtbot.waitUntil(lambda: not page.context.tasks.running)
    assert page.list.model.count() == 0 and page.current_view() == "daemon"
    page.choose_view("cli")
    qtbot.waitUntil(lambda: _entries(page) == [4, 3, 2])


def test_words_within_a_view_and_one_key_that_gives_them_up(page: HistoryPage, qtbot: QtBot) -> None:
    page.choose_view("cli")
    qtbot.keyClicks(page.words, "3")
    qtbot.waitUntil(lambda: _entries(page) == [3])
    page.choose_view("all")
    qtbot.waitUntil(lambda: _entries(page) == [3])
    qtbot.keyClick(page.words, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(_entries(page)) == 4)


def test_what_others_write_about_is_kept_out_of_a_search_that_does_not_mean_it(
    page: HistoryPage, other_desk: Desk, qtbot: QtBot
) -> None:
    qtbot.keyClicks(page.words, "edit")
    qtbot.waitUntil(lambda: _entries(page) == [4, 3, 2])
    add(other_desk, "place", name="Annex")
    change(other_desk, "asset", 5, name="renamed 5")
    qtbot.waitUntil(lambda: _entries(page) == [6, 4, 3, 2])


# --- looks --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "actor",
    ["", "中村 雪", "<b>admin</b>", "&root", "a" * 200],
    ids=["nobody", "Japanese", "markup", "and", "long"],
)  # fmt: skip
def test_who_did_it_is_shown_as_it_is(page: HistoryPage, other_desk: Desk, qtbot: QtBot, actor: str) -> None:
    with other_desk.store.write(actor, "edit place", detail="two\nlines") as unit:
        unit.insert("place", {"name": "Annex"})
    qtbot.waitUntil(lambda: _entries(page)[:1] == [5])
    _go_to(page, 5, qtbot)
    row = page.list.model.row_at(0)
    assert row is not None and row.cell("who").text == (actor or "—")
    about = page.pane.about.text().split(" · ")
    assert (about[0] == actor) if actor else about[0], "nobody leaves no gap"
    assert page.pane.head.textFormat() is page.pane.about.textFormat() is Qt.TextFormat.PlainText
    assert page.window().width() == 1440, "long words do not widen the window"


def test_every_button_of_the_pane_has_a_name_and_tab_reaches_it(page: HistoryPage) -> None:
    for button in buttons(page.pane):
        assert button.accessibleName() and button.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_the_proof_by_the_top_bar_tells_how_much_holds(
    page: HistoryPage, other_desk: Desk, qtbot: QtBot
) -> None:
    window = page.window()
    assert isinstance(window, MainWindow)
    press(qtbot, window.top, "Verify the journal")
    qtbot.waitUntil(page.banner.isVisible)
    proof = other_desk.journal.verify()
    assert f"{proof.entries} entries with {proof.changes:,} changes" in page.banner.accessibleName()
    assert proof.head[:16] in page.banner.accessibleName()
