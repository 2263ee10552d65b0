"""Writing manuals: nothing typed is lost, nothing is claimed that was not kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from itdesk.desk import Desk
from itdesk.store import files
from itdesk.ui.app.office import Office
from itdesk.ui.kit.buttons import Button
from itdesk.ui.kit.theme import Mode
from itdesk.ui.pages.knowledge.detail import ManualDetail
from itdesk.ui.pages.knowledge.page import KnowledgePage
from itdesk.ui.pages.knowledge.reading import picture_markdown
from tests.records import change
from tests.ui.pages.manual_pages import add_manual, heads, knowledge_page, show_manual

LEFT, CTRL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier
BODY = "## First\n\nold line"


@pytest.fixture
def knowledge(open_office: Callable[..., Office], qtbot: QtBot) -> KnowledgePage:
    return knowledge_page(open_office, qtbot)


@pytest.fixture
def key(knowledge: KnowledgePage, qtbot: QtBot) -> int:
    return add_manual(knowledge, qtbot, "Printer 印刷", BODY)


@pytest.fixture
def detail(knowledge: KnowledgePage, qtbot: QtBot, key: int) -> ManualDetail:
    return show_manual(knowledge, qtbot, key)


def manual(detail: ManualDetail, key: int, field: str = "body") -> object:
    """What stands in the database."""
    return detail.context.desk.store.read("manual", key)[field]


def edit(detail: ManualDetail, qtbot: QtBot) -> QPlainTextEdit:
    """The editor, by its button; the cursor is at the end."""
    qtbot.mouseClick(detail.edit, LEFT)
    qtbot.waitUntil(detail.editor.text.hasFocus)
    qtbot.keyClick(detail.editor.text, Qt.Key.Key_End, CTRL)
    return detail.editor.text


def save(detail: ManualDetail, qtbot: QtBot) -> None:
    qtbot.keyClick(detail.editor.text, Qt.Key.Key_S, CTRL)


# --- keeping ----------------------------------------------------------------------------------------
def test_any_text_is_kept_letter_by_letter(detail: ManualDetail, qtbot: QtBot, key: int) -> None:
    text = edit(detail, qtbot)
    text.insertPlainText(
        "\n\n| 表 | <b>x</b> |\n|---|---|\n\u0627\u0644\u0639\u0631\u0628\u064a\u0629 📘\ttab"
    )
    typed = text.toPlainText()
    save(detail, qtbot)
    qtbot.waitUntil(lambda: manual(detail, key) == typed)
    assert manual(detail, key, "edition") == 2
    qtbot.waitUntil(lambda: not detail.editor.isVisible())
    assert "A new version is kept" in heads(detail)


def test_a_text_that_was_not_changed_is_no_version_and_none_is_claimed(
    detail: ManualDetail, qtbot: QtBot, key: int
) -> None:
    head = detail.context.desk.store.head()
    edit(detail, qtbot)
    save(detail, qtbot)
    qtbot.waitUntil(lambda: not detail.editor.isVisible())
    qtbot.waitUntil(lambda: not detail.context.tasks.running)
    assert detail.context.desk.store.head() == head
    assert "A new version is kept" not in heads(detail)
    text = edit(detail, qtbot)
    qtbot.keyClicks(text, "!")
    save(detail, qtbot)
    qtbot.waitUntil(lambda: manual(detail, key) == f"{BODY}!")


def test_what_is_typed_while_it_is_being_kept_goes_on(detail: ManualDetail, qtbot: QtBot, key: int) -> None:
    text = edit(detail, qtbot)
    qtbot.keyClicks(text, " one")
    save(detail, qtbot)
    qtbot.keyClicks(text, " two")
    qtbot.waitUntil(lambda: manual(detail, key) == f"{BODY} one")
    qtbot.waitUntil(lambda: not detail.context.tasks.running and detail.editor.save.isEnabled())
    assert detail.is_editing and text.toPlainText() == f"{BODY} one two"
    qtbot.keyClicks(text, " three")
    assert text.toPlainText() == f"{BODY} one two three", "the cursor is where it was"
    save(detail, qtbot)
    qtbot.waitUntil(lambda: manual(detail, key) == f"{BODY} one two three")
    qtbot.waitUntil(lambda: not detail.editor.isVisible())
    assert manual(detail, key, "edition") == 3


def test_a_second_press_keeps_no_second_version(detail: ManualDetail, qtbot: QtBot, key: int) -> None:
    text = edit(detail, qtbot)
    qtbot.keyClicks(text, "!")
    for _ in range(3):
        save(detail, qtbot)
    qtbot.waitUntil(lambda: not detail.editor.isVisible())
    qtbot.waitUntil(lambda: not detail.context.tasks.running)
    assert manual(detail, key, "edition") == 2


def test_keeping_can_be_taken_back(detail: ManualDetail, qtbot: QtBot, key: int) -> None:
    text = edit(detail, qtbot)
    qtbot.keyClicks(text, " wrong")
    save(detail, qtbot)
    qtbot.waitUntil(lambda: "A new version is kept" in heads(detail))
    action = detail.context.messages.log[-1].action
    assert action is not None
    action.handler()
    qtbot.waitUntil(lambda: manual(detail, key) == BODY)
    qtbot.waitUntil(lambda: "wrong" not in detail.browser.toPlainText())


def test_without_the_editor_ctrl_s_keeps_nothing(detail: ManualDetail, qtbot: QtBot) -> None:
    head = detail.context.desk.store.head()
    qtbot.keyClick(detail.browser, Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: not detail.context.tasks.running)
    assert detail.context.desk.store.head() == head


# --- not losing -------------------------------------------------------------------------------------
def test_the_key_that_opens_the_editor_leaves_what_is_typed(
    knowledge: KnowledgePage, detail: ManualDetail, qtbot: QtBot
) -> None:
    text = edit(detail, qtbot)
    qtbot.keyClicks(text, " half a thought")
    knowledge.list.view.setFocus()
    qtbot.keyClick(knowledge.list.view, Qt.Key.Key_W)
    qtbot.waitUntil(text.hasFocus)
    assert text.toPlainText() == f"{BODY} half a thought"
    qtbot.keyClicks(text, "!")
    assert text.toPlainText() == f"{BODY} half a thought!", "and the cursor stays where it was"


def test_what_was_given_up_comes_back_and_what_is_typed_by_then_is_kept_too(
    detail: ManualDetail, qtbot: QtBot
) -> None:
    text = edit(detail, qtbot)
    qtbot.keyClicks(text, " first thought")
    detail.stop_edit()
    back = detail.context.messages.log[-1].action
    assert back is not None and back.title == "Get it back"
    text = edit(detail, qtbot)
    assert text.toPlainText() == BODY
    qtbot.keyClicks(text, " second thought")
    back.handler()
    assert text.toPlainText() == f"{BODY} first thought"
    again = detail.context.messages.log[-1].action
    assert again is not None and again is not back
    again.handler()
    assert text.toPlainText() == f"{BODY} second thought"


def test_an_edit_that_changed_nothing_is_given_up_without_a_word(detail: ManualDetail, qtbot: QtBot) -> None:
    before = heads(detail)
    edit(detail, qtbot)
    cancel = next(b for b in detail.editor.findChildren(Button) if b.accessibleName() == "Cancel")
    qtbot.mouseClick(cancel, LEFT)
    qtbot.waitUntil(lambda: not detail.editor.isVisible())
    assert heads(detail) == before


def test_a_list_that_is_empty_for_a_moment_loses_no_draft(
    knowledge: KnowledgePage, detail: ManualDetail, qtbot: QtBot, key: int
) -> None:
    qtbot.keyClicks(edit(detail, qtbot), " half a thought")
    knowledge.set_query("nothing-like-this")
    qtbot.waitUntil(lambda: knowledge.list.model.count() == 0)
    qtbot.waitUntil(lambda: detail.record is None)
    knowledge.set_query("")
    qtbot.waitUntil(lambda: bool(knowledge.list.model.count()))
    knowledge.show_record("manual", key)
    qtbot.waitUntil(lambda: detail.is_editing)
    assert detail.editor.typed() == f"{BODY} half a thought"


def test_a_title_changed_elsewhere_leaves_the_text_that_is_typed(
    detail: ManualDetail, other_desk: Desk, qtbot: QtBot, key: int
) -> None:
    text = edit(detail, qtbot)
    qtbot.keyClicks(text, " mine")
    change(other_desk, "manual", key, title="Renamed 改名")
    detail.context.feed.look()
    qtbot.waitUntil(lambda: detail.accessibleName().endswith("Renamed 改名"))
    assert text.toPlainText() == f"{BODY} mine" and detail.is_editing
    save(detail, qtbot)
    qtbot.waitUntil(lambda: manual(detail, key) == f"{BODY} mine")
    assert manual(detail, key, "title") == "Renamed 改名"
    assert detail.writing.dialog is None, "nobody else touched the text"


# --- the preview ---------------------------------------------------------------------------------------
def test_the_preview_shows_what_will_be_read_in_both_themes(detail: ManualDetail, qtbot: QtBot) -> None:
    text = edit(detail, qtbot)
    text.insertPlainText("\n\n- [ ] unpack\n\n<script>alert(1)</script> <b>x</b>")
    preview = detail.editor.preview
    qtbot.waitUntil(lambda: "☐ unpack" in preview.toPlainText())
    assert "<script>" in preview.toPlainText(), "what is no Markdown is shown as it was typed"
    assert preview.toPlainText().startswith("Printer 印刷")
    light = preview.document().defaultStyleSheet()
    detail.context.theme.set_mode(Mode.DARK)
    text.insertPlainText(" more")
    qtbot.waitUntil(lambda: preview.document().defaultStyleSheet() != light)


def test_a_picture_that_was_attached_is_drawn_as_soon_as_it_is_named(
    detail: ManualDetail, qtbot: QtBot, key: int, tmp_path: Path
) -> None:
    picture = QImage(40, 30, QImage.Format.Format_RGB32)
    picture.fill(QColor(200, 30, 30))
    path = tmp_path / "前面 (1) & 100%.png"
    assert picture.save(str(path))
    with detail.context.desk.write("attach picture") as unit:
        files.attach(unit, "manual", key, path)
    detail.again()
    qtbot.waitUntil(lambda: detail._picture is not None and path.name in detail._picture.files)
    asked = detail.pictures
    assert asked.of(path.name) is None, "not read before it is named"
    with qtbot.waitSignal(asked.came):
        edit(detail, qtbot).insertPlainText(picture_markdown(path.name))
    qtbot.waitUntil(lambda: asked.of(path.name) == path.read_bytes())
    assert asked.of("no such picture.png") is None


def test_a_picture_that_cannot_be_read_is_said_and_the_text_stays(
    detail: ManualDetail, qtbot: QtBot, key: int, tmp_path: Path
) -> None:
    text = edit(detail, qtbot)
    detail.pictures.add(key, str(tmp_path / "gone.png"))
    qtbot.waitUntil(lambda: any("gone.png" in head for head in heads(detail)))
    assert text.toPlainText() == BODY
