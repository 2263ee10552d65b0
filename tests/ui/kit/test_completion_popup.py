"""Completions under a query line: whatever is offered stays in the window and can be reached by keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLineEdit, QListView, QWidget
from pytestqt.qtbot import QtBot

from itdesk.ui.kit import fonts
from itdesk.ui.kit.completion_popup import MOST_ROWS, CompletionPopup
from itdesk.ui.kit.theme import Mode, ThemeManager, theme

LEFT = Qt.MouseButton.LeftButton


@dataclass(frozen=True)
class Offer:
    label: str
    meaning: str = ""
    count: int | None = None


def many(count: int) -> Sequence[Offer]:
    return [Offer(f"value-{n}", f"meaning {n}", n) for n in range(count)]


@pytest.fixture
def popup(shown: Callable[[QWidget], QWidget], qtbot: QtBot) -> Iterator[CompletionPopup]:
    """Over a window with a line that has the cursor."""
    host = QWidget()
    line = QLineEdit(host)
    host.resize(900, 600)
    shown(host)
    qtbot.waitUntil(host.isActiveWindow)
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    yield CompletionPopup(host)


def host_of(popup: CompletionPopup) -> QWidget:
    host = popup.parentWidget()
    assert host is not None
    return host


def view_of(popup: CompletionPopup) -> QListView:
    found = popup.findChild(QListView)
    assert found is not None
    return found


def row_picture(popup: CompletionPopup, row: int) -> QImage:
    view = view_of(popup)
    place = view.visualRect(view.model().index(row, 0))
    return view.viewport().grab(place).toImage()


# --- where it is --------------------------------------------------------------------------------
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    size=st.tuples(st.integers(200, 1_600), st.integers(160, 900)), left=st.integers(-500, 2_000),
    top=st.integers(0, 60), count=st.integers(1, 30),
)  # fmt: skip
def test_it_is_whole_inside_any_window(
    popup: CompletionPopup, size: tuple[int, int], left: int, top: int, count: int
) -> None:
    host_of(popup).resize(*size)
    popup.show_offers(many(count), "", left, top)
    assert host_of(popup).rect().contains(popup.geometry())
    assert popup.geometry().top() == top


@pytest.mark.parametrize("height", [600, 220, 170])
def test_every_offer_is_reached_by_keys_and_in_sight(
    popup: CompletionPopup, qtbot: QtBot, height: int
) -> None:
    host_of(popup).resize(600, height)
    popup.show_offers(many(20), "", 20, 40)
    view = view_of(popup)
    for row in [*range(1, 20), 0, 19]:
        popup.step(1 if row != 19 or popup.current() == 18 else -1)
        assert popup.current() == row
        place = view.visualRect(view.model().index(row, 0))
        assert view.viewport().rect().contains(place.center())


def test_it_grows_with_what_is_offered_up_to_a_limit(popup: CompletionPopup) -> None:
    heights: list[int] = []
    for count in (1, 2, MOST_ROWS, MOST_ROWS + 1, 100):
        popup.show_offers(many(count), "", 20, 20)
        heights.append(popup.height())
    assert heights[0] < heights[1] < heights[2] == heights[3] == heights[4]


def test_it_never_takes_the_cursor(popup: CompletionPopup, qtbot: QtBot) -> None:
    line = host_of(popup).findChild(QLineEdit)
    assert line is not None
    popup.show_offers(many(5), "v", 20, 40)
    view = view_of(popup)
    with qtbot.waitSignal(popup.chosen) as chosen:
        qtbot.mouseClick(view.viewport(), LEFT, pos=view.visualRect(view.model().index(3, 0)).center())
    assert chosen.args == [3] and line.hasFocus()
    qtbot.mouseClick(popup, LEFT, pos=QPoint(60, popup.height() - 12))
    assert line.hasFocus()


# --- what it shows ------------------------------------------------------------------------------
OFFERS = st.builds(
    Offer, label=st.text(max_size=60) | st.sampled_from(["Straße Nord", "İstanbul", "東京都", "<b>bold</b>"]),
    meaning=st.text(max_size=80), count=st.none() | st.integers(0, 10**12),
)  # fmt: skip


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    offers=st.lists(OFFERS, min_size=1, max_size=12),
    typed=st.text(max_size=8) | st.sampled_from(["nord", "SS"]),
)
def test_any_words_are_offered(popup: CompletionPopup, offers: list[Offer], typed: str) -> None:
    popup.show_offers(offers, typed, 20, 40)
    model = view_of(popup).model()
    told = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert told == [offer.label for offer in offers]
    assert not popup.grab().toImage().isNull() and popup.current() == 0


def accent(picture: QImage) -> list[int]:
    """Pixels from the left at which words stand in the accent's colour."""
    wanted = theme().colour("accent").hue()

    def is_accent(x: int, y: int) -> bool:
        colour = picture.pixelColor(x, y)
        return colour.hsvSaturation() > 90 and abs(colour.hue() - wanted) < 12 and colour.lightness() > 80

    return [x for x in range(picture.width()) if any(is_accent(x, y) for y in range(picture.height()))]


