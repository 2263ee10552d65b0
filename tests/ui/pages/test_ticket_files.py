"""Files kept with a ticket: attached, offered however many they are, and saved again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from itdesk.desk import Desk
from itdesk.store.attachments import attached
from itdesk.ui.app.office import Office
from itdesk.ui.pages.tickets.detail import TicketDetail
from itdesk.ui.pages.tickets.page import TicketsPage
from tests.disks import mounted
from tests.records import add, take_back
from tests.ui.pages.ticket_pages import ENTER, go_to, press, said, tickets_page, words

LONG = "とても長い名前の添付ファイル" * 12


@pytest.fixture
def ticket(other_desk: Desk) -> int:
    return add(other_desk, "ticket", subject="Jam in tray 2")


@pytest.fixture
def tickets(ticket: int, open_office: Callable[..., Office], qtbot: QtBot) -> TicketsPage:
    return tickets_page(open_office, qtbot)


@pytest.fixture
def detail(tickets: TicketsPage, ticket: int, qtbot: QtBot) -> TicketDetail:
    return go_to(tickets, qtbot, ticket)


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_every_file_of_a_ticket_can_be_reached_and_a_long_name_gives_way(
    detail: TicketDetail, ticket: int, other_desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    width = detail.width()
    for number in range(7):
        path = tmp_path / f"{number} & {LONG[:60]}.png"
        path.write_bytes(b"picture %d" % number)
        detail.attach(str(path))
    qtbot.waitUntil(lambda: len(attached(other_desk.store.engine, "ticket", ticket)) == 7)
    qtbot.waitUntil(lambda: len([text for text in words(detail.head) if ".png · 9 B" in text]) == 3)
    assert (detail.width(), detail.minimumSizeHint().width() <= width) == (width, True)
    press(qtbot, detail.head, "4 more files…")
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [action.text()[:4] for action in menu.actions()] == ["3 &&", "4 &&", "5 &&", "6 &&"]
    qtbot.keyClick(menu, Qt.Key.Key_Up)
    with qtbot.waitSignal(detail.head.file_asked) as asked:
        qtbot.keyClick(menu, ENTER)
    assert asked.args is not None and asked.args[0] == f"6 & {LONG[:60]}.png"
    dialog = detail.window().findChild(QFileDialog)
    assert dialog is not None
    dialog.reject()


def test_a_file_that_is_not_there_is_said_and_nothing_is_kept(
    tickets: TicketsPage, detail: TicketDetail, ticket: int, other_desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    head = other_desk.store.head()
    detail.attach(str(tmp_path / "gone.png"))
    qtbot.waitUntil(lambda: any("gone.png" in text for text in said(tickets)))
    assert attached(other_desk.store.engine, "ticket", ticket) == [] and other_desk.store.head() == head


def test_the_paperclip_asks_for_a_file(detail: TicketDetail, qtbot: QtBot) -> None:
    press(qtbot, detail.composer, "Attach a file…")
    dialog = detail.window().findChild(QFileDialog)
    assert dialog is not None and dialog.isVisible()
    dialog.reject()


@pytest.mark.parametrize(
    ("name", "kept_as"),
    [
        ("図 & 写真.png", "図 & 写真.png"), ("no ending", "no ending"), ("%1 {name}.log", "%1 {name}.log"),
        ("a" * 220 + ".txt", "a" * 196 + ".txt"), (".hidden", "hidden"),
    ],
    ids=["script", "no-ending", "marks", "long", "hidden"],
)  # fmt: skip
def test_a_file_keeps_its_name_and_its_bytes(
    tickets: TicketsPage,
    detail: TicketDetail,
    ticket: int,
    other_desk: Desk,
    qtbot: QtBot,
    tmp_path: Path,
    name: str,
    kept_as: str,
) -> None:
    path, copy = tmp_path / name, tmp_path / "copy"
    path.write_bytes(bytes(range(256)) * 40)
    detail.attach(str(path))
    qtbot.waitUntil(lambda: f"{kept_as} · 10.0 KiB" in words(detail.head))
    assert f"{name} attached" in said(tickets)
    (kept,) = attached(other_desk.store.engine, "ticket", ticket)
    detail.save_copy(kept.sha256, str(copy))
    qtbot.waitUntil(lambda: "copy saved" in said(tickets))
    assert copy.read_bytes() == path.read_bytes()


def test_an_attached_file_is_taken_back_like_all_else(
    tickets: TicketsPage, detail: TicketDetail, other_desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "photo.png"
    path.write_bytes(b"picture")
    detail.attach(str(path))
    qtbot.waitUntil(lambda: "photo.png · 7 B" in words(detail.head))
    take_back(other_desk, other_desk.store.head())
    qtbot.waitUntil(lambda: "photo.png · 7 B" not in words(detail.head))


def test_a_copy_that_finds_no_room_is_said_and_leaves_no_half_file(
    tickets: TicketsPage, detail: TicketDetail, ticket: int, other_desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "film.bin"
    path.write_bytes(bytes(3 << 20))
    detail.attach(str(path))
    qtbot.waitUntil(lambda: "film.bin · 3.0 MiB" in words(detail.head))
    (kept,) = attached(other_desk.store.engine, "ticket", ticket)
    with mounted(tmp_path / "small", "size=1m") as small:
        detail.save_copy(kept.sha256, str(small / "copy.bin"))
        qtbot.waitUntil(lambda: any("No space left" in text for text in said(tickets)))
        assert list(small.iterdir()) == []
