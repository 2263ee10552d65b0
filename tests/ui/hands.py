"""What a person does and sees in a window: press a button, answer a dialog, read what stands there."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from itdesk.ui.app.office import Office
from itdesk.ui.kit.messages import Message
from itdesk.ui.kit.record_list import RecordList

D = TypeVar("D", bound=QDialog)
LEFT = Qt.MouseButton.LeftButton


def words(widget: QWidget) -> list[str]:
    """Every word on screen of labels and buttons."""
    found = [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]
    return [*found, *(button.accessibleName() for button in buttons(widget))]


def buttons(widget: QWidget) -> list[QAbstractButton]:
    """The buttons on screen."""
    return [b for b in widget.findChildren(QAbstractButton) if b.isVisibleTo(widget)]


def press(qtbot: QtBot, widget: QWidget, name: str) -> None:
    """Click the one button of this name, once it is there and can be pressed."""

    def pressed() -> bool:
        named = [b for b in buttons(widget) if b.accessibleName() == name and b.isEnabled()]
        if len(named) == 1:
            qtbot.mouseClick(named[0], LEFT)
        return len(named) == 1

    qtbot.waitUntil(pressed)


def answer(qtbot: QtBot, wanted: type[D]) -> D:
    """The dialog of this class, once it takes keys."""

    def opened() -> list[D]:
        found = [w for w in QApplication.topLevelWidgets() if isinstance(w, wanted) and w.isVisible()]
        return [w for w in found if w.isActiveWindow()]

    qtbot.waitUntil(lambda: len(opened()) == 1)
    return opened()[0]


def come_back(qtbot: QtBot, window: QWidget) -> None:
    """The offscreen platform has no window manager that brings the window back after a dialog."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def click_head(qtbot: QtBot, rows: RecordList, column: str) -> None:
    """Click a column's header."""
    head = rows.view.horizontalHeader()
    place = [c.name for c in rows.model.columns].index(column)
    assert not head.isSectionHidden(place), column
    at = QPoint(head.sectionViewportPosition(place) + head.sectionSize(place) // 2, head.height() // 2)
    qtbot.mouseClick(head.viewport(), LEFT, pos=at)


def said(office: Office) -> list[Message]:
    """What the message channel said, oldest first."""
    return office.context.messages.log


def last_said(office: Office) -> str:
    """The last message in words."""
    message = said(office)[-1]
    return f"{message.head} {message.rest}".strip()
