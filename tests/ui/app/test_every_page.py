"""Every page and dialog: each control has a name, can be reached by Tab, and speaks the person's language."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from itdesk.ui.app.office import Office
from itdesk.ui.shell.page import Page

PAGES = (
    "overview", "tickets", "assets", "people", "network", "maintenance", "knowledge", "reports",
    "imports", "history", "settings",
)  # fmt: skip
CONTROLS = (
    QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QAbstractItemView, QPlainTextEdit, QTextEdit,
)  # fmt: skip


@pytest.fixture(params=PAGES)
def page(
    request: pytest.FixtureRequest,
    open_office: Callable[..., Office],
    settled: Callable[[Office], Page],
) -> Page:
    """Each page in turn, with what it reads and its detail."""
    return settled(open_office(request.param))


def _seen(widget: QWidget) -> list[QWidget]:
    """Widgets on screen, those inside of composite Qt widgets left out."""
    found = [w for w in widget.findChildren(QWidget) if w.isVisible() and w.isEnabled()]
    return [w for w in found if not (w.objectName() or "").startswith("qt_")]


def _is_part_of_another(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    return isinstance(parent, (QComboBox, QAbstractSpinBox)) or isinstance(
        parent.parentWidget() if parent is not None else None, QComboBox
    )


def _spoken(widget: QWidget) -> str:
    """What a screen reader has to say: a name, or the words on it."""
    if widget.accessibleName():
        return widget.accessibleName()
    if isinstance(widget, (QAbstractButton, QGroupBox)):
        return widget.text() if isinstance(widget, QAbstractButton) else widget.title()
    buddies = [label for label in widget.window().findChildren(QLabel) if label.buddy() is widget]
    return buddies[0].text() if buddies else ""


def test_each_control_has_a_name(page: Page) -> None:
    nameless = [
        f"{type(widget).__name__} {widget.objectName()} in {type(widget.parentWidget()).__name__}"
        for widget in _seen(page.window())
        if isinstance(widget, CONTROLS)
        and widget.focusPolicy() is not Qt.FocusPolicy.NoFocus
        and not _is_part_of_another(widget)
        and not _spoken(widget).strip()
    ]
    assert nameless == []


def _walk(window: QWidget, qtbot: QtBot) -> list[QWidget]:
    """The widgets that Tab reaches from where the focus is, until it comes round."""
    reached: list[QWidget] = []
    for _ in range(400):
        focus = QApplication.focusWidget()
        assert focus is not None
        if focus in reached:
            break
        reached.append(focus)
        if isinstance(focus, (QPlainTextEdit, QTextEdit)) and not focus.tabChangesFocus():
            focus.nextInFocusChain()
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    return reached


def test_tab_reaches_each_control_and_comes_round(page: Page, qtbot: QtBot) -> None:
    window = page.window()
    reached = _walk(window, qtbot)
    policy = Qt.FocusPolicy.TabFocus
    missing = [
        f"{type(widget).__name__} “{_spoken(widget)}”"
        for widget in _seen(window)
        if isinstance(widget, CONTROLS)
        and (widget.focusPolicy() & policy) == policy
        and not _is_part_of_another(widget)
        and widget not in reached
        and widget.focusProxy() not in reached
        and not widget.visibleRegion().isEmpty()
    ]
    assert missing == []
    assert len(reached) > 5
