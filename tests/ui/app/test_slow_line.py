"""A team's desk on a server: the window's own thread never waits for a statement."""

from __future__ import annotations

import socket
import threading
import traceback
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from itdesk.store.team_library import _TeamLibrary
from itdesk.ui.app.asking import Asking
from itdesk.ui.app.office import Office
from itdesk.ui.app.pick import PickDialog
from itdesk.ui.app.program import Program
from itdesk.ui.kit.completion_popup import CompletionPopup
from itdesk.ui.kit.query_edit import QueryEdit
from itdesk.ui.kit.reference_box import ReferenceBox
from itdesk.ui.pages.firstrun.connecting import Connecting
from itdesk.ui.pages.firstrun.refusal import Refusal
from itdesk.ui.pages.list_page import ListPage
from itdesk.ui.pages.maintenance.page import MaintenancePage
from itdesk.ui.pages.network.page import NetworkPage
from itdesk.ui.pages.settings.page import SettingsPage
from itdesk.ui.pages.tickets.quick import QuickCapture
from itdesk.ui.shell.page import Page
from tests.ui.app.test_every_page import PAGES

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Where code of the window asked the server something on the window's own thread."""
    found: list[str] = []
    thread, ask = threading.get_ident(), _TeamLibrary.execute_sql

    def heard(self: _TeamLibrary, sql: str, params: Any = None) -> Any:
        frames = [f for f in traceback.extract_stack() if "/itdesk/" in f.filename.replace("\\", "/")]
        if threading.get_ident() == thread and any("/ui/" in f.filename for f in frames):
            found.append(" < ".join(f"{f.name}:{f.lineno}" for f in reversed(frames[-6:])))
        return ask(self, sql, params)

    monkeypatch.setattr(_TeamLibrary, "execute_sql", heard)
    return found


Served = Callable[[str], Page]


@pytest.fixture
def served(
    server_place: str,
    open_office: Callable[..., Office],
    settled: Callable[[Office], Page],
    waits: list[str],
) -> Served:
    """served("assets") → that page of a desk on a server, with its rows; opening is listened to as well."""

    def shown(page: str) -> Page:
        return settled(open_office(page, at=server_place))

    return shown


# --- pages ------------------------------------------------------------------------------------
@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_opened_without_waiting(page: str, served: Served, waits: list[str]) -> None:
    assert served(page).isVisible()
    assert waits == []


def test_rows_far_below_come_later_and_placeholders_stand_there(
    served: Served, waits: list[str], qtbot: QtBot
) -> None:
    page = served("tickets")
    assert isinstance(page, ListPage)
    qtbot.keyClick(page.list.view, Qt.Key.Key_End)
    last = page.list.model.count() - 1
    qtbot.waitUntil(lambda: page.list.model.row_at(last) is not None)
    assert page.list.current_row() is not None
    assert waits == []


# --- typing -----------------------------------------------------------------------------------
def test_values_are_offered_once_they_have_come(served: Served, waits: list[str], qtbot: QtBot) -> None:
    page = served("assets")
    name = "Printer room"
    with qtbot.waitSignal(page.context.changed):
        page.context.write("add place", lambda unit: unit.insert("place", {"name": name}))
    page.focus_query()
    edit = page.findChild(QueryEdit)
    assert edit is not None
    qtbot.waitUntil(edit.hasFocus)
    qtbot.keyClicks(edit, "place:Printer")
    popup = page.window().findChild(CompletionPopup)
    qtbot.waitUntil(lambda: popup.isVisible() and popup._model.rowCount() > 0)
    qtbot.waitUntil(lambda: name in popup._model.offers[0].label)
    qtbot.keyClick(edit, Qt.Key.Key_Tab)
    assert name in edit.text()
    assert waits == []


