"""The look: every pair of colours is legible, and a switch reaches what is on screen."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from itdesk.ui.kit.buttons import Button
from itdesk.ui.kit.text import Label, Panel
from itdesk.ui.kit.theme import SCALE_MAX, SCALE_MIN, Mode, Theme, ThemeManager, palette, theme
from itdesk.ui.kit.tokens import THEMES, channels, tokens
from itdesk.ui.resources import resource

TEXT, MARK = 4.5, 3.0
"""What WCAG 2.2 asks of text (1.4.3) and of marks and outlines (1.4.11)."""


def luminance(colour: QColor) -> float:
    """Relative luminance as WCAG defines it."""
    parts = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
             for value in (colour.redF(), colour.greenF(), colour.blueF())]  # fmt: skip
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: QColor, other: QColor) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def promised() -> Iterator[tuple[str, str, str, float, float]]:
    """(theme, ink, ground, ratio, least) of every line of the tables at the end of theme.toml."""
    text = resource("theme.toml").read_text("utf-8")
    for name, table in tomllib.loads(text)["contrast"].items():
        for pair, ratio in table.items():
            ink, ground = pair.split("__on__")
            least = re.search(rf"^{pair} = {ratio:.2f}\s*# >= ([\d.]+)", text, re.M)
            assert least is not None, f"{name}: {pair} does not say its least"
            yield name, ink, ground, ratio, float(least[1])


def colour_of(look: Theme, role: str) -> QColor:
    number = re.fullmatch(r"(chart|avatar)(\d+)", role)
    if number is None:
        return look.colour(role)
    return (look.chart if number[1] == "chart" else look.avatars)[int(number[2])]


@pytest.mark.parametrize(
    ("name", "ink", "ground", "ratio", "least"), [*promised()],
    ids=[f"{name}-{ink}-on-{ground}" for name, ink, ground, _, _ in promised()],
)  # fmt: skip
def test_each_pair_has_the_contrast_that_its_table_promises(
    name: str, ink: str, ground: str, ratio: float, least: float
) -> None:
    look = Theme(name)
    found = contrast(colour_of(look, ink), colour_of(look, ground))
    assert found >= least and found == pytest.approx(ratio, abs=0.011)


STATES = ("ok", "warn", "crit", "info", "maint", "unknown")


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("state", STATES)
def test_a_state_is_legible_as_chip_as_mark_and_as_words(name: str, state: str) -> None:
    look = Theme(name)
    assert contrast(look.state(state, "fg"), look.state(state, "bg")) >= TEXT
    for ground in ("surface", "window", "selection"):
        assert contrast(look.state(state), look.colour(ground)) >= MARK


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("ink", ["text", "text2", "text3", "accent"])
@pytest.mark.parametrize("ground", ["surface", "window", "raised", "rail"])
def test_text_is_legible_on_every_ground_it_stands_on(name: str, ink: str, ground: str) -> None:
    look = Theme(name)
    assert contrast(look.colour(ink), look.colour(ground)) >= TEXT


@pytest.mark.parametrize("name", THEMES)
def test_what_fusion_paints_is_legible(name: str) -> None:
    made, role = palette(Theme(name)), QPalette.ColorRole
    pairs = [
        (role.WindowText, role.Window), (role.Text, role.Base), (role.Text, role.AlternateBase),
        (role.ButtonText, role.Button), (role.HighlightedText, role.Highlight),
        (role.ToolTipText, role.ToolTipBase), (role.Link, role.Base), (role.PlaceholderText, role.Base),
    ]  # fmt: skip
    for ink, ground in pairs:
        assert contrast(made.color(ink), made.color(ground)) >= TEXT, (ink, ground)


@pytest.mark.parametrize("name", THEMES)
def test_states_are_told_apart_and_both_themes_know_the_same_roles(name: str) -> None:
    look = Theme(name)
    assert set(look.colours) == set(Theme(THEMES[0]).colours)
    assert len({look.state(state).name() for state in STATES}) == len(STATES)
    assert len({colour.name() for colour in look.chart}) == len(look.chart)
    glyphs = [state["glyph"] for state in tokens().states.values()]
    assert len(set(glyphs)) == len(glyphs), "who does not see colours sees shapes"


def test_a_state_nobody_knows_looks_like_unknown() -> None:
    look = Theme("light")
    for part in ("", "bg", "fg"):
        assert look.state("haywire", part) == look.state("unknown", part)


@given(st.integers(0, 255), st.integers(0, 255), st.integers(0, 255), st.integers(0, 255))
def test_a_colour_is_read_as_it_is_written(red: int, green: int, blue: int, alpha: int) -> None:
    assert channels(f"#{red:02X}{green:02x}{blue:02X}{alpha:02x}") == (red, green, blue, alpha)
    assert channels(f"#{red:02x}{green:02X}{blue:02x}") == (red, green, blue, 255)


# --- the switch ---------------------------------------------------------------------------------
def ground_of(widget: QWidget) -> str:
    return widget.grab().toImage().pixelColor(widget.width() // 2, 2).name().upper()


def test_a_switch_reaches_what_is_on_screen(
    look: ThemeManager, shown: Callable[[QWidget], QWidget], qtbot: QtBot
) -> None:
    panel = shown(Panel("topbar"))
    panel.resize(200, 60)
    light = ground_of(panel)
    with qtbot.waitSignal(look.changed):
        look.set_mode(Mode.DARK)
    dark = ground_of(panel)
    assert theme().name == "dark" and light != dark
    look.set_mode(Mode.LIGHT)
    assert ground_of(panel) == light


@pytest.mark.parametrize("percent", [SCALE_MIN, 100, 125, SCALE_MAX])
def test_text_grows_with_the_chosen_size(
    look: ThemeManager, shown: Callable[[QWidget], QWidget], percent: int
) -> None:
    label = shown(Label("Assets of the office"))
    plain = label.sizeHint().width()
    look.set_percent(percent)
    try:
        assert theme().px(100) == percent
        grown = label.sizeHint().width() / plain
        assert grown == pytest.approx(percent / 100, abs=0.12)
    finally:
        look.set_percent(100)


@pytest.mark.parametrize(("asked", "given_"), [(10, SCALE_MIN), (89, SCALE_MIN), (151, SCALE_MAX)])
def test_a_size_beyond_the_range_is_the_nearest_one(look: ThemeManager, asked: int, given_: int) -> None:
    look.set_percent(asked)
    try:
        assert look.percent == given_
    finally:
        look.set_percent(100)


def test_the_same_look_again_is_no_change(look: ThemeManager, qtbot: QtBot) -> None:
    told: list[int] = []
    look.changed.connect(lambda: told.append(1))
    look.set_mode(Mode.LIGHT)
    look.set_percent(100)
    assert told == []


@pytest.mark.parametrize("words", ["Save && close", "R&D", "Büro <b>1</b>", "山田太郎", "&"])
def test_a_button_is_named_by_its_words(shown: Callable[[QWidget], QWidget], words: str) -> None:
    button = shown(Button(words, icon="save"))
    assert isinstance(button, Button)
    assert button.accessibleName() == words.replace("&&", "\0").replace("&", "").replace("\0", "&")
