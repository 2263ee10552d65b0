"""The palette by itself, without a desk: late answers, keys, places, and a focus that is no more."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from itdesk.ui.kit.text import Label
from itdesk.ui.kit.theme import Mode, ThemeManager
from itdesk.ui.shell.palette import Palette
from itdesk.ui.shell.palette_rows import PaletteGroup, PaletteItem, PaletteRows
from itdesk.ui.start import application

LEFT, KEY = Qt.MouseButton.LeftButton, Qt.Key
LONG = "Kyocera ECOSYS in the corridor of the second floor, 東京本社 <b>&amp;</b> " * 8


class Desk:
    """Offers rows for what is typed, when it is told to, and writes down what was run."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.ran: list[str] = []

    def hear(self, text: str) -> None:
        self.asked.append(text)

    def item(self, title: str, about: str = "", keys: tuple[str, ...] = ()) -> PaletteItem:
        return PaletteItem(title, lambda: self.ran.append(title), about, "monitor", keys)

    def groups(self, *titles: str) -> list[PaletteGroup]:
        half = (len(titles) + 1) // 2
        return [
            PaletteGroup("Assets", tuple(self.item(title) for title in titles[:half])),
            PaletteGroup("Nothing", ()),
            PaletteGroup("Commands", tuple(self.item(title, "", ("Ctrl", "K")) for title in titles[half:])),
        ]


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    look = ThemeManager(application(), Mode.LIGHT)
    made = QWidget()
    qtbot.addWidget(made, before_close_func=lambda _widget: look.deleteLater())
    made.field = QLineEdit(made)  # type: ignore[attr-defined]
    QVBoxLayout(made).addWidget(made.field)  # type: ignore[attr-defined]
    made.resize(1_000, 700)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def palette(window: QWidget, desk: Desk) -> Palette:
    made = Palette(window)
    made.typed.connect(desk.hear)
    made.open()
    return made


def titles(palette: Palette) -> list[str]:
    return [item.title for item in palette.items()]


def current(palette: Palette) -> str:
    return str(palette.view.currentIndex().data() or "")


# --- what is typed and what is answered -----------------------------------------------------------------
def test_it_asks_at_once_when_it_opens_and_after_a_rest_in_typing(
    palette: Palette, desk: Desk, qtbot: QtBot
) -> None:
    assert desk.asked == [""] and palette.field.hasFocus()
    qtbot.keyClicks(palette.field, "print")
    qtbot.waitUntil(lambda: desk.asked[-1] == "print")
    assert len(desk.asked) < 6, "not at each letter"


def test_an_answer_to_an_older_text_is_dropped(palette: Palette, desk: Desk, qtbot: QtBot) -> None:
    qtbot.keyClicks(palette.field, "ab")
    palette.put("ab", desk.groups("AB"))
    palette.put("a", desk.groups("A"))
    assert titles(palette) == ["AB"]
    palette.dismiss()
    palette.put("ab", desk.groups("late"))
    assert titles(palette) == ["AB"]


def test_groups_without_rows_have_no_heading(palette: Palette, desk: Desk) -> None:
    palette.put("", desk.groups("One", "Two", "Three"))
    model = palette.view.model()
    shown = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert shown == ["Assets", "One", "Two", "Commands", "Three"]


def test_enter_before_the_answer_runs_what_the_answer_brings(
    palette: Palette, desk: Desk, qtbot: QtBot
) -> None:
    palette.put("", desk.groups("What stood there"))
    palette.field.insert("printer")
    qtbot.keyClick(palette.field, KEY.Key_Return)
    assert desk.ran == [] and desk.asked[-1] == "printer"
    palette.put("printer", desk.groups("First part"), is_all=False)
    assert desk.ran == [] and palette.isVisible(), "more will come"
    palette.put("printer", desk.groups("PRN-12", "PRN-13"))
    assert desk.ran == ["PRN-12"] and not palette.isVisible()


def test_enter_on_nothing_does_nothing_and_does_not_wait_for_the_next_text(
    palette: Palette, desk: Desk, qtbot: QtBot
) -> None:
    palette.put("", [])
    qtbot.keyClick(palette.field, KEY.Key_Return)
    palette.field.insert("x")
    palette.put("x", [])
    qtbot.keyClick(palette.field, KEY.Key_Enter)
    assert desk.ran == [] and palette.isVisible()


def test_it_opens_anew_each_time(palette: Palette, desk: Desk) -> None:
    palette.put("", desk.groups("One"))
    palette.dismiss()
    palette.open("@")
    assert palette.field.text() == "@" and desk.asked[-1] == "@" and palette.field.hasFocus()


# --- keys and mouse -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("keys", "there"),
    [
        ([], "One"),
        ([KEY.Key_Down], "Two"),
        ([KEY.Key_Tab, KEY.Key_Tab], "Three"),
        ([KEY.Key_Down] * 3, "One"),
        ([KEY.Key_Up], "Three"),
        ([KEY.Key_Down, KEY.Key_Backtab], "One"),
        ([KEY.Key_Left, KEY.Key_End, KEY.Key_Home], "One"),
    ],
    ids=["opened", "down", "tab over a heading", "round", "up", "back", "keys of the field"],
)
def test_keys_walk_over_rows_and_run_the_one_they_are_on(
    palette: Palette, desk: Desk, qtbot: QtBot, keys: list[Qt.Key], there: str
) -> None:
    palette.put("", desk.groups("One", "Two", "Three"))
    for key in keys:
        qtbot.keyClick(palette.field, key)
    assert current(palette) == there
    qtbot.keyClick(palette.field, KEY.Key_Return)
    assert desk.ran == [there]


