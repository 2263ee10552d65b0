"""What a person does with manuals, and what then stands in the database."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from itdesk.desk.desk import Desk
from itdesk.ui.app.office import Office
from itdesk.ui.kit.theme import theme
from itdesk.ui.pages.knowledge.detail import ManualDetail
from itdesk.ui.pages.knowledge.page import KnowledgePage
from itdesk.ui.pages.knowledge.reading import anchored, difference_html, page_html, picture_markdown
from itdesk.ui.pages.knowledge.words import review_state, review_words

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def knowledge(open_office: Callable[..., Office], qtbot: QtBot) -> KnowledgePage:
    """The manuals of the demo office, the first one shown."""
    page = open_office("knowledge").window.page
    assert isinstance(page, KnowledgePage)
    qtbot.waitUntil(lambda: page.current_id() is not None)
    qtbot.waitUntil(lambda: _detail(page)._picture is not None)
    return page


def _detail(page: KnowledgePage) -> ManualDetail:
    detail = page.slot.detail
    assert isinstance(detail, ManualDetail)
    return detail


def _manual(page: KnowledgePage, field: str) -> object:
    key = page.current_id()
    assert key is not None
    return page.context.desk.store.read("manual", key)[field]


def _write(page: KnowledgePage, qtbot: QtBot, words: str) -> None:
    """Type at the beginning of the text and save it."""
    detail = _detail(page)
    qtbot.mouseClick(detail.edit, LEFT)
    qtbot.waitUntil(detail.editor.text.hasFocus)
    qtbot.keyClick(detail.editor.text, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(detail.editor.text, words)
    qtbot.keyClick(detail.editor.text, Qt.Key.Key_Return)
    qtbot.keyClick(detail.editor.text, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)


def test_a_manual_is_read_with_its_headings(knowledge: KnowledgePage, qtbot: QtBot) -> None:
    detail = _detail(knowledge)
    text = detail.browser.toPlainText()
    assert text.startswith(str(_manual(knowledge, "title")))
    assert detail._picture is not None
    assert all(words in text for _anchor, words in detail._picture.headings)


def test_an_edit_is_a_new_version(knowledge: KnowledgePage, qtbot: QtBot) -> None:
    _write(knowledge, qtbot, "Read me first.")
    qtbot.waitUntil(lambda: _manual(knowledge, "edition") == 2)
    assert str(_manual(knowledge, "body")).startswith("Read me first.\n")
    qtbot.waitUntil(lambda: "Read me first." in _detail(knowledge).browser.toPlainText())


def test_the_preview_follows_what_is_typed(knowledge: KnowledgePage, qtbot: QtBot) -> None:
    detail = _detail(knowledge)
    qtbot.keyClick(knowledge.list.view, Qt.Key.Key_W)
    qtbot.waitUntil(detail.editor.text.hasFocus)
    qtbot.keyClicks(detail.editor.text, "## Quite new")
    qtbot.waitUntil(lambda: "Quite new" in detail.editor.preview.toPlainText())
    assert "##" not in detail.editor.preview.toPlainText().split("Quite new")[0][-3:]


def test_two_versions_are_compared(knowledge: KnowledgePage, qtbot: QtBot) -> None:
    _write(knowledge, qtbot, "A line that came.")
    detail = _detail(knowledge)
    qtbot.waitUntil(lambda: detail._picture is not None and len(detail._picture.versions) == 2)
    assert detail._picture is not None
    detail.compare(detail._picture.versions[-1])
    qtbot.waitUntil(lambda: "+ A line that came." in detail.browser.toPlainText())
    qtbot.waitUntil(detail._difference.isVisible)
    detail.compare(detail._picture.versions[0])
    qtbot.waitUntil(lambda: not detail._difference.isVisible())


def test_what_is_typed_stays_with_its_manual(knowledge: KnowledgePage, qtbot: QtBot) -> None:
    detail, first = _detail(knowledge), knowledge.current_id()
    assert first is not None
    detail.start_edit()
    detail.editor.insert("half a thought ")
    qtbot.keyClick(knowledge.list.view, Qt.Key.Key_J)
    qtbot.waitUntil(lambda: detail._picture is not None and detail._picture.manual.id != first)
    qtbot.waitUntil(lambda: not detail.is_editing)
    knowledge.show_record("manual", first)
    qtbot.waitUntil(lambda: detail.is_editing)
    assert "half a thought " in detail.editor.typed()


def test_an_edit_that_was_given_up_can_be_had_back(knowledge: KnowledgePage, qtbot: QtBot) -> None:
    detail = _detail(knowledge)
    detail.start_edit()
    detail.editor.insert("a thought ")
    detail.stop_edit()
    qtbot.waitUntil(lambda: not detail.is_editing)
    action = knowledge.context.messages.log[-1].action
    assert action is not None
    action.handler()
    assert "a thought " in detail.editor.typed() and detail.is_editing


def test_a_newer_text_of_somebody_else_is_said(
    knowledge: KnowledgePage, other_desk: Desk, qtbot: QtBot
) -> None:
    detail, key = _detail(knowledge), knowledge.current_id()
    assert key is not None
    detail.start_edit()
    knowledge.context.feed.stop()
    with other_desk.write("edit manual") as unit:
        other_desk.keepers["manual"].change(unit, key, {"body": "Written elsewhere"})
    detail.editor.insert("mine ")
    qtbot.mouseClick(detail.editor.save, LEFT)
    qtbot.waitUntil(lambda: detail.writing.dialog is not None)
    question = detail.writing.dialog
    assert question is not None
    question.reject()
    qtbot.waitUntil(detail.editor.banner.isVisible)
    assert _manual(knowledge, "body") == "Written elsewhere"
    assert "mine " in detail.editor.typed()
    qtbot.mouseClick(detail.editor.save, LEFT)
    qtbot.waitUntil(lambda: detail.writing.dialog is not None)
    question = detail.writing.dialog
    assert question is not None
    question.save()
    qtbot.waitUntil(lambda: str(_manual(knowledge, "body")).startswith("mine "))
    qtbot.waitUntil(lambda: not detail.is_editing)


def test_a_picture_is_kept_with_the_manual_and_drawn(
    knowledge: KnowledgePage, qtbot: QtBot, tmp_path: Path
) -> None:
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(QColor(200, 30, 30))
    assert image.save(str(tmp_path / "front panel.png"))
    detail = _detail(knowledge)
    detail.start_edit()
    assert detail.record is not None
    detail.pictures.add(detail.record, str(tmp_path / "front panel.png"))
    qtbot.waitUntil(lambda: picture_markdown("front panel.png") in detail.editor.typed())
    qtbot.mouseClick(detail.editor.save, LEFT)
    qtbot.waitUntil(lambda: detail._picture is not None and "front panel.png" in detail._picture.pictures)


def test_a_manual_is_linked_to_an_asset(knowledge: KnowledgePage, qtbot: QtBot) -> None:
    detail, desk = _detail(knowledge), knowledge.context.desk
    assert detail.record is not None
    detail.linking.link(detail.record, "asset", 3)
    qtbot.waitUntil(lambda: detail._picture is not None and bool(detail._picture.links))
    assert detail._picture is not None
    found = detail._picture.links[0]
    assert (found.kind, found.key) == ("asset", 3)
    assert str(desk.store.read("asset", 3)["tag"]) in found.name
    detail.side.unlink_asked.emit(found.relation)
    qtbot.waitUntil(lambda: detail._picture is not None and not detail._picture.links)


def test_a_link_to_elsewhere_is_asked_about_first(knowledge: KnowledgePage, qtbot: QtBot) -> None:
    _detail(knowledge).browser.link_chosen.emit("https://example.org/a")
    said = knowledge.context.messages.log[-1]
    assert "example.org" in said.head and said.action is not None
    before = len(knowledge.context.messages.log)
    _detail(knowledge).browser.link_chosen.emit("file:///etc/passwd")
    assert len(knowledge.context.messages.log) == before


def test_a_manual_is_printed(knowledge: KnowledgePage, qtbot: QtBot, tmp_path: Path) -> None:
    target = tmp_path / "manual.pdf"
    _detail(knowledge).ask_print()
    (dialog,) = knowledge.window().findChildren(QFileDialog)
    dialog.fileSelected.emit(str(target))
    dialog.reject()
    qtbot.waitUntil(lambda: any("manual.pdf" in m.head for m in knowledge.context.messages.log))
    assert target.read_bytes().startswith(b"%PDF")


def test_html_keeps_every_character_literal() -> None:
    assert "<h1>a &lt;b&gt;</h1>" in page_html("a <b>", "")
    assert "☐ pack" in page_html("", "<li>[ ] pack</li>")
    html, headings = anchored("<h2>One &amp; two</h2><p>x</p><h3><em>Three</em></h3>")
    assert headings == [("h0", "One & two"), ("h1", "Three")]
    assert '<a name="h1"></a>' in html
    changed = difference_html(["@@ -1 +1 @@", "-<script>", "+fine", " same"], theme())
    assert "<script>" not in changed and "&lt;script&gt;" in changed


def test_a_review_in_words() -> None:
    assert [review_words(days) for days in (-9, 0, 68)] == ["9 d late", "today", "in 68 d"]
    assert [review_state(days) for days in (-1, 3, 68)] == ["crit", "warn", "ok"]
