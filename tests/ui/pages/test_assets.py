from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from itdesk.desk import Desk
from itdesk.store.attachments import attached
from itdesk.store.relations import linked
from itdesk.ui.pages.assets.detail import AssetDetail
from itdesk.ui.pages.list_page import ListPage


@pytest.fixture
def detail(assets: ListPage, qtbot: QtBot) -> AssetDetail:
    """The first asset of the list with its pane."""
    first = assets.list.model.id_at(0)
    assert first is not None
    assets.list.select_id(first)
    found = assets.slot.detail
    assert isinstance(found, AssetDetail)
    qtbot.waitUntil(lambda: found.record == first and found.body.isVisible())
    return found


def test_the_pane_tells_the_assets_story(detail: AssetDetail, qtbot: QtBot) -> None:
    detail.show_tab("history")
    qtbot.waitUntil(lambda: [item.verb for item in detail.history.items] == ["make demo office"])


def test_a_file_is_kept_inside_the_desk_and_saved_again(
    detail: AssetDetail, qtbot: QtBot, other_desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "invoice.pdf"
    path.write_bytes(b"%PDF- invoice")
    assert detail.record is not None
    record = detail.record
    detail.files.add(str(path))
    qtbot.waitUntil(lambda: len(attached(other_desk.store.engine, "asset", record)) == 1)
    (kept,) = attached(other_desk.store.engine, "asset", record)
    target = tmp_path / "copy.pdf"
    detail.files.save_copy(kept.sha256, str(target))
    qtbot.waitUntil(lambda: target.exists() and target.read_bytes() == b"%PDF- invoice")
    detail.files.remove(kept.id)
    qtbot.waitUntil(lambda: attached(other_desk.store.engine, "asset", record) == [])


def test_a_manual_is_linked_and_unlinked(detail: AssetDetail, qtbot: QtBot, other_desk: Desk) -> None:
    engine, record = other_desk.store.engine, detail.record
    assert record is not None
    detail.links.linking.link(record, "manual", 1)
    qtbot.waitUntil(lambda: len(linked(engine, "asset", record)) == 1)
    detail.links.linking.cut(linked(engine, "asset", record)[0].relation)
    qtbot.waitUntil(lambda: linked(engine, "asset", record) == [])
