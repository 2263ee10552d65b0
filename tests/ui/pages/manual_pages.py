"""The knowledge page of a demo office, and a manual of one's own in its pane."""

from __future__ import annotations

from collections.abc import Callable

from pytestqt.qtbot import QtBot

from itdesk.ui.app.office import Office
from itdesk.ui.pages.knowledge.detail import ManualDetail
from itdesk.ui.pages.knowledge.page import KnowledgePage
from tests.records import add


def knowledge_page(open_office: Callable[..., Office], qtbot: QtBot) -> KnowledgePage:
    """The manuals, the first one shown."""
    page = open_office("knowledge").window.page
    assert isinstance(page, KnowledgePage)
    qtbot.waitUntil(lambda: page.current_id() is not None)
    detail = page.slot.detail
    assert isinstance(detail, ManualDetail)
    qtbot.waitUntil(lambda: detail.shown is not None)
    return page


def add_manual(page: KnowledgePage, qtbot: QtBot, title: str, body: str, **more: object) -> int:
    """A manual that stands in the list."""
    count = page.list.model.count() or 0
    key = add(page.context.desk, "manual", title=title, body=body, **more)
    page.context.feed.look()
    qtbot.waitUntil(lambda: page.list.model.count() == count + 1)
    return key


def show_manual(page: KnowledgePage, qtbot: QtBot, key: int) -> ManualDetail:
    """The pane, filled with a manual."""
    page.show_record("manual", key)
    detail = page.slot.detail
    assert isinstance(detail, ManualDetail)
    title = str(page.context.desk.store.read("manual", key)["title"])
    qtbot.waitUntil(lambda: detail.shown == key and detail.accessibleName().endswith(title))
    return detail


def heads(detail: ManualDetail) -> list[str]:
    """What the window said by itself."""
    return [message.head for message in detail.context.messages.log]
