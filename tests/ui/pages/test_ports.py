"""The ports of a device: where each stands, how arrows move among them, what stays after a new poll."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from itdesk.monitoring.detail import Port
from itdesk.ui.kit.text import Label
from itdesk.ui.kit.theme import Mode, ThemeManager, theme
from itdesk.ui.pages.network.ports import MOST, PortButton, PortGrid

LEFT, RIGHT, UP, DOWN = Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down
COUNTS = [1, 2, 3, 23, 24, 25, 47, 48, 49, 52, 96, 101]


def port(number: int, oper: str = "up", admin: str = "up", **more: object) -> Port:
    known: dict[str, object] = {
        "part": f"p{number}", "index": number, "name": f"1/1/{number}", "alias": "", "description": "",
        "mac": "", "speed": None, "admin": admin, "oper": oper, "received": None, "sent": None,
    }  # fmt: skip
    return Port(**(known | more))  # type: ignore[arg-type]


def ports(count: int) -> list[Port]:
    return [port(number) for number in range(1, count + 1)]


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[[Sequence[Port]], PortGrid]:
    """shown(ports) → a grid on screen with the keys; the first port is the chosen one."""

    def show(found: Sequence[Port]) -> PortGrid:
        grid = PortGrid()
        qtbot.addWidget(grid)
        grid.show_ports(found, found[0].part if found else "")
        grid.show()
        qtbot.waitExposed(grid)
        grid.activateWindow()
        qtbot.waitUntil(grid.isActiveWindow)
        QCoreApplication.sendPostedEvents()
        return grid

    return show


def spot(button: PortButton) -> tuple[int, int]:
    """Where a port stands on screen."""
    place = button.mapTo(button.window(), QPoint(0, 0))
    return place.x(), place.y()


def nearest(grid: PortGrid, here: PortButton, key: Qt.Key) -> PortButton:
    """What a person sees in that direction: the next port in the same line or column, else the same one."""
    x, y = spot(here)
    ahead = {
        LEFT: lambda a, b: b == y and a < x, RIGHT: lambda a, b: b == y and a > x,
        UP: lambda a, b: a == x and b < y, DOWN: lambda a, b: a == x and b > y,
    }[key]  # fmt: skip
    found = [button for button in grid.buttons if ahead(*spot(button))]
    return min(found, key=lambda b: abs(spot(b)[0] - x) + abs(spot(b)[1] - y), default=here)


def words(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(Label) if not label.isHidden() and label.text()]


# --- where they stand ---------------------------------------------------------------------------
def test_odd_ports_stand_above_even_ones_as_on_a_front_panel(shown: Callable[..., PortGrid]) -> None:
    grid = shown(ports(48))
    for odd, even in zip(grid.buttons[::2], grid.buttons[1::2], strict=True):
        assert spot(odd)[0] == spot(even)[0]
        assert spot(odd)[1] < spot(even)[1]
    assert len({spot(button)[1] for button in grid.buttons}) == 2


def test_a_gap_stands_after_twelve_pairs(shown: Callable[..., PortGrid]) -> None:
    grid = shown(ports(48))
    columns = sorted({spot(button)[0] for button in grid.buttons})
    steps = [after - before for before, after in pairwise(columns)]
    assert len(columns) == 24
    assert steps.index(max(steps)) == 11 and steps.count(max(steps)) == 1


@pytest.mark.parametrize(("count", "lines"), [(1, 1), (2, 2), (48, 2), (49, 3), (96, 4), (97, 5), (144, 6)])
def test_a_larger_chassis_has_more_lines(shown: Callable[..., PortGrid], count: int, lines: int) -> None:
    grid = shown(ports(count))
    assert len({spot(button)[1] for button in grid.buttons}) == lines
    assert len({spot(button) for button in grid.buttons}) == count, "no port stands on another"


# --- keys ---------------------------------------------------------------------------------------
@pytest.mark.parametrize("count", COUNTS)
def test_an_arrow_goes_to_the_port_that_stands_in_that_direction(
    shown: Callable[..., PortGrid], qtbot: QtBot, count: int
) -> None:
    grid = shown(ports(count))
    for here in grid.buttons:
        for key in (LEFT, RIGHT, UP, DOWN):
            here.setFocus()
            qtbot.keyClick(here, key)
            expected = nearest(grid, here, key)
            assert expected.hasFocus(), f"{key.name} from {here.port.name} goes to {expected.port.name}"


def test_arrows_alone_reach_every_port(shown: Callable[..., PortGrid], qtbot: QtBot) -> None:
    grid = shown(ports(53))
    reached, waiting = {grid.buttons[0]}, [grid.buttons[0]]
    while waiting:
        here = waiting.pop()
        for key in (LEFT, RIGHT, UP, DOWN):
            here.setFocus()
            qtbot.keyClick(here, key)
            there = next(button for button in grid.buttons if button.hasFocus())
            if there not in reached:
                reached.add(there)
                waiting.append(there)
    assert len(reached) == 53


def test_other_keys_go_on_to_whoever_holds_the_grid(shown: Callable[..., PortGrid], qtbot: QtBot) -> None:
    grid = shown(ports(4))
    grid.buttons[1].setFocus()
    for key in (Qt.Key.Key_Home, Qt.Key.Key_A, Qt.Key.Key_PageDown):
        qtbot.keyClick(grid.buttons[1], key)
        assert grid.buttons[1].hasFocus()


@pytest.mark.parametrize("by", ["space", "click"])
def test_a_press_chooses_one_port_and_lets_the_other_go(
    shown: Callable[..., PortGrid], qtbot: QtBot, by: str
) -> None:
    grid = shown(ports(6))
    with qtbot.waitSignal(grid.chosen) as chosen:
        if by == "space":
            grid.buttons[4].setFocus()
            qtbot.keyClick(grid.buttons[4], Qt.Key.Key_Space)
        else:
            qtbot.mouseClick(grid.buttons[4], Qt.MouseButton.LeftButton)
    assert chosen.args is not None and chosen.args[0].part == "p5"
    assert [button.isChecked() for button in grid.buttons] == [False] * 4 + [True, False]


def test_the_chosen_port_stays_chosen_when_it_is_pressed_again(
    shown: Callable[..., PortGrid], qtbot: QtBot
) -> None:
    grid = shown(ports(3))
    for _ in range(2):
        qtbot.mouseClick(grid.buttons[0], Qt.MouseButton.LeftButton)
        assert grid.buttons[0].isChecked()


# --- a new poll ---------------------------------------------------------------------------------
def test_the_focus_stays_on_its_port_when_a_new_poll_is_shown(
    shown: Callable[..., PortGrid], qtbot: QtBot
) -> None:
    grid = shown(ports(8))
    grid.buttons[0].setFocus()
    qtbot.keyClick(grid.buttons[0], RIGHT)
    assert grid.buttons[2].hasFocus()
    grid.show_ports(ports(8), "p1")
    qtbot.waitUntil(grid.buttons[2].hasFocus)
    assert grid.buttons[0].isChecked(), "and the choice stays where it was"


def test_the_focus_goes_to_the_chosen_port_where_its_own_is_gone(
    shown: Callable[..., PortGrid], qtbot: QtBot
) -> None:
    grid = shown(ports(8))
    grid.buttons[7].setFocus()
    grid.show_ports(ports(4), "p3")
    qtbot.waitUntil(grid.buttons[2].hasFocus)
    grid.show_ports(ports(2), "gone as well")
    qtbot.waitUntil(grid.buttons[0].hasFocus)


def test_a_new_poll_takes_no_focus_that_was_elsewhere(shown: Callable[..., PortGrid], qtbot: QtBot) -> None:
    grid = shown(ports(8))
    elsewhere = QLineEdit(grid)
    elsewhere.show()
    elsewhere.setFocus()
    grid.show_ports(ports(8), "p1")
    assert elsewhere.hasFocus()


def test_ports_that_went_away_leave_nothing_behind(shown: Callable[..., PortGrid], qtbot: QtBot) -> None:
    grid = shown(ports(60))
    grid.show_ports(ports(2), "p1")
    qtbot.waitUntil(lambda: words(grid) == ["2 up"])
    qtbot.waitUntil(lambda: len(grid.findChildren(PortButton)) == len(grid.buttons) == 2)
    grid.show_ports([], "")
    qtbot.waitUntil(lambda: words(grid) == [] and not grid.findChildren(PortButton))
    assert list(grid.buttons) == []


# --- words --------------------------------------------------------------------------------------
def test_the_legend_counts_each_state_that_there_is_in_one_order(shown: Callable[..., PortGrid]) -> None:
    mixed = [port(1, "down"), port(2), port(3, "up", "down"), port(4, "lowerLayerDown"), port(5)]
    assert words(shown(mixed)) == ["2 up", "1 free", "1 down", "1 disabled"]


def test_where_more_ports_are_known_than_drawn_that_is_said(shown: Callable[..., PortGrid]) -> None:
    assert words(shown(ports(MOST))) == [f"{MOST} up"], "of all that are drawn nothing more is said"
    assert words(shown(ports(MOST + 1))) == [f"{MOST + 1} up", f"the first {MOST} are drawn"]


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (port(7), "1/1/7, up"),
        (port(7, "down"), "1/1/7, free"),
        (port(7, "up", "down"), "1/1/7, disabled"),
        (port(7, "lowerLayerDown"), "1/1/7, down"),
        (port(7, alias="受付 <b>1</b>", speed=1_000_000_000), "1/1/7, 受付 <b>1</b>, up, 1 Gb/s"),
        (port(7, speed=0), "1/1/7, up"),
        (port(7, name="", alias="uplink"), "uplink, up"),
    ],
)
def test_a_port_says_its_name_its_state_and_its_speed(
    shown: Callable[..., PortGrid], found: Port, said: str
) -> None:
    grid = shown([found])
    (button,) = grid.buttons
    assert button.accessibleName() == said
    assert "<b>" not in button.toolTip(), "a name that looks like markup is shown as it is"


# --- looks --------------------------------------------------------------------------------------
@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
def test_a_square_has_the_colour_of_its_state_in_both_themes(
    look: ThemeManager, shown: Callable[..., PortGrid], mode: Mode
) -> None:
    look.set_mode(mode)
    grid = shown([port(1), port(2, "down"), port(3, "lowerLayerDown"), port(4, "up", "down"), port(5)])

    def painted(button: PortButton) -> QColor:
        """Near the upper left corner, where no glyph stands."""
        return button.grab().toImage().pixelColor(6, 6)

    expected = [theme().state("ok"), theme().colour("surface"), theme().state("crit"), theme().state("maint")]
    assert [painted(button).name() for button in grid.buttons[:4]] == [colour.name() for colour in expected]
    before = grid.buttons[4].grab().toImage()
    grid.buttons[4].setFocus()
    assert grid.buttons[4].grab().toImage() != before, "where the keys are is seen"