def test_the_row_one_is_on_is_always_on_screen(palette: Palette, desk: Desk, qtbot: QtBot) -> None:
    palette.put("", desk.groups(*[f"Row {number}" for number in range(60)]))
    for _ in range(61):
        place = palette.view.visualRect(palette.view.currentIndex())
        assert palette.view.viewport().rect().intersects(place)
        qtbot.keyClick(palette.field, KEY.Key_Down)
    assert current(palette) == "Row 1"


def row_at(palette: Palette, row: int) -> QPoint:
    return palette.view.visualRect(palette.view.model().index(row, 0)).center()


def press(window: QWidget, place: QPoint) -> None:
    """A press where it would be on a screen: whatever lies there gets it."""
    QTest.mouseClick(window.windowHandle(), LEFT, Qt.KeyboardModifier.NoModifier, place)


def test_a_press_inside_that_means_no_row_leaves_it_open(
    palette: Palette, window: QWidget, desk: Desk, qtbot: QtBot
) -> None:
    palette.put("", desk.groups("One", "Two"))
    inside = [
        palette.view.viewport().mapTo(window, row_at(palette, 0)),
        palette.field.mapTo(window, palette.field.rect().center()),
        palette.field.mapTo(window, QPoint(-30, 10)),
        palette.view.mapTo(window, palette.view.rect().bottomLeft() + QPoint(20, 20)),
    ]
    for place in inside:
        press(window, place)
        assert palette.isVisible() and desk.ran == [], place
    press(window, palette.view.viewport().mapTo(window, row_at(palette, 1)))
    assert desk.ran == ["One"] and not palette.isVisible()


@pytest.mark.parametrize("place", [(5, 5), (995, 350), (500, 695), (500, 40)])
def test_a_press_beside_it_closes_it(
    palette: Palette, window: QWidget, desk: Desk, place: tuple[int, int]
) -> None:
    palette.put("", desk.groups("One"))
    press(window, QPoint(*place))
    assert not palette.isVisible() and desk.ran == []


# --- the focus ------------------------------------------------------------------------------------------
def test_the_focus_goes_back_to_where_it_was(window: QWidget, palette: Palette, qtbot: QtBot) -> None:
    palette.dismiss()
    field: QLineEdit = window.field  # type: ignore[attr-defined]
    field.setFocus()
    palette.open()
    palette.open("again")
    qtbot.keyClick(palette.field, KEY.Key_Escape)
    assert field.hasFocus()


def test_it_closes_also_where_what_had_the_focus_is_gone(
    window: QWidget, palette: Palette, qtbot: QtBot
) -> None:
    palette.dismiss()
    field: QLineEdit = window.field  # type: ignore[attr-defined]
    field.setFocus()
    palette.open()
    with qtbot.waitSignal(field.destroyed):
        field.deleteLater()
    qtbot.keyClick(palette.field, KEY.Key_Escape)
    assert not palette.isVisible()


def test_what_is_run_finds_the_focus_given_back(window: QWidget, palette: Palette, desk: Desk) -> None:
    palette.dismiss()
    field: QLineEdit = window.field  # type: ignore[attr-defined]
    field.setFocus()
    palette.open()
    seen: list[QWidget | None] = []
    item = PaletteItem("Look", lambda: seen.append(QApplication.focusWidget()))
    palette.put("", [PaletteGroup("Commands", (item,))])
    QTest.keyClick(palette.field, KEY.Key_Return)
    assert seen == [field]


# --- looks ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("size", [(1_600, 1_000), (900, 560), (420, 300)])
@pytest.mark.parametrize("count", [0, 1, 200])
def test_it_stays_within_its_window(
    palette: Palette, window: QWidget, desk: Desk, size: tuple[int, int], count: int
) -> None:
    window.resize(*size)
    palette.put("", desk.groups(*[f"{number} {LONG}" for number in range(count)]), "said below")
    assert palette.size() == window.size()
    box = palette.field.parentWidget().parentWidget()
    assert box is not None and palette.rect().contains(box.geometry())
    assert not palette.grab().isNull()
    assert "said below" in [label.text() for label in palette.findChildren(Label)]


def test_a_row_is_said_whole(palette: Palette, desk: Desk) -> None:
    palette.put("", [PaletteGroup("Assets", (desk.item("PRN-12", "Asset"), desk.item(LONG)))])
    model = palette.view.model()
    role = Qt.ItemDataRole.AccessibleTextRole
    assert [model.index(row, 0).data(role) for row in range(3)] == ["Assets", "PRN-12, Asset", LONG.strip()]


def test_rows_keep_the_promises_of_a_list_model(
    desk: Desk, qtmodeltester: ModelTester, window: QWidget
) -> None:
    rows = PaletteRows(window)
    qtmodeltester.check(rows)
    rows.show(desk.groups("One", "Two", "Three"), "o")
    qtmodeltester.check(rows)
    headings = [row for row in range(rows.rowCount()) if not rows.flags(rows.index(row, 0))]
    assert [rows.index(row, 0).data() for row in headings] == ["Assets", "Nothing", "Commands"]
    assert [rows.item(row) for row in (-1, 0, 99)] == [None, None, None]
    rows.show([], "")
    assert rows.rowCount() == 0
