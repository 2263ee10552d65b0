"""Network: watched devices, and what they raised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from itdesk.ui.kit.command import Command
from itdesk.ui.pages.network.alerts import AlertList
from itdesk.ui.pages.network.devices import DeviceList
from itdesk.ui.pages.several import SeveralLists

if TYPE_CHECKING:
    from itdesk.ui.app.context import DeskContext


class NetworkPage(SeveralLists):
    """Ctrl+5."""

    id = "network"

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        self.devices, self.alerts = DeviceList(context), AlertList(context)
        super().__init__([self.devices, self.alerts], parent)

    def title(self) -> str:
        return self.tr("Network")

    def primary_action(self) -> Command | None:
        return self.front.primary_action() or self.devices.primary_action()
