"""Where a person writes: nothing typed is lost, nothing is sent twice, a note never looks like a reply."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from itdesk.ui.kit.buttons import Button
from itdesk.ui.kit.composer import Composer
from itdesk.ui.kit.tabs import TabButton
from itdesk.ui.kit.text import Label

KEY, LEFT = Qt.Key, Qt.MouseButton.LeftButton
PLAIN, CONTROL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
SHIFT, KEYPAD = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.KeypadModifier
UGLY = [
    "東京の複合機が動きません。\n至急お願いします。", "הדפסה לא עובדת", "🖨️👩‍💻",
    "<script>alert(1)</script> & <b>x</b>", "x" * 20_000, "  indented\n\n\n", "\u202etxt.exe",
]  # fmt: skip
UGLY_NAMES = ["Japanese", "Hebrew", "emoji", "markup", "endless", "blank lines", "turned round"]


@pytest.fixture
def composer(shown: Callable[[QWidget], QWidget], qtbot: QtBot) -> Iterator[Composer]:
    """A composer with the cursor in it, and a line below it."""
    window = QWidget()
    column = QVBoxLayout(window)
    made = Composer(window)
    column.addWidget(made)
    column.addWidget(QLineEdit(window))
    window.resize(420, 240)
    shown(window)
    qtbot.waitUntil(window.isActiveWindow)
    made.write("reply")
    qtbot.waitUntil(made.text.hasFocus)
    yield made


@pytest.fixture
def sent(composer: Composer) -> list[tuple[str, str]]:
    """What the composer has asked to be sent."""
    told: list[tuple[str, str]] = []
    composer.send_requested.connect(lambda form, text: told.append((form, text)))
    return told


def said(composer: Composer) -> list[str]:
    return [label.text() for label in composer.findChildren(Label) if label.isVisible()]


def tab(composer: Composer, name: str) -> TabButton:
    return next(b for b in composer.findChildren(TabButton) if b.tab_id == name)


# --- sending ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("key", "modifier", "is_sent"),
    [
        (KEY.Key_Return, CONTROL, True), (KEY.Key_Enter, CONTROL | KEYPAD, True),
        (KEY.Key_Return, PLAIN, False), (KEY.Key_Return, SHIFT, False), (KEY.Key_Space, CONTROL, False),
    ],
    ids=["Ctrl+Enter", "Ctrl+Enter of the keypad", "Enter", "Shift+Enter", "Ctrl+Space"],
)  # fmt: skip
def test_only_control_and_enter_send(
    composer: Composer, sent: list[tuple[str, str]], qtbot: QtBot, key: Qt.Key,
    modifier: Qt.KeyboardModifier, is_sent: bool,
) -> None:  # fmt: skip
    composer.text.insertPlainText("Hello")
    qtbot.keyClick(composer.text, key, modifier)
    assert sent == ([("reply", "Hello")] if is_sent else [])
    if modifier in (PLAIN, SHIFT):
        assert composer.draft()[1].split() == ["Hello"] and composer.draft()[1] != "Hello"


@pytest.mark.parametrize("text", UGLY, ids=UGLY_NAMES)
def test_any_text_is_sent_as_it_was_typed(composer: Composer, sent: list[tuple[str, str]], text: str) -> None:
    composer.text.insertPlainText(text)
    composer.send.click()
    assert sent == [("reply", text)]
    composer.sent()
    assert composer.draft() == ("reply", "")


@pytest.mark.parametrize(
    "blank", ["", " ", "\n\n\t", "\u3000", "\u00a0"], ids=["nothing", "space", "lines", "wide", "fixed"]
)
def test_blank_is_not_sent_and_the_cursor_is_where_one_writes(
    composer: Composer, sent: list[tuple[str, str]], qtbot: QtBot, blank: str
) -> None:
    composer.text.insertPlainText(blank)
    composer.send.setFocus()
    qtbot.mouseClick(composer.send, LEFT)
    assert sent == [] and composer.is_empty() and "Write something first." in said(composer)
    qtbot.waitUntil(composer.text.hasFocus)
    qtbot.keyClicks(composer.text, "words")
    qtbot.keyClick(composer.text, KEY.Key_Return, CONTROL)
    composer.sent()
    assert len(sent) == 1 and "Write something first." not in said(composer)


def test_many_presses_send_once_until_there_is_an_answer(
    composer: Composer, sent: list[tuple[str, str]], qtbot: QtBot
) -> None:
    qtbot.keyClicks(composer.text, "once")
    for _ in range(3):
        qtbot.keyClick(composer.text, KEY.Key_Return, CONTROL)
        qtbot.mouseClick(composer.send, LEFT)
    assert sent == [("reply", "once")]
    composer.refuse("The desk is busy.")
    assert composer.draft() == ("reply", "once") and "The desk is busy." in said(composer)
    qtbot.keyClick(composer.text, KEY.Key_Return, CONTROL)
    assert len(sent) == 2


def test_what_is_typed_while_the_answer_is_on_its_way_stays(
    composer: Composer, sent: list[tuple[str, str]], qtbot: QtBot
) -> None:
    composer.text.insertPlainText("Try this first 🖨👩‍💻")
    qtbot.keyClick(composer.text, KEY.Key_Return, CONTROL)
    qtbot.keyClicks(composer.text, "and one more thing")
    composer.sent()
    assert composer.draft()[1] == "and one more thing"
    qtbot.keyClicks(composer.text, "!")
    qtbot.keyClick(composer.text, KEY.Key_Return, CONTROL)
    assert [text for _, text in sent] == ["Try this first 🖨👩‍💻", "and one more thing!"]


def test_what_was_rewritten_while_the_answer_was_on_its_way_stays_whole(
    composer: Composer, qtbot: QtBot
) -> None:
    qtbot.keyClicks(composer.text, "One")
    qtbot.keyClick(composer.text, KEY.Key_Return, CONTROL)
    composer.text.setPlainText("Something else")
    composer.sent()
    assert composer.draft()[1] == "Something else"


def test_an_answer_without_a_question_loses_nothing(composer: Composer, qtbot: QtBot) -> None:
    """The answer to a message of the ticket before comes while another draft stands there."""
    qtbot.keyClicks(composer.text, "One")
    qtbot.keyClick(composer.text, KEY.Key_Return, CONTROL)
    composer.put_draft(("note", "of another ticket"))
    assert composer.send.isEnabled()
    composer.sent()
    assert composer.draft() == ("note", "of another ticket")


def test_who_comes_back_to_a_message_on_its_way_does_not_find_it_unsent(
    composer: Composer, qtbot: QtBot
) -> None:
    qtbot.keyClicks(composer.text, "One")
    qtbot.keyClick(composer.text, KEY.Key_Return, CONTROL)
    kept = composer.draft()
    composer.put_draft(("reply", ""))
    composer.put_draft(kept)
    composer.sent()
    assert composer.is_empty()


# --- replies and notes --------------------------------------------------------------------------
def test_a_tab_turns_the_reply_into_a_note_and_keeps_the_words(
    composer: Composer, sent: list[tuple[str, str]], qtbot: QtBot
) -> None:
    qtbot.keyClicks(composer.text, "password was 1234")
    qtbot.mouseClick(tab(composer, "note"), LEFT)
    assert composer.draft() == ("note", "password was 1234")
    composer.send.click()
    assert sent == [("note", "password was 1234")]


def test_a_note_looks_and_is_called_other_than_a_reply(composer: Composer) -> None:
    def picture() -> QImage:
        composer.send.setFocus()
        return composer.grab(composer.text.geometry()).toImage()

    composer.set_reply_hint("Reply to Maria…")
    reply, name = picture(), composer.text.accessibleName()
    composer.set_form("note")
    note = picture()
    assert note.pixelColor(6, 40) != reply.pixelColor(6, 40), "the ground itself tells"
    assert composer.text.accessibleName() != name and "Maria" not in composer.text.placeholderText()
    composer.set_form("reply")
    assert composer.text.placeholderText() == "Reply to Maria…"
    assert picture().pixelColor(6, 40) == reply.pixelColor(6, 40)


def test_a_hint_that_comes_late_does_not_turn_a_note_into_a_reply(composer: Composer) -> None:
    composer.write("note")
    composer.set_reply_hint("Reply to Maria…")
    assert composer.form == "note" and "Maria" not in composer.text.placeholderText()


def test_tab_leads_out_of_the_text(composer: Composer, qtbot: QtBot) -> None:
    qtbot.keyClicks(composer.text, "a")
    qtbot.keyClick(composer.text, KEY.Key_Tab)
    qtbot.waitUntil(lambda: not composer.text.hasFocus())
    assert composer.draft()[1] == "a"


# --- drafts -------------------------------------------------------------------------------------
@pytest.mark.parametrize("form", ["reply", "note"])
@pytest.mark.parametrize("text", ["", *UGLY[:4]], ids=["nothing", *UGLY_NAMES[:4]])
def test_a_draft_comes_back_as_it_was(composer: Composer, form: str, text: str) -> None:
    composer.put_draft((form, text))
    kept = composer.draft()
    composer.put_draft(("reply", "something between"))
    composer.put_draft(kept)
    assert composer.draft() == (form, text) and composer.is_empty() is not bool(text.strip())


def test_another_draft_takes_the_complaint_of_the_former_away(composer: Composer) -> None:
    composer.refuse("The desk is full.")
    assert "The desk is full." in said(composer)
    composer.put_draft(("reply", "new"))
    assert "The desk is full." not in said(composer)


def test_tools_stand_beside_the_button_and_leave_it_its_room(composer: Composer, qtbot: QtBot) -> None:
    tool = Button("Attach", "quiet")
    composer.tools.addWidget(tool)
    qtbot.waitUntil(tool.isVisible)
    assert tool.geometry().right() < composer.send.geometry().left()
    assert abs(tool.geometry().center().y() - composer.send.geometry().center().y()) <= 2
    assert composer.send.width() >= composer.send.sizeHint().width()
