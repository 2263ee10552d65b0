"""The summary over a form: how many are wrong, by their whole names, each a way to its field."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from itdesk.ui.kit.buttons import Button
from itdesk.ui.kit.error_summary import MOST_LINKS, ErrorSummary
from itdesk.ui.kit.theme import Mode, ThemeManager, theme

KEY, LEFT = Qt.Key, Qt.MouseButton.LeftButton


@pytest.fixture
def summary(shown: Callable[[QWidget], QWidget]) -> ErrorSummary:
    made = ErrorSummary()
    made.resize(900, 44)
    shown(made)
    return made


def wrong(*labels: str) -> list[tuple[str, str, str]]:
    return [(label, "is wrong", f"field-{place}") for place, label in enumerate(labels)]


def links(summary: ErrorSummary) -> list[Button]:
    """The links on screen, from left to right."""
    seen = [button for button in summary.findChildren(Button) if button.isVisible()]
    return sorted(seen, key=lambda button: button.x())


def names(summary: ErrorSummary) -> list[str]:
    return [link.accessibleName() for link in links(summary)]


@pytest.mark.parametrize("count", [1, 2, MOST_LINKS, MOST_LINKS + 1, 200])
def test_it_counts_all_and_leads_to_the_first_few(summary: ErrorSummary, qtbot: QtBot, count: int) -> None:
    labels = [f"Field {n}" for n in range(count)]
    summary.show_problems(wrong(*labels))
    qtbot.waitUntil(lambda: names(summary) == labels[:MOST_LINKS])
    words = "1 field needs your attention" if count == 1 else f"{count} fields need your attention"
    assert summary.accessibleName() == words


@pytest.mark.parametrize("label", ["R&D budget", "&", "保証期限", "<b>bold</b>", "100 % & more"])
def test_a_persons_own_name_for_a_field_is_shown_whole(
    summary: ErrorSummary, qtbot: QtBot, label: str
) -> None:
    summary.show_problems(wrong(label))
    qtbot.waitUntil(lambda: names(summary) == [label])
    assert links(summary)[0].text() == label.replace("&", "&&"), "a single & would become a key"


@pytest.mark.parametrize("key", [None, KEY.Key_Space])
def test_each_link_leads_to_its_own_field(summary: ErrorSummary, qtbot: QtBot, key: Qt.Key | None) -> None:
    chosen: list[str] = []
    summary.field_chosen.connect(chosen.append)
    summary.show_problems(wrong("Name", "Price", "Name"))
    qtbot.waitUntil(lambda: len(links(summary)) == 3)
    for link in links(summary):
        if key is None:
            qtbot.mouseClick(link, LEFT)
        else:
            link.setFocus()
            qtbot.keyClick(link, key)
    assert chosen == ["field-0", "field-1", "field-2"]


def test_a_mended_field_leaves_and_the_others_move_up(summary: ErrorSummary, qtbot: QtBot) -> None:
    problems = wrong("A", "B", "C", "D", "E")
    summary.show_problems(problems)
    qtbot.waitUntil(lambda: names(summary) == ["A", "B", "C", "D"])
    summary.show_problems(problems[1:])
    qtbot.waitUntil(lambda: names(summary) == ["B", "C", "D", "E"])
    chosen: list[str] = []
    summary.field_chosen.connect(chosen.append)
    qtbot.mouseClick(links(summary)[3], LEFT)
    assert chosen == ["field-4"]
    summary.show_problems([])
    assert not summary.isVisible()
    summary.show_problems(problems[:1])
    qtbot.waitUntil(lambda: names(summary) == ["A"])


def test_another_sentence_for_the_same_field_leaves_its_link_where_the_cursor_is(
    summary: ErrorSummary, qtbot: QtBot
) -> None:
    summary.show_problems([("Price", "is required", "price")])
    qtbot.waitUntil(lambda: names(summary) == ["Price"])
    link = links(summary)[0]
    link.setFocus()
    summary.show_problems([("Price", "is no amount", "price")])
    assert links(summary) == [link] and link.isVisible()


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
def test_it_stands_out_in_every_look(summary: ErrorSummary, look: ThemeManager, mode: Mode) -> None:
    look.set_mode(mode)
    try:
        summary.show_problems(wrong("Name"))
        ground = summary.grab().toImage().pixelColor(summary.width() - 20, summary.height() // 2)
        assert ground == theme().state("crit", "bg") != theme().colour("surface")
    finally:
        look.set_mode(Mode.LIGHT)
