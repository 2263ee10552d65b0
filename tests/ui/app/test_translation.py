"""A made-up language: whatever a person reads, and is no data, comes through tr()."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)

from itdesk.desk import Desk
from itdesk.ui.app.office import Office
from itdesk.ui.app.program import Program
from itdesk.ui.kit.buttons import NameButton
from itdesk.ui.kit.month_grid import ChipButton
from itdesk.ui.kit.query_chip import QueryChip
from itdesk.ui.shell.page import Page

OPEN, CLOSE = "⟦", "⟧"
DATA = (NameButton, ChipButton, QueryChip)
"""Widgets whose words are names of records, or a person's own query."""
NOTATION = re.compile(
    r"\d{1,2} [A-Z][a-z]{2}( \d{4})?( \d\d:\d\d)?|[A-Z][a-z]+ \d{4}"  # 3 Nov 2026 14:30, November 2026
    r"|(\d+ (d|h|min|s|ms) ?)+|[\d.,]+ [KMGT]iB( / [\d.,]+ [KMGT]iB)?|[A-Z]{1,2}-\d+|FREQ=[A-Z0-9=;,-]+"
)
"""Dates, spans of time, sizes, numbers of records and rules are written alike in every language."""

KEYS = re.compile(r"\(?\b(?:(?:Ctrl|Shift|Alt)\+)*(?:[A-Z]|F?\d{1,2}|Enter|Esc)(?:/[A-Z])?\b\)?(?=\s|$)")
"""What stands on the keys themselves."""


class Pseudo(QTranslator):
    """Every text in brackets, longer than it was."""

    def translate(self, context: str, text: str, disambiguation: str | None = None, n: int = -1) -> str:
        return f"{OPEN}{text}·{CLOSE}" if text else ""

    def isEmpty(self) -> bool:
        return False


@pytest.fixture
def pseudo(qapp: QApplication) -> Iterator[Pseudo]:
    translator = Pseudo()
    QCoreApplication.installTranslator(translator)
    yield translator
    QCoreApplication.removeTranslator(translator)


@pytest.fixture
def data(other_desk: Desk) -> set[str]:
    """Every text that the desk holds, and the words around it that are names."""
    found = {"itdesk", "root", other_desk.actor, str(other_desk.settings["office-name"])}
    for kind in other_desk.store.schema.catalogue:
        keys = other_desk.lists.ids(kind.name, other_desk.query(kind.name, ""))
        for row in other_desk.lists.rows(kind.name, keys, tuple(kind)):
            values = [*row.values.values(), *row.labels.values()]
            found.update(str(value).strip() for value in values if isinstance(value, str))
    return found


def _words(widget: QWidget) -> Iterator[str]:
    """What a person reads on one widget."""
    if isinstance(widget, (QLabel, QAbstractButton)):
        yield widget.text()
    if isinstance(widget, (QLineEdit, QPlainTextEdit, QTextEdit)):
        yield widget.placeholderText()
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(place) for place in range(widget.count()))
    if isinstance(widget, QTabBar):
        yield from (widget.tabText(place) for place in range(widget.count()))
    if isinstance(widget, QHeaderView) and (model := widget.model()) is not None:
        shown = (place for place in range(widget.count()) if not widget.isSectionHidden(place))
        yield from (str(model.headerData(place, widget.orientation()) or "") for place in shown)
    yield re.sub("<[^>]*>", "", widget.toolTip())


def _without_brackets(text: str) -> str:
    """What is left once everything that came through tr() is taken out, innermost first."""
    while (shorter := re.sub(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}", "", text)) != text:
        text = shorter
    return text


def _is_data(text: str, data: set[str]) -> bool:
    return text in data or any(value.startswith(text.rstrip("…")) for value in data)


def untranslated(window: QWidget, data: set[str]) -> set[str]:
    """Visible words that neither came through tr() nor lie in the desk."""
    found: set[str] = set()
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or isinstance(widget, DATA):
            continue
        for text in _words(widget):
            for part in re.split(r" · |\n|, (?=\d{1,2} [A-Z])", _without_brackets(text)):
                bare = part.strip("\u2002 ,")
                letters = any(letter.isalpha() for letter in KEYS.sub("", bare))
                if letters and not NOTATION.fullmatch(bare):
                    found |= set() if _is_data(bare, data) else {f"{type(widget).__name__}: {bare}"}
    return found


PAGES = (
    "overview", "tickets", "assets", "people", "network", "maintenance", "knowledge", "reports",
    "imports", "history", "settings",
)  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_every_word_of_a_page_is_translated_or_data(
    pseudo: Pseudo,
    open_office: Callable[..., Office],
    settled: Callable[[Office], Page],
    place: str,
    data: set[str],
    page: str,
) -> None:
    office = open_office(page)
    settled(office)
    data = data | {place, place.rpartition("/")[2]}
    assert untranslated(office.window, data) == set()


@pytest.mark.parametrize("kind", ["asset", "person", "place", "supplier", "ticket", "plan", "work-order"])
def test_every_word_of_a_form_is_translated(
    pseudo: Pseudo, open_office: Callable[..., Office], data: set[str], kind: str
) -> None:
    from itdesk.ui.app.record_editor import RecordEditor

    office = open_office("overview")
    editor = RecordEditor(office.context, kind, office.window)
    editor.new()
    assert editor.dialog is not None
    assert untranslated(editor.dialog, data) == set()
    editor.dialog.reject()


def test_every_word_of_the_first_run_is_translated(
    pseudo: Pseudo, program: Program, tmp_path: object
) -> None:
    program.show_place(f"{tmp_path}/none.db")
    assert program.door is not None
    assert untranslated(program.door, {f"{tmp_path}/none.db", "none.db", str(tmp_path), "itdesk"}) == set()


def test_every_command_of_the_palette_is_translated(
    pseudo: Pseudo, open_office: Callable[..., Office]
) -> None:
    office = open_office("assets")
    titles = [command.title for command in office.window.commands.all()]
    assert len(titles) > 20
    assert [title for title in titles if OPEN not in title] == []