def test_enter_before_the_answer_takes_what_the_answer_names(
    served: Served, waits: list[str], qtbot: QtBot
) -> None:
    page = served("tickets")
    assert isinstance(page, ListPage)
    people = dict(page.context.desk.lists.labels("person", [1]))
    waits.clear()  # the test itself asked
    dialog = PickDialog(page.context, "person", "Assign", "Person", page.window())
    dialog.open()
    line = dialog.box.lineEdit()
    line.setText(str(people[1]))
    with qtbot.waitSignal(dialog.picked) as picked:
        dialog.accept_typed()
        assert dialog.isVisible(), "the name is still being looked up"
    assert picked.args == [1]
    assert waits == []


def test_a_name_that_nobody_has_is_said_once_that_is_known(
    served: Served, waits: list[str], qtbot: QtBot
) -> None:
    page = served("tickets")
    dialog = PickDialog(page.context, "person", "Assign", "Person", page.window())
    dialog.open()
    dialog.box.lineEdit().setText("Nobody At All")
    dialog.accept_typed()
    words = lambda: " ".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())  # noqa: E731
    assert "Nothing is called" not in words()
    qtbot.waitUntil(lambda: "Nothing is called “Nobody At All”" in words())
    dialog.reject()
    assert waits == []


def test_a_form_says_that_a_name_is_still_looked_up_and_then_saves(
    served: Served, waits: list[str], qtbot: QtBot
) -> None:
    page = served("assets")
    assert isinstance(page, ListPage)
    page.work.edit()
    editor = page.work.editor
    qtbot.waitUntil(lambda: editor.dialog is not None)
    dialog = editor.dialog
    assert dialog is not None
    key = page.current_id()
    label = page.context.desk.lists.labels("person", [2])[2]
    waits.clear()
    box = next(b for b in dialog.findChildren(ReferenceBox) if b.objectName() in ("person", "person_id"))
    box.setEditText(str(label))
    with qtbot.waitSignal(page.context.lookups.came):
        qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        spoken = " ".join(w.text() for w in dialog.findChildren(QLabel) if w.isVisible())
        assert "is still being looked up" in spoken
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: editor.dialog is None)
    assert waits == []
    assert page.context.desk.store.read("asset", key)["person_id"] == 2


def test_quick_capture_understands_and_opens_the_ticket(
    served: Served, waits: list[str], qtbot: QtBot
) -> None:
    page = served("tickets")
    assert isinstance(page, ListPage)
    desk = page.context.desk
    tag, head = str(desk.store.read("asset", 1)["tag"]), desk.store.head()
    waits.clear()
    qtbot.keyClick(page.window(), Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: any(isinstance(w, QuickCapture) for w in QApplication.topLevelWidgets()))
    (dialog,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, QuickCapture)]
    qtbot.keyClicks(dialog.line, f"no sound @{tag} !high")
    qtbot.waitUntil(lambda: dialog.subject.value() == "no sound")
    qtbot.waitUntil(lambda: tag in dialog.asset.value())
    with qtbot.waitSignal(dialog.opened) as opened:
        qtbot.keyClick(dialog.line, Qt.Key.Key_Return)
    assert waits == []
    assert desk.store.head() == head + 1
    assert desk.store.read("ticket", opened.args[0])["asset_id"] == 1


def test_a_rule_is_explained(served: Served, waits: list[str], qtbot: QtBot) -> None:
    page = served("maintenance")
    assert isinstance(page, MaintenancePage)
    page.plans.make_new()
    panel, dialog = page.plans.editor.panel, page.plans.editor.dialog
    assert panel is not None and dialog is not None
    panel.rule_chosen.emit("FREQ=MONTHLY;BYDAY=1MO")
    qtbot.waitUntil(lambda: panel.sentence.text() == "Every month on the first Monday")
    assert len(panel.dates.text().split(" · ")) == 5
    dialog.reject()
    assert waits == []


