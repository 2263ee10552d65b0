"""Row sources, kinds and pages made of plain values."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from itdesk.core.kinds import Choice, Column, Kind, View
from itdesk.core.types import Type
from itdesk.ui.kit.record_model import ListColumn
from itdesk.ui.kit.rows import Cell, Look, Row, RowSink

TICKET = Kind(
    name="ticket",
    label="Ticket",
    plural="Tickets",
    title="subject",
    prefix="#",
    icon="inbox",
    columns=(
        Column(name="number", label="No.", type=Type.INTEGER, width=52, editable=False),
        Column(
            name="priority",
            label="P",
            type=Type.CHOICE,
            width=36,
            choices=(
                Choice("1", "Urgent", "crit"),
                Choice("2", "High", "warn"),
                Choice("3", "Normal", "info"),
                Choice("4", "Low", "unknown"),
            ),
        ),
        Column(name="subject", label="Subject", required=True, width=260),
        Column(name="requester", label="Requester", type=Type.REFERENCE, kind="person", width=112),
        Column(name="asset", label="Asset", type=Type.REFERENCE, kind="asset", width=84),
        Column(
            name="status",
            label="Status",
            type=Type.CHOICE,
            width=110,
            choices=(
                Choice("open", "Open", "info", "open"),
                Choice("in-progress", "In progress", "info", "open"),
                Choice("waiting", "Waiting", "maint", "open"),
                Choice("closed", "Closed", "unknown", "closed"),
            ),
        ),
        Column(name="due", label="Due in", type=Type.INSTANT, width=94),
        Column(name="updated", label="Updated", type=Type.INSTANT, width=72, editable=False),
        Column(name="price", label="Price", type=Type.MONEY, shown=False),
        Column(name="bought", label="Bought", type=Type.DATE, shown=False, help="Day of the invoice"),
        Column(name="notes", label="Notes", type=Type.LONG_TEXT, shown=False),
        Column(name="urgent-mail", label="Mail at once", type=Type.YES_NO, shown=False),
    ),
    views=(View("Open", "status:open"),),
)

LOOKS = {
    "number": Look.CODE,
    "priority": Look.PRIORITY,
    "subject": Look.TITLE,
    "due": Look.DUE,
    "updated": Look.NUMBER,
}

SAMPLE = (
    ("1482", "1", "Accounting: nobody can open the shared drive", "Petra Novak", "SRV-02", "in-progress",
     ("38 min over", 1.0, "crit"), "2 min", ("message-square",), True),
    ("1479", "2", "Printer jam, tray 2 feeds skewed", "Maria Silva", "PRN-12", "open",
     ("42 min left", 0.86, "warn"), "9 min", ("paperclip",), True),
    ("1477", "2", "VPN drops every 20 minutes from home office", "Tomás Ferreira", "NB-0114", "in-progress",
     ("1 h 50 min", 0.7, "warn"), "25 min", (), True),
    ("1476", "3", "New starter Monday: laptop, badge and mailbox", "Helen Okafor", "—", "open",
     ("6 h 10 min", 0.42, "ok"), "1 h", ("paperclip",), False),
    ("1471", "3", "Monitor flickers after docking", "Luca Bianchi", "MON-231", "waiting",
     ("Paused", None, ""), "2 h", (), False),
    ("1468", "3", "Outlook asks for the password again and again", "Ingrid Sørensen", "NB-0087", "open",
     ("7 h 35 min", 0.36, "ok"), "2 h", (), True),
    ("1463", "4", "Licence for PDF editor", "Samir Haddad", "—", "waiting",
     ("Paused", None, ""), "5 h", (), False),
    ("1455", "4", "Wi-Fi 中村 雪 in the atrium <b>bold</b>", "Đỗ Thị Mai", "AP-04", "closed",
     ("1 d 7 h", 0.18, "ok"), "1 d", (), False),
)  # fmt: skip


def ticket_columns() -> tuple[ListColumn, ...]:
    narrow = {"asset": 1400, "updated": 1400}
    return tuple(
        ListColumn(
            column,
            LOOKS.get(column.name, ListColumn.of(column).look),
            min_window=narrow.get(column.name, 0),
            stretch=column.name == "subject",
        )
        for column in TICKET.columns
        if column.name in ("number", "priority", "subject", "requester", "asset", "status", "due", "updated")
    )


def ticket_row(index: int) -> Row:
    """Row `index` of an endless list of tickets; its id is index + 1."""
    sample = SAMPLE[index % len(SAMPLE)]
    number, priority, subject, person, asset, status, due, updated, marks, unread = sample
    choice = TICKET.column("status").choice(status)
    level = TICKET.column("priority").choice(priority)
    assert choice is not None and level is not None
    return Row(
        id=index + 1,
        version=1,
        ref=f"#{number}",
        cells={
            "number": Cell(index + 1, number if index < len(SAMPLE) else str(10_000_000 - index)),
            "priority": Cell(level.value, level.label, state=level.state),
            "subject": Cell(subject, subject, marks=marks, strong=unread),
            "requester": Cell(7, person, label_id=7),
            "asset": Cell(3, asset, label_id=3),
            "status": Cell(choice.value, choice.label, state=choice.state),
            "due": Cell(0, due[0], share=due[1], state=due[2], hint="23 Nov 2026 16:52"),
            "updated": Cell(0, updated, hint="23 Nov 2026 11:52"),
        },
    )


class LocalSource:
    """Answers at once; `ids` may be given to show another order of the same records."""

    def __init__(
        self, ids: Sequence[int], make: Callable[[int], Row] = ticket_row, counted: bool = True
    ) -> None:
        self.ids = ids
        self.asked: list[tuple[int, int]] = []
        self.closed = False
        self._make = make
        self._cache: dict[int, Row] = {}
        self._counted = counted
        self._known = len(ids) if counted else min(len(ids), 100)
        self._places: dict[int, int] = {}
        self.sink: RowSink | None = None

    def listen(self, sink: RowSink) -> None:
        self.sink = sink

    def known(self) -> int:
        return self._known

    def count(self) -> int | None:
        return len(self.ids) if self._counted else None

    def finish_counting(self) -> None:
        self._counted, self._known = True, len(self.ids)
        assert self.sink is not None
        self.sink.count_changed()

    def id_at(self, index: int) -> int | None:
        return self.ids[index] if index < self._known else None

    def index_of(self, record_id: int) -> int | None:
        if isinstance(self.ids, range):
            return self.ids.index(record_id) if record_id in self.ids else None
        if not self._places:
            self._places = {key: place for place, key in enumerate(self.ids)}
        return self._places.get(record_id)

    def cached(self, index: int) -> Row | None:
        return self._cache.get(index)

    def request(self, first: int, last: int) -> None:
        self.asked.append((first, last))
        rows = [self._make(self.ids[index] - 1) for index in range(first, last + 1)]
        self._cache.update(zip(range(first, last + 1), rows, strict=True))
        assert self.sink is not None
        self.sink.rows_arrived(first, rows)

    def forget(self, ids: Collection[int]) -> None:
        self._cache = {k: row for k, row in self._cache.items() if ids and row.id not in ids}

    def close(self) -> None:
        self.closed = True


class LateSource(LocalSource):
    """Answers when the test says so, in any order."""

    def __init__(self, ids: Sequence[int], make: Callable[[int], Row] = ticket_row) -> None:
        super().__init__(ids, make)
        self.waiting: list[tuple[int, int]] = []

    def request(self, first: int, last: int) -> None:
        self.asked.append((first, last))
        self.waiting.append((first, last))

    def deliver(self, place: int = 0) -> None:
        super().request(*self.waiting.pop(place))
