"""Cards of a device's pane that are lists: its newest alerts, its memory and storage."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from itdesk.core.clock import to_datetime
from itdesk.core.units import format_bytes
from itdesk.core.values import show_date
from itdesk.monitoring.detail import AlertLine, DeviceDetail
from itdesk.monitoring.probes.reading import Usage
from itdesk.ui.kit.buttons import NameButton
from itdesk.ui.kit.cards import Card, ShareBar
from itdesk.ui.kit.state_glyph import StateMark
from itdesk.ui.kit.text import ElidedLabel, Label, set_tooltip

MOST_ALERTS = 5
NEARLY_FULL, FULL = 80, 90
"""Per cent of a storage from which it warns, and alarms."""


class AlertsCard(Card):
    """The newest alerts; hidden where there are none."""

    ticket_asked = Signal(int)

    def __init__(self, title: str, zone: tzinfo, parent: QWidget | None = None) -> None:
        super().__init__(title, parent=parent)
        self._zone = zone

    def show_alerts(self, alerts: Sequence[AlertLine]) -> None:
        self.clear()
        self.setVisible(bool(alerts))
        count = sum(alert.state == "open" for alert in alerts)
        self.set_aside(self.tr("{count} open").format(count=count))
        for alert in alerts[:MOST_ALERTS]:
            self.rows.addWidget(self._row(alert))

    def _row(self, alert: AlertLine) -> QWidget:
        line, row = _line(8)
        is_open = alert.state == "open"
        row.addWidget(StateMark(alert.severity if is_open else "ok", self.tr("open") if is_open else "ok"))
        row.addWidget(ElidedLabel(alert.message, ink="text" if is_open else "text2"), 1)
        moment = to_datetime(alert.since, self._zone)
        row.addWidget(Label(f"{show_date(moment.date())} {moment:%H:%M}", "small", "text2"))
        if alert.ticket is not None:
            link = NameButton(f"#{alert.ticket}")
            link.clicked.connect(partial(self.ticket_asked.emit, alert.ticket))
            row.addWidget(link)
        return line


class StorageCard(Card):
    """How full memory, swap and each file system are; hidden where nothing is told."""

    def show_usage(self, detail: DeviceDetail) -> None:
        self.clear()
        used = [(self.tr("Memory"), detail.memory), (self.tr("Swap"), detail.swap)]
        used += [(item.name, item.usage) for item in detail.storage]
        shown = [(name, usage) for name, usage in used if usage is not None and usage.total > 0]
        self.setVisible(bool(shown))
        for name, usage in shown:
            self.rows.addWidget(_usage_row(name, usage))


def usage_state(usage: Usage) -> str:
    """The colour of a bar by how full the storage is."""
    return "crit" if usage.percent >= FULL else "warn" if usage.percent >= NEARLY_FULL else "ok"


def _usage_row(name: str, usage: Usage) -> QWidget:
    line, row = _line(12)
    share = usage.used / usage.total
    label = ElidedLabel(name)
    set_tooltip(label, name)
    bar = ShareBar()
    bar.set(share, usage_state(usage), f"{name} {share:.0%}")
    sizes = Label(f"{format_bytes(usage.used)} / {format_bytes(usage.total)}", "small", "text2")
    row.addWidget(label, 2)
    row.addWidget(bar, 3)
    row.addWidget(Label(f"{share:.0%}", "small", "text", 600))
    row.addWidget(sizes)
    return line


def _line(spacing: int) -> tuple[QWidget, QHBoxLayout]:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(spacing)
    return line, row
