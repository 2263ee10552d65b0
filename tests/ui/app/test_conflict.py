"""Two people edit one record: both versions are shown, and what is chosen is what stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from itdesk.core.kinds import Value
from itdesk.desk.desk import Desk
from itdesk.ui.app.conflict_dialog import Choosable, ConflictDialog
from itdesk.ui.kit.record_dialog import RecordDialog
from itdesk.ui.pages.list_page import ListPage

ENTER, ESCAPE, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Space
CONTROL, LEFT = Qt.KeyboardModifier.ControlModifier, Qt.MouseButton.LeftButton


@dataclass
class Clash:
    """A person has an asset's form open while somebody else writes the same asset."""

    page: ListPage
    other: Desk
    bot: QtBot
    key: int
    form: RecordDialog

    def they_write(self, **values: Value) -> None:
        with self.other.write("edit asset") as unit:
            self.other.keepers["asset"].change(unit, self.key, values)

    def line(self, field: str) -> QLineEdit:
        (edit,) = self.form.findChildren(QLineEdit, field)
        return edit

    def i_type(self, field: str, text: str) -> None:
        edit = self.line(field)
        edit.selectAll()
        self.bot.keyClicks(edit, text)

    def typed(self, field: str) -> str:
        return self.line(field).text()

    def i_save(self) -> None:
        self.bot.keyClick(self.form, ENTER, CONTROL)

    def question(self) -> ConflictDialog:
        editor = self.page.work.editor
        self.bot.waitUntil(lambda: editor.reconciler.dialog is not None)
        dialog = editor.reconciler.dialog
        assert dialog is not None
        self.bot.waitUntil(dialog.isVisible)
        return dialog

    def press(self, dialog: ConflictDialog, name: str) -> None:
        (button,) = [b for b in dialog.findChildren(QPushButton) if b.accessibleName() == name]
        self.bot.mouseClick(button, LEFT)

    def closed(self) -> bool:
        return self.page.work.editor.dialog is None

    def stored(self, field: str) -> Value:
        return self.page.context.desk.store.read("asset", self.key)[field]

    def head(self) -> int:
        return self.page.context.desk.store.head()


@pytest.fixture
def clash(assets: ListPage, other_desk: Desk, qtbot: QtBot) -> Clash:
    key = assets.current_id()
    assert key is not None
    assets.work.edit()
    editor = assets.work.editor
    qtbot.waitUntil(lambda: editor.dialog is not None and editor.dialog.isActiveWindow())
    assert editor.dialog is not None
    return Clash(assets, other_desk, qtbot, key, editor.dialog)


def texts(dialog: ConflictDialog) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel)]


# --- the question -----------------------------------------------------------------------------
def test_both_versions_stand_side_by_side_with_what_was(clash: Clash) -> None:
    was = clash.stored("model")
    clash.they_write(model="Theirs 14")
    clash.i_type("model", "Mine 15")
    clash.i_save()
    shown = texts(clash.question())
    assert any(text.startswith("somebody changed") for text in shown)
    for text in (str(was or "—"), "Theirs 14", "Mine 15", "Model"):
        assert text in shown
    assert clash.stored("model") == "Theirs 14"


def test_fields_on_which_both_agree_are_counted_and_not_listed(clash: Clash) -> None:
    clash.they_write(model="Theirs")
    clash.i_type("model", "Mine")
    clash.i_save()
    question = clash.question()
    editable = [column for column in clash.page.kind if column.editable]
    assert list(question.groups) == ["model"]
    assert f"{len(editable) - 1} other fields are the same" in texts(question)


def test_what_only_one_side_changed_is_chosen_as_that_side_has_it(clash: Clash) -> None:
    clash.they_write(model="Theirs")
    clash.i_type("name", "mine")
    clash.i_save()
    question = clash.question()
    assert set(question.groups) == {"model", "name"}
    assert question.mine() == {"name"}
    question.save()
    clash.bot.waitUntil(clash.closed)
    assert (clash.stored("name"), clash.stored("model")) == ("mine", "Theirs")


