"""List and detail beside each other or one at a time; the pane follows the row; the bar over them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QSplitter, QWidget
from pytestqt.qtbot import QtBot

from itdesk.desk import Desk
from itdesk.ui.app.detail_slot import MAX_WIDTH, MIN_WIDTH, DetailSlot
from itdesk.ui.app.office import Office
from itdesk.ui.app.person_state import PersonState
from itdesk.ui.app.record_detail import RecordDetail
from itdesk.ui.kit.theme import theme
from itdesk.ui.pages.list_page import ListPage
from tests.records import add, change, remove
from tests.ui.hands import LEFT, buttons, words

MakeSlot = Callable[[int], DetailSlot]
NARROW, WIDE = 1000, 1440


class Pane(QWidget):
    """Writes down what it is asked to show."""

    made = 0

    def __init__(self) -> None:
        super().__init__()
        Pane.made += 1
        self.asked: list[int | None] = []

    def show_record(self, record_id: int | None) -> None:
        self.asked.append(record_id)


@pytest.fixture
def state() -> PersonState:
    return PersonState(None)


@pytest.fixture
def make_slot(qtbot: QtBot, program: object, state: PersonState) -> MakeSlot:
    """make_slot(width) → a slot with a list, on screen."""

    def made(width: int) -> DetailSlot:
        slot = DetailSlot(QWidget(), state, "detail/test")
        qtbot.addWidget(slot)
        slot.resize(width, 500)
        slot.show()
        qtbot.waitExposed(slot)
        return slot

    return made


def _pane_of(page: ListPage) -> RecordDetail:
    detail = page.slot.detail
    assert isinstance(detail, RecordDetail)
    return detail


# --- the slot alone -----------------------------------------------------------------------------
def test_a_promised_pane_is_made_once_and_when_it_is_needed(make_slot: MakeSlot) -> None:
    slot, before = make_slot(1200), Pane.made
    assert slot.is_awaiting and slot.detail is None
    slot.promise(Pane)
    assert not slot.is_awaiting and Pane.made == before
    slot.show_record(7)
    slot.show_record(None)
    assert Pane.made == before + 1
    assert isinstance(slot.detail, Pane) and slot.detail.asked == [7, None]


def test_without_a_pane_nothing_happens(make_slot: MakeSlot) -> None:
    slot = make_slot(1200)
    slot.show_record(7)
    slot.open_detail()
    slot.set_narrow(True)
    assert slot.detail is None and not slot.shows_detail_alone


@pytest.mark.parametrize("width", [900, 1200, 1600, 3000])
def test_the_pane_takes_its_share_within_its_bounds(make_slot: MakeSlot, width: int) -> None:
    slot = make_slot(width)
    slot.put(Pane())
    assert slot.detail is not None
    assert theme().px(MIN_WIDTH) <= slot.detail.width() <= theme().px(MAX_WIDTH) + 1
    assert slot.detail.width() < width / 2 + 1


@pytest.mark.parametrize("kept", ["99999999", "-5", "wide", "1"], ids=["too wide", "below", "word", "one"])
def test_a_kept_split_that_makes_no_sense_leaves_both_to_be_seen(
    make_slot: MakeSlot, state: PersonState, kept: str
) -> None:
    state.put("detail/test", kept)
    slot = make_slot(1200)
    slot.put(Pane())
    assert slot.detail is not None and slot.detail.isVisible()
    assert theme().px(MIN_WIDTH) <= slot.detail.width() <= 1200


def test_narrow_shows_one_at_a_time_and_wide_both_again(make_slot: MakeSlot) -> None:
    slot = make_slot(1200)
    slot.put(Pane())
    pane = slot.detail
    assert pane is not None and pane.isVisible()
    slot.set_narrow(True)
    assert not pane.isVisible() and not slot.shows_detail_alone
    slot.open_detail()
    assert pane.isVisible() and slot.shows_detail_alone
    slot.show_list()
    assert not pane.isVisible()
    slot.open_detail()
    slot.set_narrow(False)
    assert pane.isVisible() and not slot.shows_detail_alone and slot.detail is pane


# --- in a window --------------------------------------------------------------------------------
def test_the_split_that_a_person_made_is_there_next_time(
    open_office: Callable[..., Office], assets: ListPage, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: _pane_of(assets).shown is not None)
    splitter = assets.slot.findChild(QSplitter)
    assert splitter is not None
    before = _pane_of(assets).width()
    splitter.moveSplitter(splitter.sizes()[0] - 60, 1)
    wanted = _pane_of(assets).width()
    assert wanted == before + 60
    again = open_office("assets").window.page
    assert isinstance(again, ListPage)
    qtbot.waitUntil(lambda: _pane_of(again).width() == wanted)


def test_the_pane_follows_the_row_one_rests_on(assets: ListPage, qtbot: QtBot) -> None:
    pane = _pane_of(assets)
    for _ in range(9):
        qtbot.keyClick(assets.list.view, Qt.Key.Key_J)
    assert assets.list.current_position()[0] == 10
    qtbot.waitUntil(lambda: pane.shown == assets.list.model.id_at(9))
    qtbot.waitUntil(lambda: not assets.context.tasks.running)
    assert pane.record == pane.shown == assets.current_id()


def test_a_list_without_rows_has_an_empty_pane(assets: ListPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: _pane_of(assets).shown is not None)
    assets.set_query('"nothing is called so"')
    qtbot.waitUntil(lambda: assets.list.model.count() == 0)
    qtbot.waitUntil(lambda: _pane_of(assets).shown is None)
    assets.set_query("")
    qtbot.waitUntil(lambda: _pane_of(assets).shown == assets.current_id() is not None)


def test_the_record_that_one_reads_is_removed_and_its_neighbour_is_shown(
    open_office: Callable[..., Office], other_desk: Desk, qtbot: QtBot
) -> None:
    keys = [add(other_desk, "asset", tag=f"AA-{n}", type="laptop", status="in-use") for n in range(3)]
    page = open_office("assets").window.page
    assert isinstance(page, ListPage)
    page.set_query("tag:AA-*")
    qtbot.waitUntil(lambda: page.list.model.count() == 3 and page.list.select_id(keys[1]))
    qtbot.waitUntil(lambda: _pane_of(page).shown == keys[1])
    remove(other_desk, "asset", keys[1])
    qtbot.waitUntil(lambda: page.list.model.count() == 2)
    qtbot.waitUntil(lambda: page.current_id() in keys and _pane_of(page).shown == page.current_id())


def test_a_change_of_the_record_that_one_reads_is_read_and_the_place_stays(
    assets: ListPage, other_desk: Desk, qtbot: QtBot
) -> None:
    assets.list.view.go_to(4)
    key = assets.current_id()
    assert key is not None
    qtbot.waitUntil(lambda: _pane_of(assets).shown == key)
    change(other_desk, "asset", key, model="Seen from elsewhere")
    qtbot.waitUntil(lambda: "Seen from elsewhere" in words(_pane_of(assets)))
    assert assets.current_id() == key and _pane_of(assets).shown == key


def test_arrows_of_the_top_bar_walk_the_records_of_a_narrow_window(assets: ListPage, qtbot: QtBot) -> None:
    assets.window().resize(NARROW, 700)
    qtbot.waitUntil(lambda: not _pane_of(assets).isVisible())
    qtbot.keyClick(assets.list.view, Qt.Key.Key_Return)
    qtbot.waitUntil(_pane_of(assets).isVisible)
    assert not assets.bar.isVisible()
    trail = assets.trail()
    assert trail is not None and trail.next is not None and trail.position == 1
    trail.next()
    qtbot.waitUntil(lambda: _pane_of(assets).shown == assets.list.model.id_at(1))
    assert (assets.trail() or trail).position == 2
    assets.window().resize(WIDE, 900)
    qtbot.waitUntil(lambda: assets.list.isVisible() and _pane_of(assets).isVisible())
    assert assets.trail() is None and assets.bar.isVisible()
    assert _pane_of(assets).shown == assets.current_id() == assets.list.model.id_at(1)


# --- the bar over the list ----------------------------------------------------------------------
def test_buttons_of_the_bar_keep_their_names_when_they_lose_their_words(
    assets: ListPage, qtbot: QtBot
) -> None:
    def shown() -> dict[str, str]:
        return {b.accessibleName(): b.text().strip() for b in buttons(assets.bar) if b.accessibleName()}

    wide = shown()
    assert wide["Save view"] == "Save view" and wide["Columns"] == "Columns" and wide["Export"] == "Export"
    assets.window().resize(NARROW, 700)
    qtbot.waitUntil(lambda: shown().get("Export") == "")
    assert set(shown()) == set(wide)
    assert "Save view" in assets.bar.save.toolTip() and "Columns" in assets.bar.columns.toolTip()
    assets.window().resize(WIDE, 900)
    qtbot.waitUntil(lambda: shown() == wide)
    assert assets.bar.save.toolTip() == ""


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_columns_are_chosen_under_their_button(assets: ListPage, qtbot: QtBot) -> None:
    qtbot.mouseClick(assets.bar.columns, LEFT)

    def menus() -> list[QMenu]:
        return [menu for menu in assets.list.findChildren(QMenu) if menu.isVisible()]

    qtbot.waitUntil(lambda: len(menus()) == 1)
    (menu,) = menus()
    offered = {str(action.data()): action.isChecked() for action in menu.actions() if action.data()}
    assert offered["tag"] and offered["status"] and not offered["serial"]
    menu.close()


def test_the_button_for_changes_is_there_in_the_past_alone(assets: ListPage, qtbot: QtBot) -> None:
    def names() -> list[str]:
        return [button.accessibleName() for button in buttons(assets.bar)]

    assert "Only what changed" not in names()
    assets.window().resize(NARROW, 700)
    assets.past.show_instant(assets.context.desk.store.clock.now())
    qtbot.waitUntil(lambda: "Only what changed" in names())
    assert assets.past.only_changed.text().strip() == "", "an icon alone, as its neighbours"
    assets.past.back()
    qtbot.waitUntil(lambda: "Only what changed" not in names())
