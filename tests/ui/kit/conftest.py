"""The look of the application for widgets on their own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from itdesk.ui.kit.theme import ThemeManager

W = TypeVar("W", bound=QWidget)


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
