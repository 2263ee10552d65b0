"""Icons: every name the program uses is there, and each is in the colour of its role in every look."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

import itdesk.ui
from itdesk.ui.kit import icons
from itdesk.ui.kit.banner import STATE_ICONS
from itdesk.ui.kit.icon_mark import IconMark
from itdesk.ui.kit.theme import Mode, Theme, ThemeManager, theme

Shown = Callable[[QWidget], QWidget]
NAMED_FIRST = {"IconMark", "IconButton", "Tile", "TintedCard", "icon", "pixmap"}
"""What takes the name of an icon as its first argument."""
PLACES = {"Command": 4, "PageEntry": 2, "Button": 2, "set_icon": 1}
"""Where the others take it."""


@pytest.fixture(autouse=True)
def with_look(look: ThemeManager) -> Iterator[None]:
    yield
    look.set_mode(Mode.LIGHT)


def asked_for(call: ast.Call) -> Iterator[str]:
    """The icons that a call names."""
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    place = 0 if name in NAMED_FIRST else PLACES.get(name)
    found: list[ast.expr] = [keyword.value for keyword in call.keywords if keyword.arg == "icon"]
    if place is not None and len(call.args) > place:
        found.append(call.args[place])
    for node in found:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
            yield node.value


def named() -> list[str]:
    """Every icon's name that stands in the window's sources."""
    root = Path(itdesk.ui.__file__).parent
    trees = (ast.parse(path.read_text("utf-8")) for path in sorted(root.rglob("*.py")))
    calls = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call))
    return sorted({name for call in calls for name in asked_for(call)} | set(STATE_ICONS.values()))


def opaque(image: QImage) -> list[QColor]:
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return [pixel for pixel in pixels if pixel.alpha() > 250]


def is_empty(image: QImage) -> bool:
    return not any(
        image.pixelColor(x, y).alpha() for x in range(image.width()) for y in range(image.height())
    )


def test_the_search_for_names_finds_them() -> None:
    assert {"arrow-up-right", "x", "plus", "circle-alert", "search"} <= set(named())
    assert len(named()) > 60


@pytest.mark.parametrize("name", [*named()])
def test_each_icon_that_is_named_can_be_drawn(name: str) -> None:
    assert not is_empty(icons.pixmap(name, QColor("#204080"), 24).toImage())


@pytest.mark.parametrize("name", ["", "no-such-icon", "../../etc/passwd", "Plus"])
def test_an_icon_that_is_not_there_is_a_known_kind_of_fault(name: str) -> None:
    with pytest.raises(KeyError):
        icons.pixmap(name, QColor("black"), 16)


@pytest.mark.parametrize("colour", ["#ff0000", "#00aa55", "#000000", "#ffffff"])
def test_an_icon_has_the_colour_it_is_asked_for(colour: str) -> None:
    pixels = opaque(icons.pixmap("square", QColor(colour), 48).toImage())
    assert {pixel.name() for pixel in pixels} == {colour}


def test_a_colour_that_lets_through_lets_through() -> None:
    half = QColor("#204080")
    half.setAlphaF(0.5)
    image = icons.pixmap("square", half, 48).toImage()
    assert not opaque(image) and not is_empty(image)


@pytest.mark.parametrize(("size", "ratio"), [(16, 1.0), (16, 2.0), (24, 1.25), (1, 1.0), (0, 1.0)])
def test_a_fine_screen_gets_more_pixels(size: int, ratio: float) -> None:
    made = icons.pixmap("plus", QColor("black"), size, ratio)
    assert made.width() == made.height() == max(round(size * ratio), 1)
    assert made.devicePixelRatio() == ratio


def test_the_same_icon_is_drawn_once() -> None:
    first = icons.pixmap("plus", QColor("#112233"), 16)
    assert icons.pixmap("plus", QColor("#112233"), 16).cacheKey() == first.cacheKey()
    assert icons.pixmap("plus", QColor("#112234"), 16).cacheKey() != first.cacheKey()


# --- on buttons -----------------------------------------------------------------------------------------
def ink(button: QPushButton | QToolButton, mode: QIcon.Mode = QIcon.Mode.Normal) -> set[str]:
    image = button.icon().pixmap(QSize(64, 64), 1.0, mode).toImage()
    return {pixel.name() for pixel in opaque(image)}


@pytest.mark.parametrize("role", ["text2", "on_accent", "crit_fg", "accent"])
def test_a_buttons_icon_follows_the_theme(shown: Shown, look: ThemeManager, role: str) -> None:
    button = QPushButton()
    icons.set_icon(button, "square", role, 64)
    shown(button)
    for mode in (Mode.LIGHT, Mode.DARK, Mode.LIGHT):
        look.set_mode(mode)
        assert ink(button) == {theme().colour(role).name()}
        assert button.iconSize() == QSize(64, 64), "its size is kept"


def test_an_icon_of_what_cannot_be_pressed_is_pale(shown: Shown) -> None:
    button = QToolButton()
    icons.set_icon(button, "square", "text", 64)
    shown(button)
    assert ink(button, QIcon.Mode.Disabled) == {theme().colour("disabled").name()} != ink(button)


def test_an_icon_can_be_taken_away_and_stays_away_in_another_look(shown: Shown, look: ThemeManager) -> None:
    button = QPushButton("Save")
    icons.set_icon(button, "save")
    icons.set_icon(button, "")
    shown(button)
    look.set_mode(Mode.DARK)
    assert button.icon().isNull()


def test_an_icon_beside_words_changes_with_its_meaning_and_its_look(shown: Shown, look: ThemeManager) -> None:
    mark = IconMark("square", "ok_fg", 32)
    shown(mark)
    seen = {QColor(pixel).name() for pixel in opaque(mark.grab().toImage())}
    assert theme().colour("ok_fg").name() in seen
    mark.set("square", "crit_fg")
    look.set_mode(Mode.DARK)
    seen = {pixel.name() for pixel in opaque(mark.grab().toImage())}
    assert theme().colour("crit_fg").name() in seen
    assert mark.width() == mark.height() == 32


# --- files for the style sheet --------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["light", "dark"])
def test_the_style_sheets_pictures_are_written_in_the_colours_of_their_look(
    tmp_path: Path, name: str
) -> None:
    look = Theme(name)
    icons.write_images(str(tmp_path), look)
    for picture, role in (("check", "on_accent"), ("chevron-down", "text2")):
        path = tmp_path / f"{picture}-{name}.svg"
        assert QSvgRenderer(str(path)).isValid()
        assert look.colour(role).name() in path.read_text("utf-8")
        assert "currentColor" not in path.read_text("utf-8")
