"""The pane of a record, brought up as a person does it."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from itdesk.ui.app.office import Office
from itdesk.ui.app.story.pane import StoryDetail
from itdesk.ui.pages.list_page import ListPage
from itdesk.ui.pages.several import SeveralLists


def list_of(office: Office) -> ListPage:
    """The list in front."""
    page = office.window.page
    front = page.front if isinstance(page, SeveralLists) else page
    assert isinstance(front, ListPage)
    return front


def pane_of(office: Office, kind: str, key: int, qtbot: QtBot) -> StoryDetail:
    """The pane that shows a record, on its own page."""
    assert office.window.open_record(kind, key)
    qtbot.waitUntil(lambda: list_of(office).current_id() == key)
    found = list_of(office).slot.detail
    assert isinstance(found, StoryDetail)
    qtbot.waitUntil(lambda: found.shown == key)
    return found
