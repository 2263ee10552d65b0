"""Timeline, composer, tabs, error summary: what people write and read on a record."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from itdesk.ui.kit.buttons import Button
from itdesk.ui.kit.composer import Composer
from itdesk.ui.kit.error_summary import MOST_LINKS, ErrorSummary
from itdesk.ui.kit.tabs import TabBar, TabButton, Tabs
from itdesk.ui.kit.text import Label, plain_tooltip
from itdesk.ui.kit.timeline import LONGEST, SHOWN, Entry, Timeline

CONTROL = Qt.KeyboardModifier.ControlModifier
MANY = 5 * SHOWN
HOSTILE = "<img src='file:///etc/passwd'><script>alert(1)</script>\u202etxt.exe"


def _entry(number: int, form: str = "reply", text: str = "") -> Entry:
    return Entry(form, f"Person {number}", text or f"words {number}", f"{number} Nov", f"{number} Nov 2026")


def _labels(widget: QWidget) -> list[Label]:
    return [label for label in widget.findChildren(Label) if label.isVisibleTo(widget)]


# --- timeline -----------------------------------------------------------------------------------------
@pytest.fixture
def timeline(shown: Callable[[Timeline], Timeline]) -> Timeline:
    made = Timeline()
    made.resize(400, 300)
    return shown(made)


def _messages(timeline: Timeline, qtbot: QtBot) -> list[str]:
    inside = timeline.widget()
    assert inside is not None
    return [label.text() for label in _labels(inside) if label.text().startswith("words")]


def test_the_newest_of_many_is_on_screen_and_the_rest_a_click_away(timeline: Timeline, qtbot: QtBot) -> None:
    timeline.show_entries([_entry(n) for n in range(MANY)], to_end=True)
    bar = timeline.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0 and bar.value() == bar.maximum())
    qtbot.waitUntil(lambda: len(_messages(timeline, qtbot)) == SHOWN)
    assert _messages(timeline, qtbot)[-1] == f"words {MANY - 1}"
    more = next(b for b in timeline.findChildren(Button) if "earlier" in b.text())
    assert more.text() == f"Show {MANY - SHOWN} earlier"
    qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(_messages(timeline, qtbot)) == MANY)


def test_a_new_item_moves_to_the_end_and_the_same_items_move_nothing(
    timeline: Timeline, qtbot: QtBot
) -> None:
    entries = [_entry(n) for n in range(30)]
    timeline.show_entries(entries, to_end=True)
    bar = timeline.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0 and bar.value() == bar.maximum())
    bar.setValue(0)
    timeline.show_entries(list(entries), to_end=True)
    assert bar.value() == 0
    timeline.show_entries([*entries, _entry(30)], to_end=False)
    qtbot.waitUntil(lambda: bar.value() == bar.maximum() > 0)


@pytest.mark.parametrize("form", ["reply", "note", "event"])
def test_hostile_text_is_shown_as_it_is(timeline: Timeline, qtbot: QtBot, form: str) -> None:
    timeline.show_entries([_entry(1, form, HOSTILE)], to_end=True)
    inside = timeline.widget()
    assert inside is not None
    qtbot.waitUntil(lambda: any(label.text() == HOSTILE for label in _labels(inside)))
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in _labels(inside))


def test_an_endless_message_is_cut_where_nobody_reads_on(timeline: Timeline, qtbot: QtBot) -> None:
    timeline.show_entries([_entry(1, "reply", "words " + "長" * 200_000)], to_end=True)
    qtbot.waitUntil(lambda: bool(_messages(timeline, qtbot)))
    assert len(_messages(timeline, qtbot)[0]) == LONGEST


# --- composer -----------------------------------------------------------------------------------------
@pytest.fixture
def composer(shown: Callable[[Composer], Composer]) -> Composer:
    return shown(Composer())


def test_control_enter_sends_what_was_typed(composer: Composer, qtbot: QtBot) -> None:
    qtbot.keyClicks(composer.text, "Turn it off and on")
    with qtbot.waitSignal(composer.send_requested) as sent:
        qtbot.keyClick(composer.text, Qt.Key.Key_Return, CONTROL)
    assert sent.args == ["reply", "Turn it off and on"]
    assert not composer.send.isEnabled(), "once is enough until an answer has come"
    qtbot.keyClick(composer.text, Qt.Key.Key_Return, CONTROL)
    composer.sent()
    assert composer.is_empty() and composer.send.isEnabled()


def test_what_was_refused_stays_with_its_reason(composer: Composer, qtbot: QtBot) -> None:
    composer.put_draft(("note", "for IT only"))
    qtbot.mouseClick(composer.send, Qt.MouseButton.LeftButton)
    composer.refuse("The desk does not answer.")
    assert composer.draft() == ("note", "for IT only")
    assert any(label.text() == "The desk does not answer." for label in _labels(composer))


def test_nothing_is_not_sent(composer: Composer, qtbot: QtBot) -> None:
    sent: list[tuple[str, str]] = []
    composer.send_requested.connect(lambda *words: sent.append(words))
    qtbot.keyClicks(composer.text, "   ")
    qtbot.keyClick(composer.text, Qt.Key.Key_Return, CONTROL)
    assert sent == []
    assert any("Write something first" in label.text() for label in _labels(composer))


def test_a_note_says_that_it_is_one(composer: Composer) -> None:
    composer.set_reply_hint("Reply to Maria Silva…")
    assert composer.text.placeholderText() == "Reply to Maria Silva…"
    composer.write("note")
    assert composer.form == "note" and "only IT" in composer.text.placeholderText()
    assert composer.text.accessibleName() == "Internal note"


# --- tabs ---------------------------------------------------------------------------------------------
@pytest.fixture
def bar(shown: Callable[[TabBar], TabBar]) -> TabBar:
    made = TabBar()
    made.set_tabs([("facts", "Facts", None), ("files", "Files", 3), ("story", "History", 1_234)])
    return shown(made)


def test_arrows_move_round_the_tabs(bar: TabBar, qtbot: QtBot) -> None:
    said: list[str] = []
    bar.chosen.connect(said.append)
    first = bar.findChildren(TabButton)[0]
    first.setFocus()
    qtbot.keyClick(bar, Qt.Key.Key_Left)
    qtbot.keyClick(bar, Qt.Key.Key_Right)
    qtbot.keyClick(bar, Qt.Key.Key_Right)
    assert said == ["story", "facts", "files"] and bar.current() == "files"


def test_a_tab_says_its_count(bar: TabBar) -> None:
    names = {button.tab_id: button for button in bar.findChildren(TabButton)}
    assert names["story"].accessibleName() == "History 1,234"
    bar.set_count("story", None)
    assert names["story"].accessibleName() == "History"


def test_a_tab_shows_its_page_and_a_new_one_leaves_the_choice(
    shown: Callable[[Tabs], Tabs], qtbot: QtBot
) -> None:
    tabs, one, two = Tabs(), Label("one"), Label("two")
    tabs.add_tab("one", "One", one)
    tabs.add_tab("two", "Two", two)
    shown(tabs)
    assert one.isVisible() and not two.isVisible()
    tabs.bar.choose("two")
    tabs.add_tab("three", "Three", Label("three"))
    assert two.isVisible() and tabs.bar.current() == "two"


def _links(summary: ErrorSummary) -> list[Button]:
    return [button for button in summary.findChildren(Button) if button.isVisibleTo(summary)]


# --- what is wrong --------------------------------------------------------------------------------------
def test_each_wrong_field_is_a_link_to_it(
    shown: Callable[[ErrorSummary], ErrorSummary], qtbot: QtBot
) -> None:
    summary = ErrorSummary()
    holder = shown(summary)
    problems = [(f"Field {n}", "wrong", f"field-{n}") for n in range(6)]
    summary.show_problems(problems)
    assert holder.accessibleName() == "6 fields need your attention"
    qtbot.waitUntil(lambda: len(_links(summary)) == MOST_LINKS)
    links = _links(summary)
    with qtbot.waitSignal(summary.field_chosen) as chosen:
        qtbot.mouseClick(links[1], Qt.MouseButton.LeftButton)
    assert chosen.args == ["field-1"]
    summary.show_problems(problems[:1])
    assert holder.accessibleName() == "1 field needs your attention"
    summary.show_problems([])
    assert not summary.isVisible()


@pytest.mark.parametrize(
    ("text", "shown_as"),
    [
        ("plain & simple", "plain & simple"),
        ("a < b", "<qt>a &lt; b</qt>"),
        ("<b>x</b>\n&amp;", "<qt>&lt;b&gt;x&lt;/b&gt;<br>&amp;amp;</qt>"),
    ],
)
def test_a_tooltip_never_becomes_markup(text: str, shown_as: str) -> None:
    assert plain_tooltip(text) == shown_as
