"""The pane of a person, place, supplier or asset, by clicks and keys, against the database."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from itdesk.desk import Desk
from itdesk.store.attachments import attached
from itdesk.store.relations import linked
from itdesk.ui.app.office import Office
from itdesk.ui.app.story.history_dialog import HistoryDialog
from itdesk.ui.app.story.pane import StoryDetail
from itdesk.ui.pages.list_page import ListPage
from itdesk.ui.pages.people.page import PeoplePage
from tests.records import add, change, remove

LEFT = Qt.MouseButton.LeftButton
OpenOffice = Callable[..., Office]
OpenPane = Callable[[str, int], StoryDetail]


@pytest.fixture
def office(open_office: OpenOffice) -> Office:
    return open_office("people")


@pytest.fixture
def pane(office: Office, qtbot: QtBot) -> OpenPane:
    """pane(kind, key) → the pane that shows the record, on its own page."""

    def shown(kind: str, key: int) -> StoryDetail:
        assert office.window.open_record(kind, key)
        page = office.window.page
        front = page.front if isinstance(page, PeoplePage) else page
        assert isinstance(front, ListPage)
        qtbot.waitUntil(lambda: front.current_id() == key)
        found = front.slot.detail
        assert isinstance(found, StoryDetail)
        qtbot.waitUntil(lambda: found.shown == key)
        return found

    return shown


def words(widget: QWidget) -> list[str]:
    """Every word on screen of labels and buttons."""
    found = [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]
    buttons = [b for b in widget.findChildren(QAbstractButton) if b.isVisibleTo(widget)]
    return [*found, *(button.accessibleName() for button in buttons)]


def press(qtbot: QtBot, widget: QWidget, name: str) -> None:
    """Click the one button of this name."""

    def pressed() -> bool:
        found = [b for b in widget.findChildren(QAbstractButton) if b.isVisibleTo(widget)]
        named = [b for b in found if b.accessibleName() == name]
        if len(named) == 1:
            qtbot.mouseClick(named[0], LEFT)
        return len(named) == 1

    qtbot.waitUntil(pressed)


# --- people, places, suppliers ----------------------------------------------------------------
def test_a_person_is_shown_with_what_they_hold_and_ask(
    pane: OpenPane, other_desk: Desk, qtbot: QtBot
) -> None:
    maria = add(other_desk, "person", name="Maria Silva", email="maria@example.com", phone="117", team="IT")
    add(other_desk, "asset", tag="NB-9001", type="laptop", person=maria, name="Her laptop")
    add(other_desk, "ticket", subject="No sound", requester=maria)
    detail = pane("person", maria)
    assert detail.head.name.text() == "Maria Silva"
    assert "IT" in detail.head.about.text()
    shown = words(detail.overview)
    for text in ("Holds", "NB-9001", "Her laptop", "Tickets", "No sound", "maria@example.com"):
        assert text in shown
    assert {"Write to maria@example.com", "Call 117"} <= set(words(detail.head))


def test_a_click_on_what_is_held_opens_it(
    pane: OpenPane, office: Office, other_desk: Desk, qtbot: QtBot
) -> None:
    maria = add(other_desk, "person", name="Maria Silva")
    asset = add(other_desk, "asset", tag="NB-9001", type="laptop", person=maria)
    detail = pane("person", maria)
    press(qtbot, detail.overview, "NB-9001")
    qtbot.waitUntil(lambda: isinstance(office.window.page, ListPage))
    page = office.window.page
    assert isinstance(page, ListPage) and page.kind_name == "asset"
    qtbot.waitUntil(lambda: page.current_id() == asset)


def test_a_place_tells_its_assets_people_and_inner_places(pane: OpenPane, other_desk: Desk) -> None:
    house = add(other_desk, "place", name="Annex 中村")
    add(other_desk, "place", name="Annex / 1", parent=house)
    add(other_desk, "person", name="Jonas Weber", place=house)
    add(other_desk, "asset", tag="PR-9001", type="printer", place=house)
    shown = words(pane("place", house).overview)
    for text in ("Assets", "PR-9001", "People", "Jonas Weber", "Places inside", "Annex / 1"):
        assert text in shown


def test_a_supplier_tells_what_was_bought_there_and_how_to_reach_them(
    pane: OpenPane, other_desk: Desk
) -> None:
    supplier = add(other_desk, "supplier", name="Bechtle & Söhne", website="bechtle.example")
    add(other_desk, "asset", tag="NB-9002", type="laptop", supplier=supplier)
    detail = pane("supplier", supplier)
    assert detail.head.name.text() == "Bechtle & Söhne"
    assert {"Supplied", "NB-9002"} <= set(words(detail.overview))
    assert "Open bechtle.example" in words(detail.head)


def test_somebody_with_nothing_shows_facts_alone(pane: OpenPane, other_desk: Desk) -> None:
    detail = pane("person", add(other_desk, "person", name="New Starter"))
    assert [card.isVisibleTo(detail) for card in detail.cards] == [False, False, False]
    assert "Facts" in words(detail.overview)


def test_a_large_group_is_shown_in_full_when_asked(pane: OpenPane, other_desk: Desk, qtbot: QtBot) -> None:
    maria = add(other_desk, "person", name="Maria Silva")
    for number in range(9):
        add(other_desk, "asset", tag=f"NB-900{number}", type="laptop", person=maria)
    detail = pane("person", maria)
    assert "NB-9004" in words(detail.cards[0]) and "NB-9005" not in words(detail.cards[0])
    press(qtbot, detail.cards[0], "Show all 9")
    qtbot.waitUntil(lambda: "NB-9008" in words(detail.cards[0]))


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("<b>Bold</b> & <img src=x>", id="markup"),
        pytest.param("中村 雪 " * 60, id="long Japanese"),
        pytest.param("أحمد", id="Arabic"),
        pytest.param("A\u202eB", id="bidi override"),
        pytest.param("&File", id="ampersand"),
    ],
)
def test_names_are_shown_as_they_are(pane: OpenPane, other_desk: Desk, name: str) -> None:
    key = add(other_desk, "person", name=name)
    stored = str(other_desk.store.read("person", key)["name"])
    detail = pane("person", key)
    assert detail.head.name.text() == stored
    assert detail.head.name.textFormat() is Qt.TextFormat.PlainText
    assert detail.width() < 700


def test_a_change_of_somebody_else_shows_within_a_moment(
    pane: OpenPane, other_desk: Desk, qtbot: QtBot
) -> None:
    key = add(other_desk, "person", name="Maria Silva", team="Sales")
    detail = pane("person", key)
    change(other_desk, "person", key, team="Legal")
    qtbot.waitUntil(lambda: "Legal" in detail.head.about.text())


def test_the_chosen_tab_stays_when_another_record_is_shown(pane: OpenPane, qtbot: QtBot) -> None:
    detail = pane("person", 1)
    detail.show_tab("history")
    assert pane("person", 2) is detail
    assert detail.tabs.bar.current() == "history"
    qtbot.waitUntil(lambda: detail.history.record == 2 and bool(detail.history.items))


# --- history ----------------------------------------------------------------------------------
def _history(detail: StoryDetail, qtbot: QtBot, entries: int) -> None:
    detail.show_tab("history")
    qtbot.waitUntil(lambda: len(detail.history.items) == entries)


def test_the_history_says_who_changed_what(pane: OpenPane, other_desk: Desk, qtbot: QtBot) -> None:
    key = add(other_desk, "supplier", name="Bechtle", phone="117")
    change(other_desk, "supplier", key, phone="118")
    detail = pane("supplier", key)
    _history(detail, qtbot, 2)
    shown = words(detail.history)
    for text in ("somebody", "edit supplier", "add supplier", "Phone", "117", "118"):
        assert text in shown


def test_an_entry_is_undone_from_the_history(pane: OpenPane, other_desk: Desk, qtbot: QtBot) -> None:
    key = add(other_desk, "supplier", name="Bechtle", phone="117")
    number = change(other_desk, "supplier", key, phone="118")
    detail = pane("supplier", key)
    _history(detail, qtbot, 2)
    press(qtbot, detail.history, f"Undo entry {number}")
    qtbot.waitUntil(lambda: other_desk.store.read("supplier", key)["phone"] == "117")
    _history(detail, qtbot, 3)
    assert detail.history.items[0].verb == f"undo entry {number}"


def test_an_entry_that_must_stay_says_why_and_offers_nothing(
    pane: OpenPane, other_desk: Desk, qtbot: QtBot
) -> None:
    key = add(other_desk, "supplier", name="Bechtle", phone="117")
    first = change(other_desk, "supplier", key, phone="118")
    last = change(other_desk, "supplier", key, phone="119")
    detail = pane("supplier", key)
    _history(detail, qtbot, 3)
    buttons = {b.accessibleName(): b for b in detail.history.findChildren(QAbstractButton)}
    assert buttons[f"Undo entry {last}"].isEnabled()
    assert not buttons[f"Undo entry {first}"].isEnabled()
    assert any(f"entry {last} changed" in text for text in words(detail.history))


def test_undo_that_fails_in_the_desk_says_why(pane: OpenPane, other_desk: Desk, qtbot: QtBot) -> None:
    place = add(other_desk, "place", name="Store Z")
    detail = pane("place", place)
    _history(detail, qtbot, 1)
    (made,) = detail.history.items
    add(other_desk, "person", name="Maria", place=place)
    detail.history.undo(made.entry)
    log = detail.context.messages.log
    qtbot.waitUntil(lambda: any("others refer: person U-" in f"{m.head} {m.rest}" for m in log))
    assert other_desk.store.read("place", place)["name"] == "Store Z"


def test_a_long_history_is_drawn_a_part_at_a_time(pane: OpenPane, other_desk: Desk, qtbot: QtBot) -> None:
    key = add(other_desk, "supplier", name="Bechtle")
    for number in range(45):
        change(other_desk, "supplier", key, phone=str(number))
    detail = pane("supplier", key)
    _history(detail, qtbot, 46)
    assert words(detail.history).count("edit supplier") == 30
    press(qtbot, detail.history, "Show older")
    qtbot.waitUntil(lambda: words(detail.history).count("edit supplier") == 45)
    assert "add supplier" in words(detail.history)


def test_from_an_entry_back_to_that_moment_and_to_today(
    pane: OpenPane, office: Office, other_desk: Desk, qtbot: QtBot
) -> None:
    key = add(other_desk, "supplier", name="Bechtle", phone="117")
    change(other_desk, "supplier", key, phone="118")
    detail = pane("supplier", key)
    _history(detail, qtbot, 2)
    press(qtbot, detail.history, f"Show as at entry {detail.history.items[1].entry}")
    page = office.window.page
    assert isinstance(page, PeoplePage) and page.front.as_at == detail.history.items[1].at
    detail.show_tab("facts")
    qtbot.waitUntil(lambda: "today 118" in words(detail.facts))
    assert "1 differ today" in words(detail.facts)
    assert detail.note.isVisible()
    assert page.escape()
    qtbot.waitUntil(lambda: "today 118" not in words(detail.facts) and "118" in words(detail.facts))
    assert not detail.note.isVisible()


def test_any_record_has_its_history_in_a_window_of_its_own(
    open_office: OpenOffice, other_desk: Desk, qtbot: QtBot
) -> None:
    page = open_office("tickets").window.page
    assert isinstance(page, ListPage)
    qtbot.waitUntil(lambda: page.current_id() is not None)
    key = page.current_id()
    assert key is not None
    change(other_desk, "ticket", key, subject="renamed by somebody")
    (command,) = [c for c in page.commands() if c.id == "ticket.history"]
    command.handler()
    (dialog,) = page.window().findChildren(HistoryDialog)
    qtbot.waitUntil(lambda: len(dialog.history.items) >= 2)
    assert "renamed by somebody" in words(dialog.history)
    press(qtbot, dialog.history, f"Undo entry {dialog.history.items[0].entry}")
    qtbot.waitUntil(lambda: other_desk.store.read("ticket", key)["subject"] != "renamed by somebody")
    dialog.accept()


# --- links and files --------------------------------------------------------------------------
def test_a_link_is_made_once_opened_and_cut(pane: OpenPane, other_desk: Desk, qtbot: QtBot) -> None:
    maria = add(other_desk, "person", name="Maria Silva")
    asset = add(other_desk, "asset", tag="NB-9001", type="laptop")
    detail, engine = pane("person", maria), other_desk.store.engine
    for _ in range(2):
        with qtbot.waitSignal(detail.links.changed):
            detail.links.linking.link(maria, "asset", asset)
    assert len(linked(engine, "person", maria)) == 1
    detail.show_tab("links")
    qtbot.waitUntil(lambda: "NB-9001" in words(detail.links))
    press(qtbot, detail.links, "Remove the link to NB-9001")
    qtbot.waitUntil(lambda: linked(engine, "person", maria) == [])
    qtbot.waitUntil(lambda: "Nothing is linked yet." in words(detail.links))


def test_a_file_is_added_saved_elsewhere_and_removed(
    pane: OpenPane, other_desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    source, target = tmp_path / "契約.pdf", tmp_path / "copy.pdf"
    source.write_bytes(b"%PDF- contract")
    supplier = add(other_desk, "supplier", name="Bechtle")
    detail, engine = pane("supplier", supplier), other_desk.store.engine
    detail.files.add(str(source))
    qtbot.waitUntil(lambda: len(attached(engine, "supplier", supplier)) == 1)
    (kept,) = attached(engine, "supplier", supplier)
    detail.files.save_copy(kept.sha256, str(target))
    qtbot.waitUntil(lambda: target.exists() and target.read_bytes() == b"%PDF- contract")
    detail.show_tab("files")
    qtbot.waitUntil(lambda: "契約.pdf" in words(detail.files))
    press(qtbot, detail.files, "Remove 契約.pdf")
    qtbot.waitUntil(lambda: attached(engine, "supplier", supplier) == [])


@pytest.mark.parametrize("target", ["no/such/folder/copy.pdf", "."], ids=["no folder", "a folder"])
def test_a_copy_that_cannot_be_written_is_said(
    pane: OpenPane, other_desk: Desk, qtbot: QtBot, tmp_path: Path, target: str
) -> None:
    source = tmp_path / "invoice.pdf"
    source.write_bytes(b"%PDF-")
    detail = pane("person", 1)
    with qtbot.waitSignal(detail.files.changed):
        detail.files.add(str(source))
    (kept,) = attached(other_desk.store.engine, "person", 1)
    detail.files.save_copy(kept.sha256, str(tmp_path / target))
    log = detail.context.messages.log
    qtbot.waitUntil(lambda: any("cannot be written" in f"{m.head} {m.rest}" for m in log))


def test_a_file_that_is_not_there_is_refused_in_words(pane: OpenPane, qtbot: QtBot, tmp_path: Path) -> None:
    detail = pane("person", 1)
    detail.files.add(str(tmp_path / "missing.pdf"))
    log = detail.context.messages.log
    qtbot.waitUntil(lambda: any("missing.pdf" in f"{m.head} {m.rest}" for m in log))


# --- gone -------------------------------------------------------------------------------------
def test_a_record_that_somebody_removed_is_not_shown_any_more(
    pane: OpenPane, other_desk: Desk, qtbot: QtBot
) -> None:
    key = add(other_desk, "supplier", name="Zuletzt GmbH")
    detail = pane("supplier", key)
    remove(other_desk, "supplier", key)
    detail.again()
    qtbot.waitUntil(lambda: detail.shown != key)
    assert "Zuletzt GmbH" not in words(detail)
