"""The style sheet and its tokens: whole in every look, every file it names is there, every colour is one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from itdesk.ui.kit import icons
from itdesk.ui.kit.stylesheet import stylesheet
from itdesk.ui.kit.theme import Mode, Theme, ThemeManager, theme
from itdesk.ui.kit.tokens import THEMES, Tokens, tokens
from itdesk.ui.resources import resource
from itdesk.ui.start import application

COLOUR = re.compile(r"#[0-9a-fA-F]{6}([0-9a-fA-F]{2})?")
SIZES = re.compile(r"font-size:(\d+)px")
PERCENTS = [90, 100, 125, 150]


def sheet(name: str, percent: int = 100, images: str = "/images") -> str:
    return stylesheet(tokens(), name, percent, images)


# --- the sheet ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("percent", PERCENTS)
def test_no_hole_is_left_and_each_rule_is_closed(name: str, percent: int) -> None:
    text = sheet(name, percent)
    assert "$" not in text and "None" not in text
    assert text.count("{") == text.count("}") > 60
    for rule in re.findall(r"\{([^{}]*)\}", text):
        assert all(":" in part for part in rule.split(";") if part.strip()), rule


@pytest.mark.parametrize("name", THEMES)
def test_every_colour_of_the_sheet_is_one(name: str) -> None:
    found = re.findall(r"#[0-9a-fA-F]+(?=[;\s)])", sheet(name))
    assert len(found) > 50
    assert all(COLOUR.fullmatch(colour) and QColor(colour).isValid() for colour in found)


@pytest.mark.parametrize("name", THEMES)
def test_a_colour_that_lets_through_is_written_as_qt_reads_it(name: str) -> None:
    look, text = Theme(name), sheet(name)
    clear = [role for role, value in tokens().colours[name].items() if len(value) == 9]
    for role in clear:
        colour = look.colour(role)
        wrong = tokens().colours[name][role]
        assert wrong not in text or QColor(wrong) == colour, role


@pytest.mark.parametrize("name", THEMES)
def test_every_picture_that_it_names_is_written(name: str, tmp_path: Path) -> None:
    application()
    icons.write_images(str(tmp_path), Theme(name))
    named = re.findall(r"url\(([^)]+)\)", sheet(name, 100, str(tmp_path)))
    assert named
    assert all(Path(path.strip("\"'")).is_file() for path in named)


def test_the_looks_differ_in_colours_and_in_nothing_else() -> None:
    plain = [re.sub(COLOUR, "#", sheet(name)).replace(f"-{name}.", ".") for name in THEMES]
    assert plain[0] == plain[1]
    assert sheet("light") != sheet("dark")


def test_all_text_grows_with_the_chosen_size() -> None:
    sizes = [[int(size) for size in SIZES.findall(sheet("light", percent))] for percent in PERCENTS]
    assert len({len(found) for found in sizes}) == 1
    for percent, found in zip(PERCENTS, sizes, strict=True):
        assert found == [round(size * percent / 100) for size in sizes[1]]


@pytest.mark.parametrize("percent", PERCENTS)
@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
def test_qt_takes_the_whole_sheet(look: ThemeManager, qtbot: QtBot, mode: Mode, percent: int) -> None:
    """A rule that Qt cannot read is a warning, and a warning fails the test."""
    try:
        look.set_mode(mode)
        look.set_percent(percent)
        widget = QWidget()
        qtbot.addWidget(widget)
        widget.ensurePolished()
        app = QApplication.instance()
        assert isinstance(app, QApplication) and app.styleSheet()
    finally:
        look.set_mode(Mode.LIGHT)
        look.set_percent(100)


# --- tokens ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", THEMES)
def test_every_role_is_a_colour_and_charts_have_enough(name: str) -> None:
    known: Tokens = tokens()
    values = [*known.colours[name].values(), *known.chart[name], *known.avatar[name]]
    assert all(COLOUR.fullmatch(value) for value in values)
    assert len(known.chart[name]) >= 6 and len(known.avatar[name]) >= 4


def test_every_state_has_its_colours_and_every_priority_its_state() -> None:
    known = tokens()
    for name in THEMES:
        for state in known.states:
            assert {state, f"{state}_bg", f"{state}_fg"} <= set(known.colours[name])
    assert sorted(known.priorities) == [1, 2, 3, 4]
    assert {level["state"] for level in known.priorities.values()} <= set(known.colours["light"])


def test_every_role_that_the_template_asks_for_is_in_both_looks() -> None:
    asked = set(re.findall(r"\$\{(\w+)\}", resource("itdesk.qss.tmpl").read_text("utf-8")))
    for name in THEMES:
        missing = asked - set(tokens().colours[name]) - set(tokens().fonts)
        assert missing == {"ctl", "ctls", "r", "rc", "ro", "icons", "theme"} & missing


# --- the look that is on --------------------------------------------------------------------------------
def test_a_size_is_scaled_and_rounded(look: ThemeManager) -> None:
    try:
        look.set_percent(125)
        assert theme().px(10) == 12 and theme().px(32) == 40 and theme().px(0) == 0
        assert theme().size("rail") == theme().px(tokens().size["rail"])
    finally:
        look.set_percent(100)


def test_the_look_is_the_same_for_all_who_ask(look: ThemeManager) -> None:
    before = theme()
    assert theme() is before
    look.set_mode(Mode.DARK)
    assert theme().name == "dark" and theme() is not before
    look.set_mode(Mode.LIGHT)
    assert theme().name == "light"


@pytest.mark.parametrize("mode", [*Mode])
def test_a_mode_is_kept_as_it_was_chosen(look: ThemeManager, mode: Mode) -> None:
    try:
        look.set_mode(mode)
        assert look.mode is mode and Mode(str(mode)) is mode
        assert theme().name in THEMES
    finally:
        look.set_mode(Mode.LIGHT)


def test_a_resource_that_is_missing_is_said_with_its_place() -> None:
    with pytest.raises(FileNotFoundError, match=r"nothing\.toml"):
        resource("nothing.toml")