def test_settings_cannot_be_typed_over_before_they_are_known(
    served: Served, waits: list[str], qtbot: QtBot
) -> None:
    page = served("settings")
    assert isinstance(page, SettingsPage)
    card = page.cards[0]
    name = card.fields[0].findChild(QLineEdit)
    assert name is not None
    qtbot.waitUntil(name.isEnabled)
    name.selectAll()
    qtbot.keyClicks(name, "Silva & Weber")
    page.refresh()  # somebody else changed a setting
    qtbot.waitUntil(lambda: not page.context.tasks.running)
    assert name.text() == "Silva & Weber", "what is typed stays"
    qtbot.mouseClick(card.save_button, LEFT)
    qtbot.waitUntil(lambda: not page.context.tasks.running)
    assert waits == []
    assert page.context.desk.settings["office-name"] == "Silva & Weber"


def test_commands_of_an_alert_ask_nobody(served: Served, waits: list[str], qtbot: QtBot) -> None:
    page = served("network")
    assert isinstance(page, NetworkPage)
    page.choose_view("alert:")
    qtbot.waitUntil(lambda: page.alerts.list.current_row() is not None)
    offered = {command.id: command.is_enabled for command in page.alerts.selection_commands()}
    assert offered["alert.device"] and offered["alert.close"]
    assert waits == []


# --- asking -----------------------------------------------------------------------------------
class Shown:
    """Writes down the answers of an `Asking`."""

    def __init__(self) -> None:
        self.answers: list[int] = []

    def show(self, answer: int) -> None:
        self.answers.append(answer)


def test_only_the_newest_question_is_answered(served: Served, qtbot: QtBot) -> None:
    page, shown = served("tickets"), Shown()
    assert isinstance(page, ListPage)
    asking, gates = Asking(page.context, page), [threading.Event() for _ in range(3)]

    def slow(number: int) -> int:
        gates[number].wait(10)
        return number

    for number in range(3):
        asking.ask(lambda n=number: slow(n), shown.show)
    assert asking.is_waiting and shown.answers == []
    for gate in reversed(gates):
        gate.set()
    qtbot.waitUntil(lambda: not asking.is_waiting)
    qtbot.waitUntil(lambda: not page.context.tasks.running)
    assert shown.answers == [2]


# --- opening ----------------------------------------------------------------------------------
@pytest.fixture
def silent_server() -> Iterator[str]:
    """The URL of a server that takes calls and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield f"postgresql://me:s3cret@127.0.0.1:{listening.getsockname()[1]}/office"


def test_a_server_that_says_nothing_can_be_given_up(
    program: Program, place: str, silent_server: str, qtbot: QtBot
) -> None:
    program.show_place(place, "assets")
    first = program.office
    program.show_place(silent_server)
    assert program.door is not None
    waiting = program.door.inside
    assert isinstance(waiting, Connecting) and "s3cret" not in waiting.accessibleDescription()
    qtbot.waitUntil(waiting.cancel_button.hasFocus)
    qtbot.keyClick(waiting.cancel_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: program.office is not None)
    assert program.office is not first, "the desk that was open is opened again"
    assert program.office is not None and program.office.window.isVisible()


def test_a_server_that_is_not_there_is_a_refusal_with_a_way_on(program: Program, qtbot: QtBot) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    program.show_place(f"postgresql://me:s3cret@127.0.0.1:{port}/office")
    qtbot.waitUntil(lambda: program.door is not None and isinstance(program.door.inside, Refusal))
    assert program.door is not None
    assert "s3cret" not in program.door.inside.accessibleDescription()
    assert "cannot be reached" in program.door.inside.accessibleName()


def test_an_address_that_is_none_is_said(program: Program, qtbot: QtBot) -> None:
    program.show_place("postgresql://[half/office")
    qtbot.waitUntil(lambda: program.door is not None and isinstance(program.door.inside, Refusal))
    assert program.door is not None
    assert "URL cannot be read" in program.door.inside.accessibleDescription()
