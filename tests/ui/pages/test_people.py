from __future__ import annotations

from collections.abc import Callable

from pytestqt.qtbot import QtBot

from itdesk.desk import Desk
from itdesk.ui.app.office import Office
from itdesk.ui.pages.people.page import PeoplePage

OpenOffice = Callable[..., Office]


def people(open_office: OpenOffice, qtbot: QtBot) -> tuple[Office, PeoplePage]:
    office = open_office("people")
    page = office.window.page
    assert isinstance(page, PeoplePage)
    qtbot.waitUntil(lambda: bool(page.front.list.model.count()))
    return office, page


def test_people_places_and_suppliers_are_three_lists_of_one_page(
    open_office: OpenOffice, qtbot: QtBot
) -> None:
    _, page = people(open_office, qtbot)
    assert [view.name for view in page.views()] == ["Active", "All", "Places", "Suppliers"]
    page.choose_view("place:")
    qtbot.waitUntil(lambda: bool(page.front.list.model.count()))
    assert page.front.kind_name == "place" and page.current_view() == "place:"
    action = page.primary_action()
    assert action is not None and action.title == "New place"


def test_a_record_opened_from_elsewhere_is_shown_in_its_list(
    open_office: OpenOffice, qtbot: QtBot, other_desk: Desk
) -> None:
    office, page = people(open_office, qtbot)
    key = other_desk.keepers["supplier"].get("1").id
    assert office.window.open_record("supplier", key)
    qtbot.waitUntil(lambda: page.front.kind_name == "supplier" and page.front.current_id() == key)
