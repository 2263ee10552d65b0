"""The palette by keys and mouse: records, commands and pages by a part of what they are called."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from itdesk.desk import Desk
from itdesk.ui.app.office import Office
from itdesk.ui.pages.list_page import ListPage
from itdesk.ui.shell.palette import Palette

CONTROL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton
HOSTILE = "<b>Fett</b> & Söhne 株式会社"


@pytest.fixture
def office(open_office: Callable[..., Office], settled: Callable[[Office], object]) -> Office:
    made = open_office("assets")
    settled(made)
    return made


@pytest.fixture
def palette(office: Office, qtbot: QtBot) -> Palette:
    """Opened by its key."""
    qtbot.keyClick(office.window, Qt.Key.Key_K, CONTROL)
    qtbot.waitUntil(office.palette.isVisible)
    return office.palette


def _titles(palette: Palette) -> list[str]:
    return [item.title for item in palette.items()]


def _type(palette: Palette, text: str, qtbot: QtBot) -> None:
    palette.field.clear()
    qtbot.keyClicks(palette.field, text)


def _asset(desk: Desk, key: int) -> str:
    return str(desk.store.read("asset", key)["tag"])


def test_it_opens_with_commands_and_their_keys(palette: Palette) -> None:
    offered = {item.title: item.keys for item in palette.items()}
    assert palette.field.hasFocus() and offered
    assert any(keys for keys in offered.values())


def test_a_part_of_a_tag_finds_the_asset_and_enter_opens_it(
    office: Office, palette: Palette, qtbot: QtBot, other_desk: Desk
) -> None:
    tag = _asset(other_desk, 7)
    _type(palette, tag, qtbot)
    qtbot.waitUntil(lambda: any(title.startswith(tag) for title in _titles(palette)))
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    page = office.window.page
    assert isinstance(page, ListPage) and not palette.isVisible()
    qtbot.waitUntil(lambda: page.current_id() == 7)


def test_fast_fingers_get_what_they_typed(
    office: Office, palette: Palette, qtbot: QtBot, other_desk: Desk
) -> None:
    tag = _asset(other_desk, 9)
    palette.field.insert(tag)
    palette.field.textEdited.emit(tag)
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isVisible(), "the rows of another text are not run"
    page = office.window.page
    assert isinstance(page, ListPage)
    qtbot.waitUntil(lambda: page.current_id() == 9)
    assert not palette.isVisible()


def test_escape_gives_the_focus_back(office: Office, qtbot: QtBot) -> None:
    page = office.window.page
    assert isinstance(page, ListPage)
    page.list.view.setFocus()
    qtbot.waitUntil(page.list.view.hasFocus)
    office.open_palette()
    qtbot.keyClick(office.palette.field, Qt.Key.Key_Escape)
    assert not office.palette.isVisible()
    qtbot.waitUntil(page.list.view.hasFocus)


def test_a_click_beside_it_closes_it(office: Office, palette: Palette, qtbot: QtBot) -> None:
    qtbot.mouseClick(palette, LEFT, pos=palette.rect().bottomLeft())
    assert not palette.isVisible()


@pytest.mark.parametrize("page", ["Overview", "Tickets", "Import", "Journal", "Settings"])
def test_pages_are_offered_by_their_names(palette: Palette, qtbot: QtBot, page: str) -> None:
    _type(palette, f">{page}", qtbot)
    qtbot.waitUntil(lambda: page in _titles(palette))


@pytest.mark.parametrize(
    ("typed", "kinds"),
    [("@1", {"Asset"}), ("#1", {"Ticket"})],
    ids=["@ is an asset", "# is a ticket"],
)
def test_a_sign_before_the_words_names_the_kind(
    palette: Palette, qtbot: QtBot, typed: str, kinds: set[str]
) -> None:
    _type(palette, typed, qtbot)
    qtbot.waitUntil(lambda: {item.about for item in palette.items()} == kinds)


def test_commands_alone_and_one_of_them_is_run(office: Office, palette: Palette, qtbot: QtBot) -> None:
    _type(palette, ">journal", qtbot)
    qtbot.waitUntil(lambda: "Journal" in _titles(palette))
    assert _titles(palette)[0] == "Journal"
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: office.window.page is not None and office.window.page.id == "history")


def test_arrows_go_round_over_headings(palette: Palette, qtbot: QtBot) -> None:
    _type(palette, ">theme", qtbot)
    qtbot.waitUntil(lambda: len(_titles(palette)) >= 3)
    count, first = len(_titles(palette)), palette.view.currentIndex().row()
    rows = []
    for _ in range(count):
        rows.append(palette.view.currentIndex().row())
        qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    assert len(set(rows)) == count and palette.view.currentIndex().row() == first
    qtbot.keyClick(palette.field, Qt.Key.Key_Up)
    assert palette.view.currentIndex().row() == max(rows)


def test_a_row_is_run_by_a_click(office: Office, palette: Palette, qtbot: QtBot) -> None:
    _type(palette, ">settings", qtbot)
    qtbot.waitUntil(lambda: _titles(palette)[:1] == ["Settings"])
    place = palette.view.visualRect(palette.view.currentIndex()).center()
    qtbot.mouseClick(palette.view.viewport(), LEFT, pos=place)
    qtbot.waitUntil(lambda: office.window.page is not None and office.window.page.id == "settings")


def test_names_are_shown_as_they_are(
    office: Office, palette: Palette, qtbot: QtBot, other_desk: Desk
) -> None:
    suppliers = other_desk.keepers["supplier"]
    with other_desk.write("add supplier") as unit:
        suppliers.add(unit, suppliers.parse({"name": HOSTILE}))
    palette.field.setText("株式会社")
    palette.field.textEdited.emit("株式会社")
    qtbot.waitUntil(lambda: any(HOSTILE in title for title in _titles(palette)))


def test_nothing_found_runs_nothing(office: Office, palette: Palette, qtbot: QtBot) -> None:
    page = office.window.page
    _type(palette, "qqqqzzzz", qtbot)
    qtbot.waitUntil(lambda: _titles(palette) == [] and not office.context.tasks.running)
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert office.window.page is page and palette.isVisible()


def test_it_stays_over_a_window_that_is_resized(office: Office, palette: Palette, qtbot: QtBot) -> None:
    office.window.resize(1000, 620)
    qtbot.waitUntil(lambda: palette.size() == office.window.size())
