"""The pane of one device: how it is, its ports, what went through them, what it raised."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from itdesk.core.errors import DeskError
from itdesk.core.events import Changed
from itdesk.core.units import format_age, format_duration, format_rate
from itdesk.monitoring.detail import Port
from itdesk.monitoring.keepers import DEMO
from itdesk.ui.app.child import Child, desk_place
from itdesk.ui.app.record_detail import RecordDetail
from itdesk.ui.kit.buttons import Button, NameButton
from itdesk.ui.kit.cards import Card, clear
from itdesk.ui.kit.charts import Picture, TimeChart
from itdesk.ui.kit.chips import Chip
from itdesk.ui.kit.state_glyph import glyph_of
from itdesk.ui.kit.text import Label, NameLabel, Panel
from itdesk.ui.kit.theme import theme
from itdesk.ui.pages.network.detail_cards import AlertsCard, StorageCard
from itdesk.ui.pages.network.ports import PortGrid
from itdesk.ui.pages.network.reading import DAY, HOUR, DevicePicture, read_device

if TYPE_CHECKING:
    from itdesk.ui.app.context import DeskContext

SPANS = (6 * HOUR, DAY, 7 * DAY, 30 * DAY)


class DeviceDetail(RecordDetail):
    """Polls nothing itself: "Poll now" asks a process of its own."""

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._port = ""
        self._span = DAY
        self._picture: DevicePicture | None = None
        self._polling = Child(self)
        self._build_head()
        self._build_cards()
        self._arrange()
        self._connect()

    def _build_head(self) -> None:
        self._name = NameLabel("", "title")
        self._chips = QHBoxLayout()
        self._chips.setSpacing(6)
        self._facts = Label("", "small", "text2", wrap=True)
        self.poll = Button(self.tr("Poll now"), "quiet", "refresh-cw")
        self.asset = NameButton("", "arrow-up-right")

    def _build_cards(self) -> None:
        zone = self.context.desk.zone
        self.ports = PortGrid()
        self._ports_card = Card(self.tr("Ports"))
        self._ports_card.rows.addWidget(self.ports)
        self.traffic = TimeChart(zone)
        self.traffic.setFixedHeight(theme().px(190))
        self._traffic_card = Card(self.tr("Traffic"))
        self._traffic_card.rows.addWidget(self.traffic)
        self.load = TimeChart(zone)
        self.load.setFixedHeight(theme().px(150))
        self._load_card = Card(self.tr("CPU and memory"))
        self._load_card.rows.addWidget(self.load)
        self._storage_card = StorageCard(self.tr("Memory and storage"))
        self._alerts_card = AlertsCard(self.tr("Alerts"), zone)
        self.span = QComboBox()
        self.span.setAccessibleName(self.tr("Time shown"))
        for span in SPANS:
            words = format_duration(span / 1000)
            self.span.addItem(self.tr("Last {span}").format(span=words), span)
        self.span.setCurrentIndex(SPANS.index(self._span))

    def _arrange(self) -> None:
        head = Panel("tabbar", self.body)
        first, second = QHBoxLayout(), QHBoxLayout()
        first.setSpacing(10)
        first.addWidget(self._name)
        first.addWidget(self.asset)
        first.addStretch(1)
        first.addWidget(self.poll)
        second.addLayout(self._chips)
        second.addStretch(1)
        second.addWidget(self.span)
        above = QVBoxLayout(head)
        above.setContentsMargins(18, 12, 12, 10)
        above.setSpacing(6)
        above.addLayout(first)
        above.addLayout(second)
        above.addWidget(self._facts)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._scrolled(), 1)

    def _scrolled(self) -> QScrollArea:
        holder = Panel("pane")
        column = QVBoxLayout(holder)
        column.setContentsMargins(18, 12, 18, 18)
        column.setSpacing(12)
        for card in (
            self._alerts_card, self._ports_card, self._traffic_card, self._load_card, self._storage_card,
        ):  # fmt: skip
            column.addWidget(card)
        column.addStretch(1)
        area = QScrollArea(self.body)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(holder)
        return area

    def _connect(self) -> None:
        self.ports.chosen.connect(self._port_chosen)
        self.span.activated.connect(self._span_chosen)
        self.poll.clicked.connect(self.poll_now)
        self.asset.clicked.connect(self._open_asset)
        self._alerts_card.ticket_asked.connect(partial(self.context.open_record, "ticket"))
        self._polling.answered.connect(self._polled)
        self._polling.failed.connect(self._not_polled)
        self.context.changed.connect(self._desk_changed)

    # --- what is shown -----------------------------------------------------------------------
    def show_record(self, record_id: int | None) -> None:
        if record_id != self.record:
            self._port = ""
        super().show_record(record_id)

    def read(self, record: int) -> DevicePicture | None:
        try:
            return read_device(self.context.desk, record, self._port, self._span)
        except DeskError:
            return None

    def fill(self, found: DevicePicture) -> None:
        self._picture = found
        self._fill_head(found)
        self._alerts_card.show_alerts(found.detail.alerts)
        self._fill_ports(found)
        self._fill_load(found)
        self._storage_card.show_usage(found.detail)
        self.setAccessibleName(f"{self.context.kind('device').label} {found.detail.device['name']}")

    def _fill_head(self, found: DevicePicture) -> None:
        device = found.detail.device
        self._name.setText(str(device["name"]))
        clear(self._chips)
        kind = self.context.kind("device")
        for name in ("state", "category"):
            choice = kind.column(name).choice(str(device[name]))
            if choice is not None:
                glyph = glyph_of(choice.state) if name == "state" else ""
                self._chips.addWidget(Chip(choice.label, choice.state or "unknown", glyph))
        if not device["watched"]:
            self._chips.addWidget(Chip(self.tr("Not watched")))
        elif device["probe"] == DEMO:
            self._chips.addWidget(Chip(self.tr("Demo, not polled")))
        self.asset.setVisible(bool(found.asset))
        self.asset.show_name(found.asset)
        self.poll.setEnabled(self.may_poll)
        self._facts.setText(" · ".join(self._fact_words(found)))

    def _fact_words(self, found: DevicePicture) -> list[str]:
        detail, device = found.detail, found.detail.device
        made = " ".join(str(device[f]) for f in ("vendor", "model") if device[f])
        words = [str(device["address"]), made]
        if device["version_text"]:
            words.append(self.tr("version {text}").format(text=device["version_text"]))
        if detail.uptime is not None and device["state"] != "down":
            words.append(self.tr("up {time}").format(time=format_duration(detail.uptime)))
        if detail.cpu is not None:
            words.append(self.tr("CPU {cpu}").format(cpu=f"{detail.cpu:.0f} %"))
        if detail.answered is not None:
            age = format_age((found.now - detail.answered) / 1000)
            words.append(
                self.tr("answered {age} ago").format(age=age) if age != "now" else self.tr("answers")
            )
        return [word for word in words if word]

    def _fill_ports(self, found: DevicePicture) -> None:
        ports = found.detail.ports
        self._ports_card.setVisible(bool(ports))
        self._traffic_card.setVisible(bool(ports))
        if not ports:
            return
        self._port = found.port
        if found.detail.polled is not None:
            age = format_age((found.now - found.detail.polled) / 1000)
            words = self.tr("polled {age} ago").format(age=age) if age != "now" else self.tr("polled now")
            self._ports_card.set_aside(words)
        self.ports.show_ports(ports, found.port)
        port = next((p for p in ports if p.part == found.port), ports[0])
        self._traffic_card.set_title(self.tr("Traffic on {port}").format(port=port.name))
        self._traffic_card.set_aside(_port_words(port))
        _show(self.traffic, found.traffic)

    def _fill_load(self, found: DevicePicture) -> None:
        self._load_card.setVisible(found.load is not None)
        cpu = found.detail.cpu
        words = self.tr("CPU {cpu}").format(cpu=f"{cpu:.0f} %" if cpu is not None else "—")
        self._load_card.set_aside(words)
        _show(self.load, found.load)

    # --- what a person does -------------------------------------------------------------------
    def _port_chosen(self, port: Port) -> None:
        self._port = port.part
        self.again()

    def _span_chosen(self) -> None:
        self._span = int(self.span.currentData())
        self.again()

    def _open_asset(self) -> None:
        key = self._picture.detail.device["asset_id"] if self._picture is not None else None
        if isinstance(key, int):
            self.context.open_record("asset", key)

    @property
    def may_poll(self) -> bool:
        """Whether the device that is shown can be asked now."""
        if self._picture is None or self._polling.is_running:
            return False
        device = self._picture.detail.device
        return device.id == self.record and bool(device["watched"]) and device["probe"] != DEMO

    def poll_now(self) -> None:
        """Ask this device out of turn, by the daemon or in a process of its own."""
        if self._picture is None or not self.may_poll:
            return
        device = self._picture.detail.device
        self.poll.setEnabled(False)
        ref = self.context.desk.refs.ref_of("device", device.id)
        self._polling.run(["poll-now", ref, "--json"], {}, desk_place(self.context.desk))
        self.context.messages.info(self.tr("Asking {name}…").format(name=device["name"]))

    def _polled(self, answer: object) -> None:
        found = answer if isinstance(answer, dict) else {}
        self.context.feed.look()
        self.again()
        name = str(found.get("name", ""))
        if found.get("failure"):
            state = self.context.kind("device").column("state").choice(str(found.get("state")))
            words = self.tr("It counts as {state} now.").format(state=state.label.lower() if state else "—")
            self.context.messages.warn(self.tr("{name} does not answer").format(name=name), words)
        else:
            self.context.messages.done(self.tr("{name} answers").format(name=name))

    def _not_polled(self, sentence: str) -> None:
        self.poll.setEnabled(self.may_poll)
        self.context.messages.warn(self.tr("The device was not polled."), sentence)

    def stop(self) -> None:
        """The window closes: no process outlives it."""
        self._polling.stop()

    def _desk_changed(self, change: Changed) -> None:
        if change.kind == "alert" and self.isVisible():
            self.again()


def _show(chart: TimeChart, picture: Picture | None) -> None:
    chart.setVisible(picture is not None)
    if picture is not None:
        chart.show_picture(picture)


def _port_words(port: Port) -> str:
    rates = [format_rate(rate) if rate is not None else "—" for rate in (port.received, port.sent)]
    speed = format_rate(port.speed) if port.speed else ""
    return " · ".join(word for word in (port.alias, speed, f"↓ {rates[0]}  ↑ {rates[1]}") if word)
