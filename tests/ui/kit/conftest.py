"""The look of the application for widgets on their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from itdesk.ui.kit.theme import Mode, ThemeManager
from itdesk.ui.start import application

W = TypeVar("W", bound=QWidget)


@pytest.fixture
def look(qtbot: QtBot) -> Iterator[ThemeManager]:
    """Light, at 100 %."""
    made = ThemeManager(application(), Mode.LIGHT)
    yield made
    made.deleteLater()


@pytest.fixture
def shown(qtbot: QtBot, look: ThemeManager) -> Callable[[W], W]:
    """shown(widget) → the widget on screen with the focus it takes."""

    def show(widget: W) -> W:
        qtbot.addWidget(widget)
        widget.show()
        qtbot.waitExposed(widget)
        widget.activateWindow()
        return widget

    return show