# --- the choice -------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("button", "name", "model"),
    [
        pytest.param("Take all of mine", "mine", None, id="all mine: their model goes back"),
        pytest.param("Take all of theirs", None, "Theirs", id="all theirs: my name is dropped"),
        pytest.param("", "mine", "Theirs", id="each side's own"),
    ],
)
def test_the_chosen_side_is_what_stands(
    clash: Clash, button: str, name: str | None, model: str | None
) -> None:
    before = clash.stored("name"), clash.stored("model")
    clash.they_write(model="Theirs")
    clash.i_type("name", "mine")
    clash.i_save()
    question = clash.question()
    if button:
        clash.press(question, button)
    clash.press(question, "Save my choice")
    clash.bot.waitUntil(clash.closed)
    wanted = (name if name is not None else before[0], model if model is not None else before[1])
    assert (clash.stored("name"), clash.stored("model")) == wanted


def test_taking_all_of_theirs_writes_no_entry(clash: Clash) -> None:
    clash.they_write(model="Theirs")
    clash.i_type("model", "Mine")
    head = clash.head()
    clash.i_save()
    question = clash.question()
    question.choose_theirs()
    question.save()
    clash.bot.waitUntil(clash.closed)
    assert clash.head() == head
    assert clash.stored("model") == "Theirs"


def test_one_field_is_chosen_by_keys_alone(clash: Clash) -> None:
    clash.they_write(model="Theirs", manufacturer="Theirs too")
    clash.i_type("model", "Mine")
    clash.i_save()
    question = clash.question()
    button = question.groups["model"].button(0)
    button.setFocus()
    clash.bot.keyClick(button, SPACE)
    assert question.mine() == set()
    clash.bot.keyClick(question, ENTER)
    clash.bot.waitUntil(clash.closed)
    assert (clash.stored("model"), clash.stored("manufacturer")) == ("Theirs", "Theirs too")


def test_a_click_on_the_words_chooses_their_side(clash: Clash) -> None:
    clash.they_write(model="Theirs")
    clash.i_type("model", "Mine")
    clash.i_save()
    question = clash.question()
    (words,) = [label for label in question.findChildren(QLabel) if label.text() == "Theirs"]
    clash.bot.mouseClick(words, LEFT)
    assert question.mine() == set()
    question.reject()


# --- going back, and more than two ------------------------------------------------------------
def test_escape_goes_back_to_the_form_with_everything_that_was_typed(clash: Clash) -> None:
    clash.they_write(model="Theirs")
    clash.i_type("model", "Mine again")
    head = clash.head()
    clash.i_save()
    clash.bot.keyClick(clash.question(), ESCAPE)
    clash.bot.waitUntil(lambda: clash.page.work.editor.reconciler.dialog is None)
    assert clash.typed("model") == "Mine again"
    assert clash.head() == head
    clash.bot.waitUntil(clash.form.isActiveWindow)
    clash.i_save()
    clash.question().save()
    clash.bot.waitUntil(clash.closed)
    assert clash.stored("model") == "Mine again"


def test_a_third_version_asks_again_with_what_i_chose(clash: Clash) -> None:
    clash.they_write(model="Second")
    clash.i_type("model", "Mine")
    clash.i_save()
    first = clash.question()
    clash.they_write(model="Third 中村", name="renamed")
    first.save()
    editor = clash.page.work.editor

    def asked_anew() -> bool:
        dialog = editor.reconciler.dialog
        return dialog is not None and "Third 中村" in texts(dialog)

    clash.bot.waitUntil(asked_anew)
    assert clash.question().mine() == {"model"}
    clash.question().save()
    clash.bot.waitUntil(clash.closed)
    assert (clash.stored("model"), clash.stored("name")) == ("Mine", "renamed")


def test_both_wrote_the_same_so_nothing_is_asked(clash: Clash) -> None:
    clash.they_write(model="The same")
    clash.i_type("model", "The same")
    head = clash.head()
    clash.i_save()
    clash.bot.waitUntil(clash.closed)
    assert clash.head() == head


