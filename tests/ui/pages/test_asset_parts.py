"""The pane of an asset: its parts as an inventory found them, and everything else that hangs on it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from itdesk.desk import Desk
from itdesk.ui.app.office import Office
from itdesk.ui.kit.buttons import NameButton
from itdesk.ui.kit.theme import Mode
from itdesk.ui.pages.assets.detail import AssetDetail
from itdesk.ui.pages.assets.page import AssetsPage
from tests.records import add, change, remove
from tests.ui.pages.ticket_pages import LEFT, words

OpenOffice = Callable[..., Office]
OpenPane = Callable[[int], AssetDetail]
LONG = "とても長い部品の名前" * 40


@pytest.fixture
def asset(other_desk: Desk) -> int:
    return add(other_desk, "asset", tag="PANE-1", name="Front desk", type="printer", price="612.5")


@pytest.fixture
def page(asset: int, open_office: OpenOffice, qtbot: QtBot) -> AssetsPage:
    found = open_office("assets").window.page
    assert isinstance(found, AssetsPage)
    qtbot.waitUntil(lambda: bool(found.list.model.count()))
    return found


@pytest.fixture
def pane(page: AssetsPage, qtbot: QtBot) -> OpenPane:
    """pane(key) → the pane that shows this asset."""

    def shown(key: int) -> AssetDetail:
        page.show_record("asset", key)
        qtbot.waitUntil(lambda: page.current_id() == key)
        detail = page.slot.detail
        assert isinstance(detail, AssetDetail)
        qtbot.waitUntil(lambda: detail.shown == key and not page.context.tasks.running)
        return detail

    return shown


def part(desk: Desk, asset: int, category: str, name: str, release: str = "") -> int:
    fields = {"asset_id": asset, "category": category, "name": name, "release": release, "facts": "{}"}
    with desk.write("inventory") as unit:
        return unit.insert("component", {**fields, "identity": f"{category}/{name[:40]}"})


def cards(detail: AssetDetail) -> list[str]:
    """Headings of the cards of parts, from above."""
    below = detail.parts.column
    found = [below.itemAt(place).widget() for place in range(below.count())]
    return [w.accessibleName() for w in found if isinstance(w, QWidget) and w.accessibleName()]


# --- parts ----------------------------------------------------------------------------------------
def test_without_an_inventory_the_pane_says_so(pane: OpenPane, asset: int) -> None:
    detail = pane(asset)
    detail.show_tab("parts")
    assert "No inventory was taken yet." in words(detail.parts) and cards(detail) == []


def test_parts_stand_under_their_sort_with_their_release(
    pane: OpenPane, asset: int, other_desk: Desk
) -> None:
    for category, name, release in (
        ("program", "LibreOffice", "24.8"), ("cpu", "Ryzen 7", ""), ("program", "Firefox", "151.0"),
    ):  # fmt: skip
        part(other_desk, asset, category, name, release)
    detail = pane(asset)
    detail.show_tab("parts")
    assert cards(detail) == ["cpu", "program"]
    seen = words(detail.parts)
    assert seen.index("Firefox") < seen.index("151.0") < seen.index("LibreOffice") < seen.index("24.8")
    assert "No inventory was taken yet." not in seen


@pytest.mark.parametrize("name", [LONG, "<b>CPU</b> & co", "ذاكرة", "🧠", "line\nbreak"])
def test_a_part_of_any_name_keeps_the_pane_as_wide_as_it_was(
    pane: OpenPane, asset: int, other_desk: Desk, name: str
) -> None:
    detail = pane(1)
    width = detail.width()
    part(other_desk, asset, "cpu", name, name)
    detail = pane(asset)
    detail.show_tab("parts")
    assert name in words(detail.parts)
    assert detail.width() == width and detail.parts.inside.width() <= detail.parts.width()


def test_an_inventory_that_comes_while_one_looks_is_shown(
    pane: OpenPane, asset: int, other_desk: Desk, qtbot: QtBot
) -> None:
    detail = pane(asset)
    detail.show_tab("parts")
    key = part(other_desk, asset, "disk", "SSD 980", "1.2")
    qtbot.waitUntil(lambda: cards(detail) == ["disk"])
    with other_desk.write("inventory") as unit:
        unit.delete("component", key)
    qtbot.waitUntil(lambda: cards(detail) == [] and "No inventory was taken yet." in words(detail.parts))


def test_parts_of_one_asset_are_not_those_of_the_next(
    pane: OpenPane, asset: int, other_desk: Desk, qtbot: QtBot
) -> None:
    part(other_desk, asset, "disk", "SSD 980")
    detail = pane(asset)
    detail.show_tab("parts")
    qtbot.waitUntil(lambda: cards(detail) == ["disk"])
    pane(1)
    qtbot.waitUntil(lambda: "SSD 980" not in words(detail.parts))


# --- the rest of the pane -------------------------------------------------------------------------
def test_the_facts_are_those_that_are_known_and_follow_what_others_write(
    pane: OpenPane, asset: int, other_desk: Desk, qtbot: QtBot
) -> None:
    detail = pane(asset)
    seen = words(detail.overview)
    assert "612.50" in seen and "Serial" not in seen and "MAC" not in seen
    change(other_desk, "asset", asset, serial="SN & 7", price=None)
    qtbot.waitUntil(lambda: "SN & 7" in words(detail.overview))
    assert "612.50" not in words(detail.overview)


@pytest.mark.parametrize(
    ("kind", "values", "card"),
    [
        ("ticket", {"subject": "Jam in tray 2"}, "Tickets"),
        ("work-order", {"subject": "Clean rollers"}, "Maintenance"),
        ("device", {"name": "printer-7", "address": "192.0.2.7"}, "Network"),
    ],
)
def test_what_hangs_on_the_asset_appears_when_it_is_written_and_opens_on_its_page(
    page: AssetsPage, pane: OpenPane, asset: int, other_desk: Desk, qtbot: QtBot, kind: str,
    values: dict[str, str], card: str,
) -> None:  # fmt: skip
    detail = pane(asset)
    with other_desk.write(f"add {kind}") as unit:
        moment = {"opened": unit.now} if kind == "ticket" else {}
        key = unit.insert(kind, {**values, "asset_id": asset, **moment})
    text = next(iter(values.values()))
    qtbot.waitUntil(lambda: text in words(detail.overview) and card in words(detail.overview))
    with qtbot.waitSignal(page.context.record_requested) as asked:
        qtbot.waitUntil(lambda: _click_first(detail, qtbot))
    assert asked.args == [kind, key]


def _click_first(detail: AssetDetail, qtbot: QtBot) -> bool:
    """Click the first name on the one card of related records that can be seen."""
    (card,) = [card for card in detail.cards if card.isVisible()]
    qtbot.mouseClick(card.findChildren(NameButton)[0], LEFT)
    return True


def test_the_tab_that_was_chosen_stays_while_one_goes_through_the_list(
    page: AssetsPage, pane: OpenPane, asset: int, qtbot: QtBot
) -> None:
    detail = pane(asset)
    detail.show_tab("parts")
    page.list.view.setFocus()
    qtbot.keyClick(page.list.view, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: detail.shown not in (None, asset))
    assert detail.parts.isVisible() and not detail.overview.isVisible()


def test_an_asset_that_somebody_removes_leaves_the_pane(
    page: AssetsPage, pane: OpenPane, asset: int, other_desk: Desk, qtbot: QtBot
) -> None:
    detail = pane(asset)
    remove(other_desk, "asset", asset)
    qtbot.waitUntil(lambda: page.current_id() not in (None, asset) and detail.shown == page.current_id())
    assert "PANE-1" not in words(detail)


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
def test_the_head_is_read_in_both_themes(page: AssetsPage, pane: OpenPane, asset: int, mode: Mode) -> None:
    page.context.theme.set_mode(mode)
    detail = pane(asset)
    name = detail.head.name
    assert name.text() == "PANE-1" and "Front desk" in detail.head.about.text()
    picture = detail.head.grab().toImage()
    ground = picture.pixelColor(2, 2).lightness()
    place = name.mapTo(detail.head, name.rect().topLeft())
    inked = [
        abs(picture.pixelColor(x, y).lightness() - ground)
        for x in range(place.x(), place.x() + name.width())
        for y in range(place.y(), place.y() + name.height())
    ]
    assert max(inked) > 120
