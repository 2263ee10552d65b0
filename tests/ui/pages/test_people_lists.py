"""People, places and suppliers: three lists, each with its form, its pane and its own refusals."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit
from pytestqt.qtbot import QtBot

from itdesk.core.kinds import Value
from itdesk.desk import Desk
from itdesk.ui.app.office import Office
from itdesk.ui.app.story.pane import StoryDetail
from itdesk.ui.kit.forms import ErrorLine
from itdesk.ui.kit.record_dialog import RecordDialog
from itdesk.ui.kit.reference_box import ReferenceBox
from itdesk.ui.pages.list_page import ListPage
from itdesk.ui.pages.people.page import PeoplePage
from tests.records import add, change
from tests.ui.pages.ticket_pages import CONTROL, ENTER, cell, said, window_of, words

OpenOffice = Callable[..., Office]
KINDS = ("person", "place", "supplier")
UGLY = ("とても長い名前" * 40, "Łukasz Żółć 🚲", "ليلى حداد", "<b>Bold</b> & Co", "O'Connor “Jo” %s {name}")
UGLY_NAMES = ("long", "polish", "arabic", "markup", "marks")


@pytest.fixture
def page(open_office: OpenOffice, qtbot: QtBot) -> PeoplePage:
    found = open_office("people").window.page
    assert isinstance(found, PeoplePage)
    qtbot.waitUntil(lambda: bool(found.front.list.model.count()))
    return found


def show(page: PeoplePage, qtbot: QtBot, kind: str) -> ListPage:
    """The list of a kind in front, without a filter."""
    page.choose_view("person:All" if kind == "person" else f"{kind}:")
    front = page.front
    assert front.kind_name == kind
    front.set_query("")
    desk = front.context.desk
    count = desk.lists.count(kind, desk.query(kind, ""))
    qtbot.waitUntil(lambda: front.query_text == "" and front.list.model.count() == count)
    return front


def go_to(page: PeoplePage, qtbot: QtBot, kind: str, key: int) -> ListPage:
    front = show(page, qtbot, kind)
    front.show_record(kind, key)
    qtbot.waitUntil(lambda: front.current_id() == key)
    return front


def new(page: PeoplePage, qtbot: QtBot) -> RecordDialog:
    qtbot.keyClick(page.window(), Qt.Key.Key_N, CONTROL)
    return window_of(qtbot, RecordDialog)


def put(dialog: RecordDialog, field: str, text: str) -> None:
    line = dialog.binder.fields[field].widget
    assert isinstance(line, QLineEdit)
    line.selectAll()
    line.insert(text)


def sentences(dialog: RecordDialog) -> list[str]:
    return [line.text() for line in dialog.findChildren(ErrorLine) if line.isVisible()]


def count(desk: Desk, kind: str) -> int:
    return desk.lists.count(kind, desk.query(kind, ""))


# --- three lists ----------------------------------------------------------------------------------
def test_only_who_is_active_is_listed_at_first(page: PeoplePage, other_desk: Desk, qtbot: QtBot) -> None:
    gone = add(other_desk, "person", name="Mmm Gone", active="no")
    here = add(other_desk, "person", name="Mmm Here")
    qtbot.waitUntil(lambda: cell(page.front, here, "name") == "Mmm Here")
    with pytest.raises(LookupError):
        cell(page.front, gone, "name")
    show(page, qtbot, "person")
    qtbot.waitUntil(lambda: cell(page.front, gone, "name") == "Mmm Gone")
    change(other_desk, "person", here, active="no")
    page.choose_view("person:Active")
    qtbot.waitUntil(lambda: page.front.list.model.count() == count_active(other_desk))


def count_active(desk: Desk) -> int:
    return desk.lists.count("person", desk.query("person", "active:yes"))


@pytest.mark.parametrize(
    ("kind", "title"), [("person", "New person"), ("place", "New place"), ("supplier", "New supplier")]
)
def test_each_list_has_a_form_of_its_own(
    page: PeoplePage, other_desk: Desk, qtbot: QtBot, kind: str, title: str
) -> None:
    front, before = show(page, qtbot, kind), count(other_desk, kind)
    dialog = new(page, qtbot)
    assert dialog.windowTitle() == title
    put(dialog, "name", "Zoë & Söhne 中村")
    qtbot.keyClick(dialog, ENTER, CONTROL)
    qtbot.waitUntil(lambda: front.list.model.count() == before + 1)
    qtbot.waitUntil(lambda: cell(front, front.current_id() or 0, "name") == "Zoë & Söhne 中村")


@pytest.mark.parametrize("kind", KINDS)
def test_without_a_name_nothing_is_made(page: PeoplePage, other_desk: Desk, qtbot: QtBot, kind: str) -> None:
    show(page, qtbot, kind)
    head = other_desk.store.head()
    dialog = new(page, qtbot)
    qtbot.keyClick(dialog, ENTER, CONTROL)
    assert len(sentences(dialog)) == 1 and dialog.isVisible()
    put(dialog, "name", "   \u3000 ")
    qtbot.keyClick(dialog, ENTER, CONTROL)
    assert len(sentences(dialog)) == 1 and other_desk.store.head() == head
    dialog.reject()


@pytest.mark.parametrize("name", UGLY, ids=UGLY_NAMES)
def test_any_name_is_listed_and_headed_as_it_is(
    page: PeoplePage, other_desk: Desk, qtbot: QtBot, name: str
) -> None:
    width = page.width()
    key = add(other_desk, "person", name=name, team=name, phone="117")
    front = go_to(page, qtbot, "person", key)
    qtbot.waitUntil(lambda: cell(front, key, "name") == name)
    detail = front.slot.detail
    assert isinstance(detail, StoryDetail)
    qtbot.waitUntil(lambda: detail.shown == key and detail.head.name.text() == name)
    assert (page.width(), detail.head.width() <= detail.width()) == (width, True)


# --- refusals -------------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", ["place", "supplier"])
def test_a_name_that_is_taken_is_refused_in_any_case(
    page: PeoplePage, other_desk: Desk, qtbot: QtBot, kind: str
) -> None:
    add(other_desk, kind, name="Zimmer Ä")
    show(page, qtbot, kind)
    dialog = new(page, qtbot)
    put(dialog, "name", "zimmer Ä")
    qtbot.keyClick(dialog, ENTER, CONTROL)
    qtbot.waitUntil(lambda: any("already used" in text for text in sentences(dialog)))
    assert dialog.binder.typed()["name"] == "zimmer Ä"
    dialog.reject()


def test_two_people_may_have_one_name(page: PeoplePage, other_desk: Desk, qtbot: QtBot) -> None:
    add(other_desk, "person", name="Aaron Double")
    front, before = show(page, qtbot, "person"), count(other_desk, "person")
    dialog = new(page, qtbot)
    put(dialog, "name", "Aaron Double")
    qtbot.keyClick(dialog, ENTER, CONTROL)
    qtbot.waitUntil(lambda: front.list.model.count() == before + 1)


@pytest.mark.parametrize(
    ("kind", "user", "values"),
    [
        ("person", "asset", {"tag": "HELD-1", "person_id": 0}),
        ("place", "person", {"name": "Aaron Placed", "place_id": 0}),
        ("supplier", "asset", {"tag": "HELD-2", "supplier_id": 0}),
    ],
)
def test_what_others_need_is_not_removed_and_they_are_named(
    page: PeoplePage, other_desk: Desk, qtbot: QtBot, kind: str, user: str, values: dict[str, Value]
) -> None:
    key = add(other_desk, kind, name="Aaron Needed")
    with other_desk.write("hold") as unit:
        holder = unit.insert(user, {n: key if n.endswith("_id") else v for n, v in values.items()})
    front = go_to(page, qtbot, kind, key)
    front.list.view.setFocus()
    qtbot.keyClick(front.list.view, Qt.Key.Key_Delete)
    called = f"{user} {other_desk.refs.ref_of(user, holder)}"
    qtbot.waitUntil(lambda: any(called in text and "cannot be removed" in text for text in said(front)))
    assert other_desk.store.read(kind, key)["name"] == "Aaron Needed"


def test_a_place_inside_another_is_found_by_its_name_and_shown_there(
    page: PeoplePage, other_desk: Desk, qtbot: QtBot
) -> None:
    house = add(other_desk, "place", name="Annex 中村")
    show(page, qtbot, "place")
    before = count(other_desk, "place")
    dialog = new(page, qtbot)
    put(dialog, "name", "Annex / 1")
    box = dialog.binder.fields["parent_id"].widget
    assert isinstance(box, ReferenceBox)
    line = box.lineEdit()
    assert line is not None
    line.insert("Annex 中村")
    qtbot.keyClick(dialog, ENTER, CONTROL)
    qtbot.waitUntil(lambda: count(other_desk, "place") == before + 1)
    assert other_desk.keepers["place"].get("Annex / 1")["parent_id"] == house
    front = go_to(page, qtbot, "place", house)
    detail = front.slot.detail
    assert isinstance(detail, StoryDetail)
    qtbot.waitUntil(lambda: "Annex / 1" in words(detail.overview))


def test_who_leaves_is_unticked_and_no_longer_offered_at_first(
    page: PeoplePage, other_desk: Desk, qtbot: QtBot
) -> None:
    key = add(other_desk, "person", name="Mmm Leaving")
    qtbot.waitUntil(lambda: cell(page.front, key, "name") == "Mmm Leaving")
    page.front.show_record("person", key)
    qtbot.waitUntil(lambda: page.front.current_id() == key)
    page.front.list.view.setFocus()
    qtbot.keyClick(page.front.list.view, Qt.Key.Key_F2)
    dialog = window_of(qtbot, RecordDialog)
    tick = dialog.binder.fields["active"].widget
    assert isinstance(tick, QCheckBox) and tick.isChecked()
    tick.setFocus()
    qtbot.keyClick(tick, Qt.Key.Key_Space)
    qtbot.keyClick(dialog, ENTER, CONTROL)
    qtbot.waitUntil(lambda: not other_desk.store.read("person", key)["active"])
    qtbot.waitUntil(lambda: page.front.list.model.count() == count_active(other_desk))


# --- going between them ---------------------------------------------------------------------------
def test_each_list_keeps_its_line_and_its_row_while_another_is_in_front(
    page: PeoplePage, other_desk: Desk, qtbot: QtBot
) -> None:
    key = add(other_desk, "place", name="Annex 7")
    places = go_to(page, qtbot, "place", key)
    places.set_query("name:Annex")
    qtbot.waitUntil(lambda: places.query_text == "name:Annex" and places.list.model.count() == 1)
    show(page, qtbot, "supplier")
    page.show_list("place")
    assert page.front is places and places.query_text == "name:Annex" and places.current_id() == key


def test_one_undo_takes_back_the_last_change_whichever_list_is_in_front(
    page: PeoplePage, other_desk: Desk, qtbot: QtBot
) -> None:
    front = show(page, qtbot, "supplier")
    before = count(other_desk, "supplier")
    dialog = new(page, qtbot)
    put(dialog, "name", "Aaron & Sons")
    qtbot.keyClick(dialog, ENTER, CONTROL)
    qtbot.waitUntil(lambda: front.list.model.count() == before + 1)
    show(page, qtbot, "place")
    page.window().activateWindow()
    qtbot.waitUntil(page.window().isActiveWindow)
    qtbot.keyClick(page.window(), Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: count(other_desk, "supplier") == before)