def test_a_record_that_is_gone_says_so_and_keeps_what_was_typed(clash: Clash) -> None:
    with clash.other.write("remove asset") as unit:
        key = clash.other.keepers["asset"].add(unit, {"tag": "T-1", "type": "laptop"})
    clash.form.reject()
    clash.bot.waitUntil(clash.closed)
    clash.page.work.editor.edit(key)
    editor = clash.page.work.editor
    clash.bot.waitUntil(lambda: editor.dialog is not None)
    assert editor.dialog is not None
    clash.form = editor.dialog
    with clash.other.write("remove asset") as unit:
        clash.other.keepers["asset"].remove(unit, key)
    clash.i_type("name", "still here")
    clash.i_save()
    clash.bot.waitUntil(clash.form._banner.isVisible)
    assert "Not saved." in clash.form._banner.accessibleName()
    assert clash.typed("name") == "still here"


def test_the_choice_can_be_undone_as_one_entry(clash: Clash) -> None:
    clash.they_write(model="Theirs")
    clash.i_type("model", "Mine")
    clash.i_save()
    clash.question().save()
    clash.bot.waitUntil(clash.closed)
    clash.page.context.undo(clash.head())
    clash.bot.waitUntil(lambda: clash.stored("model") == "Theirs")


# --- what is shown ----------------------------------------------------------------------------
HOSTILE = [
    pytest.param("<b>bold</b> & <img src=x onerror=y>", id="markup"),
    pytest.param("中村 雪 " * 40, id="long Japanese"),
    pytest.param("line one\nline two", id="two lines"),
    pytest.param("\u202eright to left\u202c", id="bidi override"),
]


@pytest.mark.parametrize("text", HOSTILE)
def test_values_are_shown_as_plain_words(qtbot: QtBot, program: object, text: str) -> None:
    asked = ConflictDialog("NB-1", "Petra", "16:08", [Choosable("name", "Name", "—", text, "x", True)], 3)
    qtbot.addWidget(asked)
    asked.show()
    (label,) = [label for label in asked.findChildren(QLabel) if label.text() == text]
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert asked.groups["name"].button(0).accessibleName() == f"Name, theirs: {text}"


@pytest.mark.parametrize("count", [1, 3, 40])
def test_many_fields_scroll_and_the_buttons_stay_in_sight(qtbot: QtBot, program: object, count: int) -> None:
    fields = [Choosable(f"f{i}", f"Field {i}", "was", "theirs", "mine", False) for i in range(count)]
    chosen: list[frozenset[str]] = []
    asked = ConflictDialog("NB-1", "Petra", "16:08", fields, 0)
    asked.chosen.connect(chosen.append)
    qtbot.addWidget(asked)
    asked.show()
    assert asked.height() < 600
    asked.choose_mine()
    asked.save()
    assert chosen == [frozenset(item.field for item in fields)]


def test_a_long_text_is_shown_from_where_it_differs(clash: Clash) -> None:
    start = "The same beginning. " * 60
    clash.form.reject()
    clash.bot.waitUntil(clash.closed)
    clash.they_write(notes=f"{start}was")
    was = clash.page.context.desk.store.read("asset", clash.key)
    clash.they_write(notes=f"{start}theirs")
    reconciler = clash.page.work.editor.reconciler
    reconciler.ask(was, {"notes": f"{start}mine"})
    shown = texts(clash.question())
    assert [text for text in shown if text.endswith(("was", "theirs", "mine")) and text[0] == "…"]
    assert all(len(text) < 300 for text in shown)
    clash.question().reject()


def test_settled_tells_the_record(clash: Clash, qtbot: QtBot) -> None:
    was = clash.page.context.desk.store.read("asset", clash.key)
    clash.they_write(model="Theirs")
    reconciler = clash.page.work.editor.reconciler
    told: list[object] = []
    keep: Callable[[object], None] = told.append
    reconciler.settled.connect(keep)
    reconciler.ask(was, {"model": "Mine"})
    clash.question().save()
    qtbot.waitUntil(lambda: told == [clash.key])
