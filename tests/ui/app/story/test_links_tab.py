"""Links of a record and the small question for one: picked by a part of a name, made once, cut, undone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from itdesk.desk import Desk
from itdesk.store.relations import link, linked
from itdesk.ui.app.office import Office
from itdesk.ui.app.pick import PickDialog
from itdesk.ui.app.story.pane import StoryDetail
from tests.records import add, remove
from tests.ui.app.story.panes import list_of, pane_of
from tests.ui.hands import LEFT, answer, come_back, press, said, words

OpenOffice = Callable[..., Office]
ENTER, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape


@pytest.fixture
def office(open_office: OpenOffice) -> Office:
    return open_office("people")


@pytest.fixture
def maria(other_desk: Desk) -> int:
    return add(other_desk, "person", name="Maria Silva")


@pytest.fixture
def laptop(other_desk: Desk) -> int:
    return add(other_desk, "asset", tag="ZZ-9001", type="laptop", name="Her laptop")


@pytest.fixture
def pane(office: Office, maria: int, laptop: int, qtbot: QtBot) -> StoryDetail:
    """Maria's pane at her links."""
    found = pane_of(office, "person", maria, qtbot)
    found.show_tab("links")
    qtbot.waitUntil(found.links.isVisible)
    return found


def _ends(desk: Desk, kind: str, key: int) -> list[tuple[str, int]]:
    return [(end.kind, end.record) for end in linked(desk.store.engine, kind, key)]


def _asked(pane: StoryDetail, kind: str, qtbot: QtBot) -> PickDialog:
    press(qtbot, pane.links, f"Link {kind}…")
    return answer(qtbot, PickDialog)


def _type(dialog: PickDialog, text: str) -> None:
    line = dialog.box.lineEdit()
    assert line is not None
    line.setFocus()
    line.selectAll()
    line.insert(text)


# --- made by the question -----------------------------------------------------------------------
def test_a_name_and_enter_make_the_link_at_both_ends(
    pane: StoryDetail, maria: int, laptop: int, other_desk: Desk, qtbot: QtBot
) -> None:
    assert "Nothing is linked yet." in words(pane.links)
    dialog = _asked(pane, "asset", qtbot)
    _type(dialog, "ZZ-9001")
    qtbot.keyClick(dialog.box, ENTER)
    qtbot.waitUntil(lambda: _ends(other_desk, "person", maria) == [("asset", laptop)])
    assert _ends(other_desk, "asset", laptop) == [("person", maria)]
    qtbot.waitUntil(lambda: {"Linked to", "Asset", "ZZ-9001", "Her laptop"} <= set(words(pane.links)))


@pytest.mark.parametrize(
    ("typed", "why"),
    [("no such thing", "Nothing is called “no such thing”"), ("ZZ-90", "Nothing is called “ZZ-90”")],
    ids=["unknown", "two fit"],
)
def test_a_name_that_does_not_say_which_is_kept_and_told(
    pane: StoryDetail, maria: int, other_desk: Desk, qtbot: QtBot, typed: str, why: str
) -> None:
    add(other_desk, "asset", tag="ZZ-9002", type="laptop")
    head = other_desk.store.head()
    dialog = _asked(pane, "asset", qtbot)
    _type(dialog, typed)
    qtbot.keyClick(dialog.box, ENTER)
    qtbot.waitUntil(lambda: any(text.startswith(why) for text in words(dialog)))
    assert dialog.isVisible() and dialog.box.currentText() == typed
    assert other_desk.store.head() == head
    _type(dialog, "ZZ-9002")
    qtbot.keyClick(dialog.box, ENTER)
    qtbot.waitUntil(lambda: len(_ends(other_desk, "person", maria)) == 1)


@pytest.mark.parametrize("way", ["Escape", "Cancel", "Enter on Cancel"])
def test_the_question_is_given_up_and_nothing_is_written(
    pane: StoryDetail, maria: int, other_desk: Desk, qtbot: QtBot, way: str
) -> None:
    head = other_desk.store.head()
    dialog = _asked(pane, "asset", qtbot)
    _type(dialog, "ZZ-9001")
    (cancel,) = [b for b in dialog.findChildren(QPushButton) if b.text() == "Cancel"]
    if way == "Escape":
        qtbot.keyClick(dialog, ESCAPE)
    elif way == "Cancel":
        qtbot.mouseClick(cancel, LEFT)
    else:
        cancel.setFocus(Qt.FocusReason.TabFocusReason)
        qtbot.keyClick(cancel, ENTER)
    qtbot.waitUntil(lambda: not pane.window().findChildren(PickDialog))
    assert other_desk.store.head() == head and _ends(other_desk, "person", maria) == []


def test_nothing_typed_links_nothing(pane: StoryDetail, maria: int, other_desk: Desk, qtbot: QtBot) -> None:
    head = other_desk.store.head()
    dialog = _asked(pane, "ticket", qtbot)
    qtbot.keyClick(dialog.box, ENTER)
    qtbot.waitUntil(lambda: not pane.window().findChildren(PickDialog))
    assert other_desk.store.head() == head and _ends(other_desk, "person", maria) == []


