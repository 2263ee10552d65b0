"""Reading manuals: what stands beside the text, where links lead, versions compared, the list."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from itdesk.core.clock import day_of
from itdesk.store.relations import link
from itdesk.ui.app.office import Office
from itdesk.ui.kit.buttons import Button, IconButton
from itdesk.ui.kit.rows import Cell
from itdesk.ui.kit.text import Label
from itdesk.ui.kit.theme import Mode
from itdesk.ui.pages.knowledge.detail import ManualDetail
from itdesk.ui.pages.knowledge.page import KnowledgePage
from tests.records import add, change, remove
from tests.ui.pages.manual_pages import add_manual, heads, knowledge_page, show_manual
from tests.ui.pages.network_pages import window_of

LEFT = Qt.MouseButton.LeftButton
LONG = "非常に長い見出し & <b>more</b> " * 6


@pytest.fixture
def knowledge(open_office: Callable[..., Office], qtbot: QtBot) -> KnowledgePage:
    """Wide enough for the column beside the text."""
    page = knowledge_page(open_office, qtbot)
    window_of(page).resize(1900, 900)
    return page


def button(inside: QWidget, name: str) -> Button | IconButton:
    found = [b for kind in (Button, IconButton) for b in inside.findChildren(kind) if not b.isHidden()]
    return {b.accessibleName(): b for b in found}[name]


def labels(inside: QWidget) -> list[str]:
    return [label.text() for label in inside.findChildren(Label) if label.isVisible() and label.text()]


def cell(page: KnowledgePage, key: int, name: str) -> Cell:
    for row in range(page.list.model.count() or 0):
        found = page.list.model.row_at(row)
        if found is not None and found.id == key:
            return found.cell(name)
    raise LookupError(key)


def link_to(page: KnowledgePage, key: int, kind: str, other: int) -> None:
    with page.context.desk.write("link") as unit:
        link(unit, "manual", key, kind, other)


# --- beside the text -----------------------------------------------------------------------------------
def test_a_heading_beside_the_text_leads_to_its_place(knowledge: KnowledgePage, qtbot: QtBot) -> None:
    body = "\n\n".join(f"## Part {n}\n\n" + "line\n\n" * 40 for n in range(1, 5))
    detail = show_manual(knowledge, qtbot, add_manual(knowledge, qtbot, "Long", body))
    qtbot.waitUntil(detail.side.isVisible)
    assert detail.browser.verticalScrollBar().value() == 0
    qtbot.mouseClick(button(detail.side, "Part 3"), LEFT)
    qtbot.waitUntil(lambda: detail.browser.verticalScrollBar().value() > 0)
    third = detail.browser.verticalScrollBar().value()
    qtbot.mouseClick(button(detail.side, "Part 2"), LEFT)
    qtbot.waitUntil(lambda: 0 < detail.browser.verticalScrollBar().value() < third)


def test_a_heading_of_any_length_leaves_the_column_as_wide_as_it_is(
    knowledge: KnowledgePage, qtbot: QtBot
) -> None:
    text = "\n\n".join(f"## {n} {LONG}" for n in range(40))
    detail = show_manual(knowledge, qtbot, add_manual(knowledge, qtbot, LONG, text))
    qtbot.waitUntil(detail.side.isVisible)
    headings = [b for b in detail.side.findChildren(Button) if "非常に" in b.accessibleName()]
    assert len(headings) == 20, "a table of contents ends where it would fill the window"
    assert detail.side.horizontalScrollBar().maximum() == 0
    assert headings[0].accessibleName() == f"0 {LONG}".strip()
    assert "<b>" not in headings[0].toolTip() and "非常に" in headings[0].toolTip()


def test_an_ampersand_in_a_heading_is_a_letter(knowledge: KnowledgePage, qtbot: QtBot) -> None:
    detail = show_manual(knowledge, qtbot, add_manual(knowledge, qtbot, "R & D", "## Q & A"))
    qtbot.waitUntil(lambda: button(detail.side, "Q & A").text() == "Q && A")


def test_a_link_with_a_long_name_can_still_be_cut(knowledge: KnowledgePage, qtbot: QtBot) -> None:
    ticket = add(knowledge.context.desk, "ticket", subject=LONG)
    key = add_manual(knowledge, qtbot, "Printer", "text")
    link_to(knowledge, key, "ticket", ticket)
    detail = show_manual(knowledge, qtbot, key)
    qtbot.waitUntil(detail.side.isVisible)
    (cut,) = [b for b in detail.side.findChildren(IconButton) if not b.isHidden()]
    qtbot.waitUntil(lambda: not cut.visibleRegion().isEmpty())
    assert cut.mapTo(detail.side, cut.rect().topRight()).x() <= detail.side.width()


def test_links_are_named_lead_to_their_records_and_can_be_cut_and_taken_back(
    knowledge: KnowledgePage, qtbot: QtBot
) -> None:
    desk = knowledge.context.desk
    key = add_manual(knowledge, qtbot, "Printer", "text")
    ticket = add(desk, "ticket", subject="Paper <b>jam</b>")
    link_to(knowledge, key, "asset", 3)
    link_to(knowledge, key, "ticket", ticket)
    detail, window = show_manual(knowledge, qtbot, key), window_of(knowledge)
    tag = str(desk.store.read("asset", 3)["tag"])
    names = [b.accessibleName() for b in detail.side.findChildren(Button) if not b.isHidden()]
    asset = next(name for name in names if tag in name)
    assert any(f"#{ticket}" in name for name in names)
    qtbot.waitUntil(detail.side.isVisible)
    qtbot.mouseClick(button(detail.side, f"Remove the link to {asset}"), LEFT)
    qtbot.waitUntil(lambda: "Link removed" in heads(detail))
    qtbot.waitUntil(lambda: not [b for b in detail.side.findChildren(Button) if tag in b.accessibleName()])
    action = detail.context.messages.log[-1].action
    assert action is not None
    action.handler()
    qtbot.waitUntil(lambda: not detail.context.tasks.running)
    detail.again()
    qtbot.waitUntil(lambda: button(detail.side, asset).isVisible())
    qtbot.mouseClick(button(detail.side, asset), LEFT)
    qtbot.waitUntil(lambda: window.page is not knowledge and window.page is not None)
    assert window.page is not None and window.page.id == "assets"


@pytest.mark.parametrize(
    ("days", "said", "ink"), [(-3, "3 d late", "crit_fg"), (0, "today", "warn_fg"), (90, "in 90 d", "ok_fg")]
)
def test_when_it_is_to_be_looked_through_stands_beside_it_and_in_the_list(
    knowledge: KnowledgePage, qtbot: QtBot, days: int, said: str, ink: str
) -> None:
    desk = knowledge.context.desk
    due = day_of(desk.store.clock.now(), desk.zone) + timedelta(days=days)
    key = add_manual(knowledge, qtbot, "Review me", "text", review_by=due.isoformat(), category="電話")
    detail = show_manual(knowledge, qtbot, key)
    qtbot.waitUntil(lambda: said in labels(detail.side))
    label = next(x for x in detail.side.findChildren(Label) if x.text() == said)
    assert label.property("ink") == ink
    qtbot.waitUntil(lambda: cell(knowledge, key, "review-by").text == said)
    assert cell(knowledge, key, "review-by").state == ink.removesuffix("_fg")
    assert cell(knowledge, key, "title").second == "電話 · v1"


def test_a_narrow_pane_leaves_the_column_out(knowledge: KnowledgePage, qtbot: QtBot) -> None:
    detail = show_manual(knowledge, qtbot, add_manual(knowledge, qtbot, "Short", "text"))
    qtbot.waitUntil(detail.side.isVisible)
    window_of(knowledge).resize(1150, 800)
    qtbot.waitUntil(lambda: not detail.side.isVisible())
    assert detail.browser.isVisible()


# --- links in the text -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("https://example.org/a?b=1", "Open example.org outside itdesk?"),
        ("mailto:it@example.org", "Open it@example.org outside itdesk?"),
        ("HTTP://EXAMPLE.ORG", "Open example.org outside itdesk?"),
    ],
)
def test_a_link_that_leads_out_is_asked_about_with_its_whole_address(
    knowledge: KnowledgePage, qtbot: QtBot, address: str, said: str
) -> None:
    detail = show_manual(knowledge, qtbot, add_manual(knowledge, qtbot, "Links", f"[here]({address})"))
    detail.browser.link_chosen.emit(address)
    message = detail.context.messages.log[-1]
    assert (message.head, message.rest) == (said, address)
    assert message.action is not None and message.action.title == "Open"


@pytest.mark.parametrize(
    "address",
    ["file:///etc/passwd", "javascript:alert(1)", "data:text/html,x", "smb://server/share", "", "x y"],
)
def test_any_other_address_leads_nowhere(knowledge: KnowledgePage, address: str) -> None:
    detail = knowledge.slot.detail
    assert isinstance(detail, ManualDetail)
    before, text = heads(detail), detail.browser.toPlainText()
    detail.browser.link_chosen.emit(address)
    assert heads(detail) == before and detail.browser.toPlainText() == text


# --- versions ----------------------------------------------------------------------------------------------
def test_versions_are_compared_by_a_press_and_the_banner_leads_back(
    knowledge: KnowledgePage, qtbot: QtBot
) -> None:
    key = add_manual(knowledge, qtbot, "Versions", "one\n---\ntwo")
    change(knowledge.context.desk, "manual", key, body="one\ntwo\n    three")
    detail = show_manual(knowledge, qtbot, key)
    qtbot.waitUntil(detail.side.isVisible)
    first = next(b for b in detail.side.findChildren(Button) if b.accessibleName().startswith("1 · "))
    qtbot.mouseClick(first, LEFT)
    qtbot.waitUntil(lambda: "- ---" in detail.browser.toPlainText())
    assert "+     three" in detail.browser.toPlainText().replace("\xa0", " ")
    banner = detail._difference
    assert "Version 1 compared with 2" in banner.accessibleName()
    qtbot.mouseClick(button(banner, "Back to the text"), LEFT)
    qtbot.waitUntil(lambda: not banner.isVisible())
    assert "---" not in detail.browser.toPlainText()


def test_a_comparison_ends_when_another_manual_is_read(knowledge: KnowledgePage, qtbot: QtBot) -> None:
    key = add_manual(knowledge, qtbot, "Versions", "old")
    change(knowledge.context.desk, "manual", key, body="new")
    detail = show_manual(knowledge, qtbot, key)
    assert detail._picture is not None
    detail.compare(detail._picture.versions[-1])
    qtbot.waitUntil(detail._difference.isVisible)
    other = add_manual(knowledge, qtbot, "Another", "another text")
    show_manual(knowledge, qtbot, other)
    qtbot.waitUntil(lambda: "another text" in detail.browser.toPlainText())
    assert not detail._difference.isVisible()


# --- looks and life -------------------------------------------------------------------------------------
def test_the_text_takes_the_colours_of_the_other_theme_and_keeps_its_place(
    knowledge: KnowledgePage, qtbot: QtBot
) -> None:
    detail = show_manual(knowledge, qtbot, add_manual(knowledge, qtbot, "Long", "a line\n\n" * 200))
    bar = detail.browser.verticalScrollBar()
    bar.setValue(200)
    before = detail.browser.document().defaultStyleSheet()
    knowledge.context.theme.set_mode(Mode.DARK)
    qtbot.waitUntil(lambda: detail.browser.document().defaultStyleSheet() != before)
    assert bar.value() == 200


def test_what_somebody_else_wrote_is_read_at_once_and_what_is_gone_is_gone(
    knowledge: KnowledgePage, qtbot: QtBot
) -> None:
    desk, key = knowledge.context.desk, add_manual(knowledge, qtbot, "Fleeting", "old text")
    detail = show_manual(knowledge, qtbot, key)
    change(desk, "manual", key, body="new text")
    knowledge.context.feed.look()
    qtbot.waitUntil(lambda: "new text" in detail.browser.toPlainText())
    remove(desk, "manual", key)
    knowledge.context.feed.look()
    qtbot.waitUntil(lambda: detail.record != key or not detail.body.isVisible())


def test_without_a_manual_nothing_can_be_edited_or_printed(knowledge: KnowledgePage, qtbot: QtBot) -> None:
    assert all(command.is_enabled for command in knowledge.selection_commands())
    knowledge.set_query("nothing-like-this")
    qtbot.waitUntil(lambda: knowledge.list.model.count() == 0)
    qtbot.waitUntil(lambda: not any(command.is_enabled for command in knowledge.selection_commands()))
