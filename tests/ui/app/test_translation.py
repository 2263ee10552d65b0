"""A made-up language: whatever a person reads, and is no data, comes through tr()."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from itdesk.ui.app.program import Program
from itdesk.ui.kit.buttons import NameButton
from itdesk.ui.kit.month_grid import ChipButton

OPEN, CLOSE = "⟦", "⟧"


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


def untranslated(window: QWidget) -> list[str]:
    """Words on visible buttons that did not come through tr(); names of records are data."""
    found: list[str] = []
    for button in window.findChildren(QAbstractButton):
        if isinstance(button, (NameButton, ChipButton)):
            continue
        text = button.text().strip()
        if button.isVisible() and text and any(c.isalpha() for c in text) and OPEN not in text:
            found.append(f"{type(button).__name__} {button.objectName()}: {text}")
    return found


def test_buttons_of_every_page_are_translated(
    pseudo: Pseudo, program: Program, place: str, qtbot: QtBot
) -> None:
    program.show_place(place, "assets")
    office = program.office
    assert office is not None
    window = office.window
    qtbot.waitExposed(window)
    missing: dict[str, list[str]] = {}
    for page in [entry.id for entry in window.entries]:
        assert window.show_page(page)
        QCoreApplication.processEvents()
        words = untranslated(window)
        if words:
            missing[page] = words
    assert missing == {}
