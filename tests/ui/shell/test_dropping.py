"""A file that is let go over the window: copied, never taken away, and nothing else is a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from itdesk.ui.shell.dropping import FileDrop

ACTIONS = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction | Qt.DropAction.LinkAction
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


class Taken:
    """Writes down the paths that were dropped."""

    def __init__(self, window: QWidget) -> None:
        self.paths: list[str] = []
        FileDrop(window).dropped.connect(self.paths.append)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(300, 200)
    made.show()
    qtbot.waitExposed(made)
    return made


def files(*urls: str) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl(url) for url in urls])
    return data


def let_go(
    window: QWidget, data: QMimeData, proposed: Qt.DropAction = Qt.DropAction.CopyAction
) -> Qt.DropAction | None:
    """What the window says that it did with `data`; None if it did not take it."""
    if not dragged_in(window, data):
        return None
    event = QDropEvent(QPointF(20, 20), ACTIONS, data, LEFT, NONE)
    event.setDropAction(proposed)
    event.ignore()
    QApplication.sendEvent(window, event)
    return event.dropAction() if event.isAccepted() else None


def dragged_in(window: QWidget, data: QMimeData) -> bool:
    """Whether the window says that it would take `data`."""
    event = QDragEnterEvent(QPoint(20, 20), ACTIONS, data, LEFT, NONE)
    event.ignore()
    QApplication.sendEvent(window, event)
    return event.isAccepted()


def test_a_file_is_taken_by_its_path(window: QWidget, tmp_path: Path) -> None:
    taken = Taken(window)
    path = tmp_path / "Inventar 2026 – größe 東京 100%.csv"
    assert let_go(window, files(QUrl.fromLocalFile(str(path)).toString())) is not None
    assert taken.paths == [str(path)]


def test_of_several_files_the_first_is_taken(window: QWidget) -> None:
    taken = Taken(window)
    let_go(window, files("https://example.org/x.csv", "file:///one.csv", "file:///two.csv"))
    assert taken.paths == ["/one.csv"]


@pytest.mark.parametrize("urls", [(), ("https://example.org/x.csv",), ("mailto:a@example.org",), ("",)])
def test_what_is_no_file_here_is_left_alone(window: QWidget, urls: tuple[str, ...]) -> None:
    taken = Taken(window)
    assert not dragged_in(window, files(*urls))
    assert let_go(window, files(*urls)) is None
    assert taken.paths == []


def test_words_are_no_file(window: QWidget) -> None:
    taken, data = Taken(window), QMimeData()
    data.setText("/etc/passwd")
    assert let_go(window, data) is None and taken.paths == []


def test_nothing_is_taken_before_it_is_let_go(window: QWidget) -> None:
    taken, data = Taken(window), files("file:///one.csv")
    assert dragged_in(window, data)
    move = QDragMoveEvent(QPoint(30, 30), ACTIONS, data, LEFT, NONE)
    move.ignore()
    QApplication.sendEvent(window, move)
    assert move.isAccepted() and taken.paths == []


@pytest.mark.parametrize("proposed", [Qt.DropAction.MoveAction, Qt.DropAction.LinkAction])
def test_the_file_is_copied_also_where_a_move_was_meant(window: QWidget, proposed: Qt.DropAction) -> None:
    taken = Taken(window)
    done = let_go(window, files("file:///one.csv"), proposed)
    assert done is Qt.DropAction.CopyAction, "or the file manager would take it away"
    assert taken.paths == ["/one.csv"]