def test_the_link_goes_to_the_record_it_was_asked_for(
    pane: StoryDetail, office: Office, maria: int, laptop: int, other_desk: Desk, qtbot: QtBot
) -> None:
    jonas = add(other_desk, "person", name="Jonas Weber")
    dialog = _asked(pane, "asset", qtbot)
    pane_of(office, "person", jonas, qtbot)
    come_back(qtbot, dialog)
    _type(dialog, "ZZ-9001")
    qtbot.keyClick(dialog.box, ENTER)
    qtbot.waitUntil(lambda: _ends(other_desk, "person", maria) == [("asset", laptop)])
    assert _ends(other_desk, "person", jonas) == []


@pytest.mark.parametrize(
    "name", ["中村 雪の机", "أحمد", "<b>bold</b> & co", "&File", "O'Neil \"x\" %_*"],
    ids=["Japanese", "Arabic", "markup", "ampersand", "quotes"],
)  # fmt: skip
def test_any_name_is_found_and_shown_as_it_is(
    pane: StoryDetail, maria: int, other_desk: Desk, qtbot: QtBot, name: str
) -> None:
    manual = add(other_desk, "manual", title=name)
    dialog = _asked(pane, "manual", qtbot)
    _type(dialog, name)
    qtbot.keyClick(dialog.box, ENTER)
    qtbot.waitUntil(lambda: _ends(other_desk, "person", maria) == [("manual", manual)])
    qtbot.waitUntil(lambda: name in words(pane.links))


# --- opened, cut, taken back --------------------------------------------------------------------
def _linked(desk: Desk, pane: StoryDetail, maria: int, laptop: int, qtbot: QtBot) -> None:
    with desk.write("link records") as unit:
        link(unit, "person", maria, "asset", laptop)
    qtbot.waitUntil(lambda: "ZZ-9001" in words(pane.links))


def test_what_somebody_else_links_is_there_within_a_moment_and_opens(
    pane: StoryDetail, office: Office, maria: int, laptop: int, other_desk: Desk, qtbot: QtBot
) -> None:
    _linked(other_desk, pane, maria, laptop, qtbot)
    press(qtbot, pane.links, "ZZ-9001")
    qtbot.waitUntil(lambda: list_of(office).kind_name == "asset" and list_of(office).current_id() == laptop)


def test_a_cut_link_comes_back_by_the_toast(
    pane: StoryDetail, office: Office, maria: int, laptop: int, other_desk: Desk, qtbot: QtBot
) -> None:
    _linked(other_desk, pane, maria, laptop, qtbot)
    press(qtbot, pane.links, "Remove the link to ZZ-9001")
    qtbot.waitUntil(lambda: "Nothing is linked yet." in words(pane.links))
    qtbot.waitUntil(lambda: office.window.toast.current().head == "Link removed")
    press(qtbot, office.window.toast, "Undo")
    qtbot.waitUntil(lambda: "ZZ-9001" in words(pane.links))
    assert _ends(other_desk, "person", maria) == [("asset", laptop)]


def test_a_link_that_is_there_already_is_no_second_one(
    pane: StoryDetail, maria: int, laptop: int, other_desk: Desk, qtbot: QtBot
) -> None:
    _linked(other_desk, pane, maria, laptop, qtbot)
    head = other_desk.store.head()
    dialog = _asked(pane, "asset", qtbot)
    _type(dialog, "ZZ-9001")
    with qtbot.waitSignal(pane.links.changed):
        qtbot.keyClick(dialog.box, ENTER)
    assert other_desk.store.head() == head and len(_ends(other_desk, "person", maria)) == 1


def test_an_end_that_is_gone_is_not_offered(
    pane: StoryDetail, maria: int, laptop: int, other_desk: Desk, qtbot: QtBot
) -> None:
    second = add(other_desk, "asset", tag="ZZ-9002", type="laptop")
    with other_desk.write("link records") as unit:
        link(unit, "person", maria, "asset", laptop)
        link(unit, "asset", second, "person", maria)
    qtbot.waitUntil(lambda: {"ZZ-9001", "ZZ-9002"} <= set(words(pane.links)))
    remove(other_desk, "asset", second)
    qtbot.waitUntil(lambda: "ZZ-9002" not in words(pane.links))
    assert "ZZ-9001" in words(pane.links)


def test_a_link_to_what_was_removed_meanwhile_is_refused(
    pane: StoryDetail, office: Office, maria: int, laptop: int, other_desk: Desk, qtbot: QtBot
) -> None:
    remove(other_desk, "asset", laptop)
    head = other_desk.store.head()
    pane.links.linking.link(maria, "asset", laptop)
    qtbot.waitUntil(lambda: any("There is no" in f"{m.head} {m.rest}" for m in said(office)))
    assert other_desk.store.head() == head and _ends(other_desk, "person", maria) == []
