"""The line under a list: how many, how many chosen, in which order, and what can be done."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from itdesk.ui.kit.command import Command
from itdesk.ui.kit.list_footer import ListFooter
from itdesk.ui.kit.record_list import RecordList
from itdesk.ui.kit.text import Label
from tests.ui.fakes import LocalSource, ticket_columns

Shown = Callable[[QWidget], QWidget]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Numbers are grouped as in English, whatever the machine's language."""
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    yield
    QLocale.setDefault(before)


@pytest.fixture
def footer(shown: Shown) -> ListFooter:
    made = ListFooter("ticket", "tickets")
    made.resize(900, 30)
    shown(made)
    return made


def right(footer: ListFooter) -> str:
    """What stands at the right end."""
    return max(footer.findChildren(Label), key=lambda label: label.x()).text()


@pytest.mark.parametrize(
    ("total", "known", "words"),
    [
        (0, 0, "0 tickets"), (1, 1, "1 ticket"), (2, 2, "2 tickets"), (1_234_567, 100, "1,234,567 tickets"),
        (None, 100, "100 tickets and more…"), (None, 0, "0 tickets and more…"),
    ],
)  # fmt: skip
def test_it_counts_also_while_there_is_more(
    footer: ListFooter, total: int | None, known: int, words: str
) -> None:
    footer.set_count(total, known)
    assert footer.text() == words


def test_the_parts_stand_in_one_order_whatever_comes_first(footer: ListFooter) -> None:
    footer.set_sorted("Due in")
    footer.set_selected(1_200)
    footer.set_count(5_000, 5_000)
    assert footer.text() == "5,000 tickets · 1,200 selected · sorted by due in"
    footer.set_selected(0)
    footer.set_sorted("")
    assert footer.text() == "5,000 tickets"


def test_a_remark_takes_the_place_of_the_order_while_it_lasts(footer: ListFooter) -> None:
    footer.set_count(3, 3)
    footer.set_sorted("Subject")
    footer.set_note("rows of the last whole line")
    footer.set_sorted("Status")
    assert footer.text() == "3 tickets · rows of the last whole line"
    footer.set_note("")
    assert footer.text() == "3 tickets · sorted by status"


def test_numbers_are_grouped_as_the_person_writes_them(footer: ListFooter) -> None:
    QLocale.setDefault(QLocale(QLocale.Language.German, QLocale.Country.Germany))
    footer.set_count(1_234_567, 0)
    footer.set_selected(9_000)
    assert footer.text() == "1.234.567 tickets · 9.000 selected"


def test_the_first_keys_are_told_between_moving_and_marking(footer: ListFooter) -> None:
    footer.set_keys([(key, f"Do {key}…") for key in "ABCDE"])
    assert right(footer).split("   ") == ["J/K move", "A do a", "B do b", "C do c", "X select"]
    footer.set_keys([])
    assert right(footer).split("   ") == ["J/K move", "X select"]


def test_sums_take_the_place_of_keys_and_give_it_back(footer: ListFooter) -> None:
    footer.set_keys([("A", "Assign…")])
    keys = right(footer)
    footer.set_sums("Sum of value  284,116.30")
    assert right(footer) == "Sum of value  284,116.30"
    footer.set_sums("")
    assert right(footer) == keys


def test_sums_stay_when_other_commands_come(footer: ListFooter) -> None:
    """A list of the past takes the commands away, and its sums are no less true."""
    footer.set_sums("Sum of value  284,116.30")
    footer.set_keys([("A", "Assign…")])
    assert right(footer) == "Sum of value  284,116.30"
    footer.set_sums("")
    assert "A assign" in right(footer)


def test_a_narrow_footer_keeps_its_right_end_and_tells_the_rest_beside_the_pointer(
    footer: ListFooter, qtbot: QtBot
) -> None:
    footer.set_sums("Sum of value  284,116.30")
    footer.set_count(1_234_567, 0)
    footer.set_sorted("A column with a very long name that nobody would give it")
    footer.resize(320, 30)
    label = next(label for label in footer.findChildren(Label) if label.text() == footer.text())
    qtbot.waitUntil(lambda: label.toolTip() == footer.text())
    end = max(footer.findChildren(Label), key=lambda one: one.x())
    assert end.geometry().right() <= footer.width() and end.width() >= end.sizeHint().width()


# --- under a list -------------------------------------------------------------------------------
def test_a_list_keeps_its_footer_true(shown: Shown, qtbot: QtBot) -> None:
    records = RecordList(ticket_columns(), "ticket", "tickets")
    records.resize(1440, 400)
    shown(records)
    footer = records.findChild(ListFooter)
    assert footer is not None
    records.set_commands([
        Command("assign", "Assign…", records.refresh, "A"), Command("new", "New", records.refresh, "Ctrl+N"),
    ])  # fmt: skip
    assert right(footer) == "J/K move   A assign   X select", "keys with modifiers are not the list's"
    source = LocalSource(range(1, 301), counted=False)
    records.set_source(source)
    assert footer.text() == "100 tickets and more…"
    source.finish_counting()
    records.view.selectAll()
    records.set_sort("due", True)
    assert footer.text() == "300 tickets · 300 selected · sorted by due in"
    records.set_source(LocalSource([4]))
    assert footer.text() == "1 ticket · 1 selected · sorted by due in"
    records.show_stale("wait")
    records.set_source(LocalSource([]))
    assert footer.text() == "0 tickets · wait"
    records.show_stale("")
    records.set_sort("gone", False)
    assert footer.text() == "0 tickets"
