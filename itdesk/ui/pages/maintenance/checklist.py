"""The checklist of a work order: boxes that are empty, ticked or crossed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from itdesk.maintenance.service import Item
from itdesk.ui.kit.buttons import Button
from itdesk.ui.kit.cards import Card, rule
from itdesk.ui.kit.state_glyph import draw_glyph
from itdesk.ui.kit.text import Label, set_tooltip
from itdesk.ui.kit.theme import theme

_NEXT = {"open": "ok", "ok": "failed", "failed": "open"}
_LOOKS = {"ok": ("ok", "check"), "failed": ("crit", "cross")}
BOX = 18


class CheckBox(QAbstractButton):
    """A press goes from empty to done to failed and back."""

    def __init__(self, item: Item, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item = item
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedSize(self.sizeHint())
        words = {"open": self.tr("open"), "ok": self.tr("done"), "failed": self.tr("failed")}
        self.setAccessibleName(f"{item.text}: {words.get(item.state, item.state)}")
        set_tooltip(self, self.tr("Done, failed, open: press again"))

    @property
    def following(self) -> str:
        return _NEXT.get(self.item.state, "open")

    def sizeHint(self) -> QSize:
        side = theme().px(BOX) + 4
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(2.5, 2.5, -2.5, -2.5)
        known = _LOOKS.get(self.item.state)
        if known is None:
            painter.setPen(QPen(look.colour("border_strong"), 1))
            painter.setBrush(look.colour("surface"))
            painter.drawRoundedRect(box, 4, 4)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.state(known[0]))
            painter.drawRoundedRect(box, 4, 4)
            inset = box.width() * 0.24
            draw_glyph(painter, known[1], box.adjusted(inset, inset, -inset, -inset), look.colour("surface"))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.colour("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)


class Checklist(Card):
    """Says what a person ticks; the page writes it and shows the list again."""

    ticked = Signal(int, str)
    """(item, its next state)."""
    measured = Signal(int, str)
    """(item, what was measured)."""
    ticket_asked = Signal(int)
    """A failed item needs a ticket."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("Checklist", "Checklist"), parent=parent)
        self.boxes: list[CheckBox] = []
        self._shown: tuple[tuple[Item, ...], bool] | None = None
        self._fields: dict[QLineEdit, Item] = {}
        self._buttons: dict[Button, Item] = {}

    def show_items(self, items: Sequence[Item], *, has_ticket: bool) -> None:
        """`has_ticket`: a ticket was opened from this list already. What is being typed stays."""
        if self._shown == (tuple(items), has_ticket):
            return
        self._shown = (tuple(items), has_ticket)
        focused = next((box.item.id for box in self.boxes if box.hasFocus()), None)
        typing = next(
            ((i, f.text(), f.cursorPosition()) for f, i in self._fields.items() if f.hasFocus()), None
        )
        # first of all: a field that goes loses the focus, and half a measure is none
        self.boxes, self._fields, self._buttons = [], {}, {}
        self.clear()
        done, failed = (sum(item.state == state for item in items) for state in ("ok", "failed"))
        words = self.tr("{done} of {count}").format(done=done, count=len(items))
        self.set_aside(words + (self.tr(" · {failed} failed").format(failed=failed) if failed else ""))
        self.setVisible(bool(items))
        for place, item in enumerate(items):
            if place:
                self.rows.addWidget(rule())
            self.rows.addWidget(self._row(item, has_ticket=has_ticket))
        for box in self.boxes:
            if box.item.id == focused:
                box.setFocus(Qt.FocusReason.OtherFocusReason)
        if typing is not None:
            self._type_on(*typing, {item.id for item in items})

    def _type_on(self, item: Item, text: str, place: int, present: set[int]) -> None:
        """What is being typed goes on in its field; of another work order's item it is told."""
        if item.id not in present and text != item.measure:
            self.measured.emit(item.id, text)
        for field, other in self._fields.items():
            if other.id == item.id:
                field.setText(text)
                field.setFocus(Qt.FocusReason.OtherFocusReason)
                field.setCursorPosition(place)

    def _row(self, item: Item, *, has_ticket: bool) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        box = CheckBox(item, line)
        box.clicked.connect(self._clicked)
        self.boxes.append(box)
        row.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
        is_open = item.state != "ok"
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(Label(item.text, ink="text" if is_open else "text2", weight=500, wrap=True))
        row.addLayout(words, 1)
        if item.state == "failed":
            words.addWidget(self._measure(item))
            if not has_ticket:
                button = Button(self.tr("Open ticket"), "link")
                button.clicked.connect(self._ticket)
                self._buttons[button] = item
                row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _measure(self, item: Item) -> QLineEdit:
        field = QLineEdit(item.measure)
        field.setPlaceholderText(self.tr("What was found?"))
        field.setAccessibleName(self.tr("Measured: {text}").format(text=item.text))
        field.editingFinished.connect(self._measure_left)
        self._fields[field] = item
        return field

    def _clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, CheckBox):
            self.ticked.emit(sender.item.id, sender.following)

    def _measure_left(self) -> None:
        sender = self.sender()
        item = self._fields.get(sender) if isinstance(sender, QLineEdit) else None
        if item is not None and isinstance(sender, QLineEdit) and sender.text() != item.measure:
            self.measured.emit(item.id, sender.text())

    def _ticket(self) -> None:
        sender = self.sender()
        item = self._buttons.get(sender) if isinstance(sender, Button) else None
        if item is not None:
            self.ticket_asked.emit(item.id)