@pytest.mark.parametrize(
    ("label", "typed", "plain"),
    [("Nord", "nord", ""), ("ab Nord", "nord", "ab "), ("Straße Nord", "nord", "Straße ")],
)
def test_what_was_typed_stands_out_where_it_is(
    popup: CompletionPopup, label: str, typed: str, plain: str
) -> None:
    popup.show_offers([Offer("first"), Offer(label)], typed, 20, 40)
    found = accent(row_picture(popup, 1))
    begin = 6 + theme().px(14) + fonts.metrics("body").horizontalAdvance(plain)
    assert found and abs(found[0] - begin) <= 3
    assert found[-1] - begin <= fonts.metrics("body", 600).horizontalAdvance("Nord") + 1


def test_without_what_was_typed_nothing_stands_out(popup: CompletionPopup) -> None:
    for typed in ("", "zzz"):
        popup.show_offers([Offer("first"), Offer("Nord", "a meaning", 12)], typed, 20, 40)
        assert accent(row_picture(popup, 1)) == []


def test_the_chosen_row_is_seen_in_every_look(popup: CompletionPopup, look: ThemeManager) -> None:
    popup.show_offers(many(4), "", 20, 40)
    for mode in (Mode.DARK, Mode.LIGHT):
        look.set_mode(mode)
        chosen = row_picture(popup, 0).pixelColor(60, 3)
        assert chosen == theme().colour("selection") != row_picture(popup, 1).pixelColor(60, 3)
        popup.step(1)
        assert row_picture(popup, 1).pixelColor(60, 3) == theme().colour("selection")
        popup.step(-1)


def test_long_names_give_way_to_their_meaning(popup: CompletionPopup) -> None:
    """The two columns never run into each other."""
    popup.show_offers([Offer("x"), Offer("w" * 80, ""), Offer("w" * 80, "meaning")], "ww", 20, 40)
    without, beside = row_picture(popup, 1), row_picture(popup, 2)
    column = 6 + theme().px(14 + 140)
    ground = without.pixelColor(without.width() - 200, 2)
    gap = without.copy(column + 2, 8, 80, 20)
    assert all(gap.pixelColor(x, y) == ground for x in range(80) for y in range(20))
    assert beside.copy(0, 0, column - 2, beside.height()) == without.copy(0, 0, column - 2, without.height())


def test_a_count_is_grouped_at_the_right_and_nothing_is_no_zero(popup: CompletionPopup) -> None:
    popup.show_offers([Offer("x"), Offer("x", "", 0), Offer("x", "", 1_234_567), Offer("x")], "", 20, 40)
    none, zero, much = (row_picture(popup, row) for row in (3, 1, 2))
    assert none != zero != much != none
    ends = QPoint(none.width() - 30, none.height() // 2)
    assert none.copy(0, 0, ends.x() - 60, none.height()) == much.copy(0, 0, ends.x() - 60, none.height())
