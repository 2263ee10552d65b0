"""The network page of a demo office, and its dialogs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from itdesk.ui.app.office import Office
from itdesk.ui.kit.buttons import Button
from itdesk.ui.pages.network.add_device import AddDevice
from itdesk.ui.pages.network.detail import DeviceDetail
from itdesk.ui.pages.network.devices import DeviceList
from itdesk.ui.pages.network.discover import Discover
from itdesk.ui.pages.network.page import NetworkPage
from itdesk.ui.shell.window import MainWindow

T = TypeVar("T", bound=QDialog)


def network_page(open_office: Callable[..., Office]) -> NetworkPage:
    page = open_office("network").window.page
    assert isinstance(page, NetworkPage)
    return page


def window_of(page: QWidget) -> MainWindow:
    """The window around a page."""
    window = page.window()
    assert isinstance(window, MainWindow)
    return window


def devices_page(open_office: Callable[..., Office], qtbot: QtBot) -> DeviceList:
    """The devices of the demo office, with their small lines."""
    page = network_page(open_office).devices
    qtbot.waitUntil(lambda: page.list.model.count() == 6)
    qtbot.waitUntil(lambda: bool(page._glances))
    return page


def show_device(page: DeviceList, qtbot: QtBot, key: int) -> DeviceDetail:
    """The pane, filled with a device."""
    page.show_record("device", key)
    detail = page.slot.detail
    assert isinstance(detail, DeviceDetail)
    name = str(page.context.desk.store.read("device", key)["name"])
    qtbot.waitUntil(lambda: detail.record == key and detail.accessibleName().endswith(name))
    return detail


def add_dialog(page: DeviceList, qtbot: QtBot) -> AddDevice:
    qtbot.keyClick(page.window(), Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    return _visible(AddDevice, qtbot)


def discover_dialog(page: DeviceList, qtbot: QtBot) -> Discover:
    """By the button in the top bar."""

    def buttons() -> list[Button]:
        known = page.window().findChildren(Button)
        return [button for button in known if button.accessibleName() == "Discover" and button.isVisible()]

    qtbot.waitUntil(lambda: bool(buttons()))
    qtbot.mouseClick(buttons()[0], Qt.MouseButton.LeftButton)
    return _visible(Discover, qtbot)


def _visible(kind: type[T], qtbot: QtBot) -> T:
    def found() -> list[T]:
        return [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]

    qtbot.waitUntil(lambda: bool(found()))
    return found()[0]
