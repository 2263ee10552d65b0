"""Rows over the store: on the spot from a file, later from a server or from the past."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence

import pytest
from pytestqt.qtbot import QtBot

from itdesk.desk.demo import make_demo
from itdesk.desk.desk import Desk
from itdesk.ui.app.context import DeskContext
from itdesk.ui.app.office import Office
from itdesk.ui.app.source import FirstScreen, ListReader, ListSource
from itdesk.ui.kit.rows import Row
from itdesk.ui.pages.list_page import ListPage
from tests.ui.conftest import SMALL


class Sink:
    """Writes down what a source says."""

    def __init__(self) -> None:
        self.windows: list[tuple[int, int]] = []
        self.counted = 0
        self.errors: list[Exception] = []

    def rows_arrived(self, first: int, rows: Sequence[Row]) -> None:
        self.windows.append((first, len(rows)))

    def count_changed(self) -> None:
        self.counted += 1

    def source_failed(self, error: Exception) -> None:
        self.errors.append(error)


def _reader(context: DeskContext, at: int | None = None) -> ListReader:
    desk, kind = context.desk, context.kind("asset")
    columns = tuple(kind.column(name) for name in ("tag", "status", "person"))
    return ListReader(desk, kind, desk.query("asset", ""), columns, _plain, at=at)


def _plain(row: object, cells: dict) -> dict:  # type: ignore[type-arg]
    return cells


def _short(reader: ListReader, rows: int) -> FirstScreen[ListReader]:
    """A first screen of few rows, as if the list were long."""
    ids = reader.all_ids()[:rows]
    return FirstScreen(reader, ids, reader.rows(ids), is_all=False)


def test_a_first_screen_is_shown_while_the_rest_is_counted(assets: ListPage, qtbot: QtBot) -> None:
    context, sink = assets.context, Sink()
    source = ListSource(context, _short(_reader(context), 10))
    source.listen(sink)
    assert (source.known(), source.count()) == (10, None)
    qtbot.waitUntil(lambda: source.count() == 60)
    assert source.known() == 60
    assert sink.counted == 1


def test_a_local_desk_answers_on_the_spot(assets: ListPage, qtbot: QtBot) -> None:
    context, sink = assets.context, Sink()
    source = ListSource(context, _short(_reader(context), 10))
    source.listen(sink)
    qtbot.waitUntil(lambda: source.count() == 60)
    source.request(40, 49)
    assert sink.windows == [(40, 10)]
    assert source.cached(40).ref == str(source.cached(40).cell("tag").value)
    source.request(40, 49)
    assert sink.windows == [(40, 10)]


def test_the_past_answers_later_and_is_asked_once(assets: ListPage, qtbot: QtBot) -> None:
    context, sink = assets.context, Sink()
    now = context.desk.store.clock.now()
    source = ListSource(context, _short(_reader(context, at=now), 10))
    source.listen(sink)
    qtbot.waitUntil(lambda: source.count() == 60)
    source.request(20, 29)
    source.request(20, 29)
    assert source.cached(20) is None
    qtbot.waitUntil(lambda: source.cached(20) is not None)
    assert sink.windows == [(20, 10)]


def test_a_record_that_is_gone_keeps_its_row_until_the_list_is_read_again(assets: ListPage) -> None:
    reader = _reader(assets.context)
    rows = reader.rows(array("q", [1, 999_999]))
    assert [row.id for row in rows] == [1, 999_999]
    assert rows[1].cell("tag").text == "—"


def test_a_closed_source_says_nothing_more(assets: ListPage, qtbot: QtBot) -> None:
    sink = Sink()
    source = ListSource(assets.context, _short(_reader(assets.context), 10))
    source.listen(sink)
    source.close()
    qtbot.waitUntil(lambda: not assets.context.tasks.running)
    assert sink.counted == 0


@pytest.mark.slow
def test_a_teams_desk_is_read_off_the_windows_thread(
    postgres_url: str, open_office: Callable[..., Office], qtbot: QtBot
) -> None:
    desk = Desk.open(postgres_url, origin="test", create=True)
    make_demo(desk, SMALL, 1)
    desk.close()
    page = open_office("assets", at=postgres_url).window.page
    assert isinstance(page, ListPage)
    qtbot.waitUntil(lambda: bool(page.list.model.count()))
    qtbot.waitUntil(lambda: page.list.current_row() is not None)
    key = page.current_id()
    page.context.write("edit asset", _Mark(key))
    qtbot.waitUntil(lambda: page.context.desk.store.read("asset", key)["status"] == "in-repair")
    qtbot.waitUntil(lambda: _status(page) == "In repair")


def _status(page: ListPage) -> str:
    row = page.list.current_row()
    assert row is not None, "a row that is read again stays what it was until then"
    return row.cell("status").text


class _Mark:
    def __init__(self, key: int) -> None:
        self._key = key

    def __call__(self, unit) -> None:  # type: ignore[no-untyped-def]
        unit.update("asset", self._key, {"status": "in-repair"})
