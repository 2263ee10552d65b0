"""A demo office in its window, with real keys and clicks; nothing is drawn on a screen."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from pytestqt.qtbot import QtBot

from itdesk.desk.demo import Size, make_demo
from itdesk.desk.desk import Desk
from itdesk.ui.app.office import Office
from itdesk.ui.app.person_state import PersonState
from itdesk.ui.app.program import Program
from itdesk.ui.app.record_detail import RecordDetail
from itdesk.ui.kit.theme import Mode, ThemeManager
from itdesk.ui.pages.list_page import ListPage
from itdesk.ui.pages.several import SeveralLists
from itdesk.ui.shell.page import Page
from itdesk.ui.start import application
from tests.postgres import PostgresServer
from tests.ui.patience import PatientBot

SMALL = Size(assets=60, people=20, tickets=80, devices=6)


@pytest.fixture
def qtbot(request: pytest.FixtureRequest, qapp: object) -> QtBot:
    """pytest-qt's own, with more patience."""
    return PatientBot(request)


@pytest.fixture
def look(qtbot: QtBot) -> Iterator[ThemeManager]:
    """Light, at 100 %, and so again for whoever comes next."""
    made = ThemeManager(application(), Mode.LIGHT)
    yield made
    made.set_mode(Mode.LIGHT)
    made.set_percent(100)
    made.deleteLater()


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo desk that is made once; tests work on copies."""
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    desk = Desk.open(str(path), origin="test", create=True)
    make_demo(desk, SMALL, 1)
    desk.close()
    return path


@pytest.fixture(scope="session")
def demo_template(postgres_server: PostgresServer) -> str:
    """The name of a database with the demo desk: tests on a server work on copies."""
    url = postgres_server.create()
    desk = Desk.open(url, origin="test", create=True)
    make_demo(desk, SMALL, 1)
    desk.close()
    return url.rpartition("/")[2]


@pytest.fixture
def server_place(request: pytest.FixtureRequest) -> Iterator[str]:
    """A desk of this test's own on a server."""
    server: PostgresServer = request.getfixturevalue("postgres_server")
    url = server.create(request.getfixturevalue("demo_template"))
    yield url
    server.drop(url)


@pytest.fixture
def place(request: pytest.FixtureRequest, demo_file: Path, tmp_path: Path) -> str:
    """A desk of this test's own: in a file, or on a server where ITDESK_TEST_OFFICE says "server".

    The few tests that show what a file answers on the spot, and those of files as such, fail on a server.
    """
    if os.environ.get("ITDESK_TEST_OFFICE") == "server":
        return str(request.getfixturevalue("server_place"))
    copy = tmp_path / "office.db"
    shutil.copy(demo_file, copy)
    return str(copy)


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path) -> Iterator[Program]:
    """The program without a daemon, with nothing remembered."""
    made = Program(application(), PersonState(tmp_path / "window.ini"))
    made.theme.set_mode(Mode.LIGHT)
    made.with_daemon = False
    yield made
    made.shut_down()
    qtbot.wait(0)
    made.deleteLater()


@pytest.fixture
def open_office(program: Program, place: str, qtbot: QtBot) -> Callable[..., Office]:
    """open_office(page="assets") → the office's window, shown on that page."""

    def opened(page: str = "assets", at: str = "") -> Office:
        program.show_place(at or place, page)
        qtbot.waitUntil(lambda: program.office is not None)
        office = program.office
        assert office is not None
        office.window.resize(1440, 900)
        qtbot.waitExposed(office.window)
        office.window.activateWindow()
        qtbot.waitUntil(office.window.isActiveWindow)
        return office

    return opened


@pytest.fixture
def settled(qtbot: QtBot) -> Callable[[Office], Page]:
    """settled(office) → the page in front with its rows, its detail, and nothing left to read."""

    def wait(office: Office) -> Page:
        page = office.window.page
        assert page is not None
        front = page.front if isinstance(page, SeveralLists) else page
        if isinstance(front, ListPage):
            qtbot.waitUntil(lambda: front.list.model.row_at(0) is not None)
            detail = front.slot.detail
            if isinstance(detail, RecordDetail):
                qtbot.waitUntil(lambda: detail.shown is not None)
        qtbot.waitUntil(lambda: not office.context.tasks.running)
        return page

    return wait


@pytest.fixture
def assets(open_office: Callable[..., Office], qtbot: QtBot) -> ListPage:
    """The page Assets with its rows."""
    page = open_office("assets").window.page
    assert isinstance(page, ListPage)
    qtbot.waitUntil(lambda: bool(page.list.model.count()))
    return page


@pytest.fixture
def other_desk(place: str) -> Iterator[Desk]:
    """Somebody else at the same desk: another process, in effect."""
    desk = Desk.open(place, origin="cli", actor="somebody")
    yield desk
    desk.close()
