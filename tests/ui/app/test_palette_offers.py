"""What the palette offers for what is typed: kinds by their mark, exact refs first, keys as pressed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from pytestqt.qtbot import QtBot

from itdesk.desk import Desk
from itdesk.ui.app.office import Office
from itdesk.ui.app.palette_offers import MOST_OF_A_KIND, keys_of
from itdesk.ui.shell.palette import Palette
from tests.records import add
from tests.ui.app.story.panes import list_of
from tests.ui.hands import words


@pytest.fixture
def office(open_office: Callable[..., Office]) -> Office:
    return open_office("assets")


@pytest.fixture
def palette(office: Office, qtbot: QtBot) -> Palette:
    office.open_palette()
    qtbot.waitUntil(office.palette.field.hasFocus)
    return office.palette


def _typed(palette: Palette, text: str, qtbot: QtBot) -> None:
    """Put the text in as keys do, and wait until all that it finds is there."""
    palette.field.clear()
    palette.field.insert(text)
    palette.field.textEdited.emit(text)
    mark = text[:1] == ">" or not text.strip("@# ")
    if not mark:
        qtbot.waitUntil(lambda: any("results in" in word for word in words(palette)))


def _offered(palette: Palette) -> list[tuple[str, str]]:
    """(what kind of thing, title)"""
    return [(item.about, item.title) for item in palette.items()]


# --- keys ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("shortcut", "keys"),
    [
        ("", ()),
        ("E", ("E",)),
        ("Ctrl+K", ("Ctrl", "K")),
        ("Ctrl+Shift+I", ("Ctrl", "Shift", "I")),
        ("Ctrl++", ("Ctrl", "+")),
        ("Ctrl+-", ("Ctrl", "-")),
        ("+", ("+",)),
        ("Ctrl+Shift++", ("Ctrl", "Shift", "+")),
    ],
)
def test_a_shortcut_is_its_keys_one_by_one(shortcut: str, keys: tuple[str, ...]) -> None:
    assert keys_of(shortcut) == keys


@given(
    held=st.lists(st.sampled_from(["Ctrl", "Shift", "Alt"]), unique=True),
    last=st.sampled_from(["A", "+", "-", "F5", "Del", "Return", ",", "1"]),
)
def test_the_keys_make_the_shortcut_again(held: list[str], last: str) -> None:
    shortcut = "+".join([*held, last])
    assert keys_of(shortcut) == (*held, last)
    assert not QKeySequence("+".join(keys_of(shortcut))).isEmpty()


def test_every_command_of_every_page_has_whole_keys(office: Office, palette: Palette, qtbot: QtBot) -> None:
    palette.dismiss()
    for entry in office.window.entries:
        office.window.show_page(entry.id)
        for command in office.window.commands.all():
            assert all(keys_of(command.shortcut)), command.id


# --- commands -----------------------------------------------------------------------------------
def test_the_larger_text_shows_both_of_its_keys(palette: Palette, qtbot: QtBot) -> None:
    _typed(palette, ">larger text", qtbot)
    qtbot.waitUntil(lambda: palette.items()[:1] != [] and palette.items()[0].title == "Larger text")
    assert palette.items()[0].keys == ("Ctrl", "+")


def test_after_the_mark_there_are_commands_alone(palette: Palette, other_desk: Desk, qtbot: QtBot) -> None:
    add(other_desk, "asset", tag="Export-1", type="laptop", name="Export this")
    _typed(palette, ">export", qtbot)
    qtbot.waitUntil(lambda: any(title.startswith("Export this list") for _, title in _offered(palette)))
    assert not any("Export-1" in title for _, title in _offered(palette))


def test_nothing_typed_offers_commands_at_once(palette: Palette, qtbot: QtBot) -> None:
    assert len(palette.items()) > 5 and not any(word.endswith(" ms") for word in words(palette))


# --- records ------------------------------------------------------------------------------------
@pytest.mark.parametrize("mark", ["@", "#"])
def test_a_mark_alone_offers_nothing_yet(palette: Palette, qtbot: QtBot, mark: str) -> None:
    _typed(palette, mark, qtbot)
    qtbot.waitUntil(lambda: palette.items() == [])


def test_a_mark_keeps_to_its_kind(palette: Palette, other_desk: Desk, qtbot: QtBot) -> None:
    add(other_desk, "asset", tag="ZZ-1", type="laptop", name="Quasar")
    add(other_desk, "ticket", subject="Quasar is broken")
    add(other_desk, "supplier", name="Quasar Ltd")
    every = {"Asset", "Ticket", "Supplier"}
    for text, kinds in (("@quasar", {"Asset"}), ("#quasar", {"Ticket"}), ("quasar", every)):
        _typed(palette, text, qtbot)
        qtbot.waitUntil(lambda want=kinds: {about for about, _ in _offered(palette)} >= want)
        assert {about for about, _ in _offered(palette)} == kinds, text


def test_an_exact_tag_comes_before_commands_and_others_after_them(
    palette: Palette, other_desk: Desk, qtbot: QtBot
) -> None:
    add(other_desk, "asset", tag="Light", type="laptop")
    _typed(palette, "light", qtbot)
    qtbot.waitUntil(lambda: ("Asset", "Light") in _offered(palette))
    assert _offered(palette)[0] == ("Asset", "Light")
    _typed(palette, "ligh", qtbot)
    qtbot.waitUntil(lambda: _offered(palette)[0][1] == "Light theme")


def test_of_one_kind_no_more_than_a_few_are_offered(palette: Palette, other_desk: Desk, qtbot: QtBot) -> None:
    for number in range(MOST_OF_A_KIND + 4):
        add(other_desk, "asset", tag=f"QX-{number}", type="laptop", name="Quasar")
    add(other_desk, "supplier", name="Quasar Ltd")
    _typed(palette, "quasar", qtbot)
    qtbot.waitUntil(lambda: any(about == "Supplier" for about, _ in _offered(palette)))
    assert sum(about == "Asset" for about, _ in _offered(palette)) == MOST_OF_A_KIND


@pytest.mark.parametrize(
    "name", ["中村 雪", "أحمد", "<b>bold</b> & co", "100% _sure*", "O'Neil \"x\""],
    ids=["Japanese", "Arabic", "markup", "marks", "quotes"],
)  # fmt: skip
def test_any_name_is_found_shown_as_it_is_and_opened(
    office: Office, palette: Palette, other_desk: Desk, qtbot: QtBot, name: str
) -> None:
    key = add(other_desk, "supplier", name=name)
    _typed(palette, name, qtbot)

    def found() -> list[Callable[[], object]]:
        return [i.run for i in palette.items() if i.about == "Supplier" and i.title.endswith(name)]

    qtbot.waitUntil(lambda: len(found()) == 1)
    found()[0]()
    qtbot.waitUntil(lambda: list_of(office).kind_name == "supplier" and list_of(office).current_id() == key)


@pytest.mark.parametrize("text", ["@'; drop table asset; --", '"', "%", "*", "((((", "\\", "x" * 5_000])
def test_what_is_no_name_finds_nothing_and_breaks_nothing(
    office: Office, palette: Palette, qtbot: QtBot, text: str
) -> None:
    _typed(palette, text, qtbot)
    qtbot.waitUntil(lambda: not office.context.tasks.running)
    assert office.context.messages.log == [] and palette.isVisible()
    qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    assert not palette.isVisible()
