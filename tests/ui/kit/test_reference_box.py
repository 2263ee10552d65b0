"""A reference typed by a part of its name: the right record or none, at once or when the answer comes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from itdesk.core.errors import InvalidValueError
from itdesk.core.kinds import Column, Kind
from itdesk.core.types import Type
from itdesk.ui.kit.fields import FormTools, ReferenceField
from itdesk.ui.kit.forms import FormBinder
from itdesk.ui.kit.reference_box import ReferenceBox

KEY, LEFT = Qt.Key, Qt.MouseButton.LeftButton
PEOPLE = (
    (1, "Jonas Weber"),
    (2, "Maria Silva"),
    (3, "山田太郎"),
    (4, "Jonas Weber"),
    (5, "Mario <b>Rossi</b>"),
)
HOLDER = Column(name="holder", label="Held by", type=Type.REFERENCE, kind="person")
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


class People(QObject):
    """Finds people by a part of their name: at once, or when the test says so."""

    came = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []
        self.is_far = False
        self.known: dict[str, Sequence[tuple[int, str]]] = {}

    def find(self, text: str) -> Sequence[tuple[int, str]] | None:
        self.asked.append(text)
        found = [(key, name) for key, name in PEOPLE if text.casefold() in name.casefold()]
        return self.known.get(text) if self.is_far else found

    def look_up(self, _kind: str, text: str) -> Sequence[tuple[int, str]] | None:
        return self.find(text)

    def answer(self, text: str) -> None:
        """The desk far away has answered."""
        self.known[text] = [(key, name) for key, name in PEOPLE if text.casefold() in name.casefold()]
        self.came.emit()


@pytest.fixture
def people(look: object) -> People:
    return People()


@pytest.fixture
def box(shown: Callable[[QWidget], QWidget], people: People, qtbot: QtBot) -> Iterator[ReferenceBox]:
    """A box with the cursor in it, and another line below."""
    window = QWidget()
    column = QVBoxLayout(window)
    made = ReferenceBox(window)
    made.setObjectName("holder_id")
    made.set_lookup(people.find, people.came)
    column.addWidget(made)
    column.addWidget(QLineEdit(window))
    window.resize(400, 200)
    shown(window)
    qtbot.waitUntil(window.isActiveWindow)
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    yield made


def line(box: ReferenceBox) -> QLineEdit:
    found = box.lineEdit()
    assert found is not None
    return found


def offered(box: ReferenceBox) -> list[str]:
    """What the popup under the box shows."""
    popup = box.completer().popup()
    model = popup.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())] if popup.isVisible() else []


def type_in(box: ReferenceBox, qtbot: QtBot, text: str, *names: str) -> None:
    """Type over what stands there and wait for what is offered."""
    line(box).selectAll()
    qtbot.keyClicks(line(box), text)
    qtbot.waitUntil(lambda: offered(box) == list(names))


def pick(box: ReferenceBox, qtbot: QtBot, row: int) -> None:
    """Choose a row of the popup by keys."""
    popup = box.completer().popup()
    for _ in range(row + 1):
        qtbot.keyClick(popup, KEY.Key_Down)
    qtbot.keyClick(popup, KEY.Key_Return)
    qtbot.waitUntil(lambda: not popup.isVisible())


# --- at once ------------------------------------------------------------------------------------
def test_a_part_of_a_name_offers_whom_it_finds(box: ReferenceBox, people: People, qtbot: QtBot) -> None:
    type_in(box, qtbot, "mari", "Maria Silva", "Mario <b>Rossi</b>")
    assert people.asked == ["mari"], "one question for four keys"
    assert box.record_id() is None and box.hasFocus()
    pick(box, qtbot, 1)
    assert (box.record_id(), box.currentText()) == (5, "Mario <b>Rossi</b>")


def test_a_click_picks_too(box: ReferenceBox, qtbot: QtBot) -> None:
    type_in(box, qtbot, "silv", "Maria Silva")
    popup = box.completer().popup()
    place = popup.visualRect(popup.model().index(0, 0)).center()
    with qtbot.waitSignal(box.edited):
        qtbot.mouseClick(popup.viewport(), LEFT, pos=place)
    assert (box.record_id(), box.currentText()) == (2, "Maria Silva")


def test_escape_closes_the_offers_and_keeps_what_was_typed(box: ReferenceBox, qtbot: QtBot) -> None:
    type_in(box, qtbot, "mari", "Maria Silva", "Mario <b>Rossi</b>")
    qtbot.keyClick(box.completer().popup(), KEY.Key_Escape)
    qtbot.waitUntil(lambda: offered(box) == [])
    assert box.currentText() == "mari" and box.record_id() is None


def test_a_name_typed_whole_is_the_record(box: ReferenceBox, qtbot: QtBot) -> None:
    line(box).insert("山田太郎")
    line(box).textEdited.emit("山田太郎")
    qtbot.waitUntil(lambda: box.record_id() == 3)
    line(box).insert(" ")
    assert box.record_id() == 3
    line(box).insert("x")
    assert box.record_id() is None


def test_the_arrow_offers_others_although_one_stands_there(box: ReferenceBox, qtbot: QtBot) -> None:
    box.show_record(2, "Maria Silva")
    box.showPopup()
    assert offered(box) == [name for _, name in PEOPLE]
    pick(box, qtbot, 2)
    assert (box.record_id(), box.currentText()) == (3, "山田太郎")


def test_nobody_found_offers_nothing(box: ReferenceBox, people: People, qtbot: QtBot) -> None:
    type_in(box, qtbot, "mari", "Maria Silva", "Mario <b>Rossi</b>")
    qtbot.keyClicks(line(box), "zzz")
    qtbot.waitUntil(lambda: people.asked[-1] == "marizzz" and offered(box) == [])
    assert box.only_match() is None and box.currentText() == "marizzz"


# --- two of one name ------------------------------------------------------------------------------
def test_of_two_who_share_a_name_the_one_that_was_picked_is_meant(box: ReferenceBox, qtbot: QtBot) -> None:
    for row, key in ((0, 1), (1, 4), (0, 1)):
        type_in(box, qtbot, "jonas", "Jonas Weber", "Jonas Weber")
        pick(box, qtbot, row)
        assert box.record_id() == box.only_match() == key


def test_a_typed_name_that_two_share_is_neither(box: ReferenceBox, qtbot: QtBot) -> None:
    type_in(box, qtbot, "jonas weber", "Jonas Weber", "Jonas Weber")
    line(box).setText("Jonas Weber")
    assert box.record_id() is None and box.only_match() is None


def test_looking_at_the_offers_never_changes_who_stands_there(box: ReferenceBox, qtbot: QtBot) -> None:
    for key in (1, 4):
        box.show_record(key, "Jonas Weber")
        box.showPopup()
        qtbot.waitUntil(lambda: len(offered(box)) > 1)
        qtbot.keyClick(box.completer().popup(), KEY.Key_Escape)
        assert box.record_id() == key


# --- when the answer comes later --------------------------------------------------------------------
def test_a_far_desk_is_waited_for_and_then_offers(box: ReferenceBox, people: People, qtbot: QtBot) -> None:
    people.is_far = True
    qtbot.keyClicks(line(box), "silva")
    qtbot.waitUntil(lambda: box.is_searching)
    assert offered(box) == [] and box.only_match() is None
    with qtbot.waitSignal(box.found):
        people.answer("silva")
    assert not box.is_searching and offered(box) == ["Maria Silva"] and box.only_match() == 2


def test_an_answer_to_somebody_else_is_not_taken(box: ReferenceBox, people: People, qtbot: QtBot) -> None:
    found: list[bool] = []
    box.found.connect(lambda: found.append(True))
    people.came.emit()
    people.is_far = True
    qtbot.keyClicks(line(box), "silva")
    qtbot.waitUntil(lambda: box.is_searching)
    people.answer("jonas")
    assert box.is_searching and found == []


def test_who_has_left_the_box_is_not_interrupted_by_its_offers(
    box: ReferenceBox, people: People, qtbot: QtBot
) -> None:
    people.is_far = True
    qtbot.keyClicks(line(box), "silva")
    qtbot.waitUntil(lambda: box.is_searching)
    other = box.window().findChildren(QLineEdit)[-1]
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
    people.answer("silva")
    assert offered(box) == [] and other.hasFocus() and QApplication.activePopupWidget() is None
    assert box.only_match() == 2


# --- in a form ----------------------------------------------------------------------------------
@pytest.fixture
def bound(box: ReferenceBox, people: People, qtbot: QtBot) -> FormBinder:
    kind = Kind(name="thing", label="Thing", plural="Things", columns=(HOLDER,))
    made = FormBinder(kind, box.window(), FormTools(people.look_up, came=people.came))
    made.load({"holder_id": 1}, {"holder_id": "Jonas Weber"})
    box.setFocus()
    qtbot.waitUntil(box.hasFocus)
    return made


def test_nobody_is_told_off_while_the_offers_are_open(
    box: ReferenceBox, bound: FormBinder, qtbot: QtBot
) -> None:
    type_in(box, qtbot, "mari", "Maria Silva", "Mario <b>Rossi</b>")
    assert bound.problem("holder_id") == ""
    pick(box, qtbot, 0)
    assert bound.problem("holder_id") == "" and bound.changes() == {"holder_id": 2}


def test_a_wrong_name_is_mended_by_picking(box: ReferenceBox, bound: FormBinder, qtbot: QtBot) -> None:
    line(box).selectAll()
    line(box).insert("silv")
    assert not bound.check() and bound.problem("holder_id")
    type_in(box, qtbot, "silva", "Maria Silva")
    pick(box, qtbot, 0)
    assert bound.problem("holder_id") == "" and bound.check()


def test_an_untouched_reference_is_no_change_although_two_share_the_name(
    bound: FormBinder, box: ReferenceBox
) -> None:
    box.showPopup()
    assert not bound.is_changed() and bound.changes() == {}
    line(box).clear()
    assert bound.changes() == {"holder_id": None}


@pytest.mark.parametrize(
    ("typed", "code"),
    [("Jonas Weber", "value.ambiguous"), ("Nobody", "value.reference"), ("Mar", "value.reference")],
)  # fmt: skip
def test_a_name_that_is_not_one_person_is_refused(
    box: ReferenceBox, people: People, typed: str, code: str
) -> None:
    field = ReferenceField(HOLDER, box, FormTools(people.look_up))
    line(box).insert(typed)
    with pytest.raises(InvalidValueError) as refused:
        field.read()
    assert refused.value.code == code


def test_a_name_of_which_the_desk_has_not_told_yet_is_awaited(
    box: ReferenceBox, people: People, qtbot: QtBot
) -> None:
    people.is_far = True
    field = ReferenceField(HOLDER, box, FormTools(people.look_up, came=people.came))
    line(box).insert("maria silva")
    with pytest.raises(InvalidValueError) as refused:
        field.read()
    assert refused.value.code == "value.awaited"
    people.answer("maria silva")
    assert field.read() == 2
