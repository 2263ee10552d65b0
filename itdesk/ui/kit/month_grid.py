"""A month of six weeks with chips on its days; every chip is a button."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from itdesk.core.values import show_date
from itdesk.ui.kit import fonts
from itdesk.ui.kit.buttons import Button, set_words
from itdesk.ui.kit.state_glyph import draw_glyph
from itdesk.ui.kit.text import set_tooltip
from itdesk.ui.kit.theme import theme

WEEKS, DAYS = 6, 7
STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
HEAD, NUMBER, CHIP, TALL, GAP, PAD = 26, 26, 22, 35, 3, 6
_TEXT, _LONGEST = 20, 200


@dataclass(frozen=True, slots=True)
class DayChip:
    """`state` is a theme state, or "done" (sunken with a tick)."""

    key: int
    day: date
    text: str
    state: str
    glyph: str


class ChipButton(QAbstractButton):
    """One line of a day."""

    def __init__(self, chip: DayChip, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chip = chip
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        set_words(self, chip.text)
        self.setAccessibleName(f"{chip.text}, {show_date(chip.day)}")
        set_tooltip(self, chip.text)

    def sizeHint(self) -> QSize:
        return QSize(80, theme().px(CHIP))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows are the grid's."""
        if Qt.Key(event.key()) in STEPS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        state, done = self.chip.state, self.chip.state == "done"
        ground = look.colour("sunken") if done else look.state(state, "bg")
        ink = look.colour("text2") if done else look.state(state, "fg")
        mark = look.state("ok") if done else ink
        if self.isChecked():
            ground, ink = look.colour("accent_fill"), look.colour("on_accent")
            mark = ink
        painter.setPen(look.colour("accent") if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        side = look.px(8)
        draw_glyph(painter, self.chip.glyph, QRectF(6, (self.height() - side) / 2, side, side), mark)
        painter.setPen(ink)
        painter.setFont(fonts.font("small", 500))
        lines = self.lines(self.width())
        if self.height() < look.px(TALL):
            lines = [fonts.elided(self.chip.text, self.width() - look.px(_TEXT) - 4, "small", 500)]
        line = self.height() / len(lines) - (2 if len(lines) > 1 else 0)
        top = (self.height() - line * len(lines)) / 2
        for number, words in enumerate(lines):
            box = QRectF(look.px(_TEXT), top + number * line, self.width(), line)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words)

    def lines(self, width: int) -> list[str]:
        """The text in one or two lines within a chip of this width."""
        room = width - theme().px(_TEXT) - 4
        known, text = fonts.metrics("small", 500), fonts.one_line(self.chip.text)
        if known.horizontalAdvance(text[:_LONGEST]) <= room:
            return [text]
        first, words = "", text[:_LONGEST].split()
        while words and known.horizontalAdvance(f"{first} {words[0]}".strip()) <= room:
            first = f"{first} {words.pop(0)}".strip()
        if not first or not words:
            return [fonts.elided(text, room, "small", 500)]
        return [first, fonts.elided(" ".join(words), room, "small", 500)]

    def height_in(self, width: int) -> int:
        return theme().px(CHIP if len(self.lines(width)) == 1 else TALL)


class MonthGrid(QWidget):
    """Shows the month of `month`; arrows move among chips."""

    chosen = Signal(int)
    """The key of the chip that was pressed."""
    more_asked = Signal(object)
    """A day has more than there is room for: its date."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first = date.today().replace(day=1)
        self._month = self._first.month
        self._today = date.today()
        self._closed: Mapping[str, str] = {}
        self._buttons: list[ChipButton] = []
        self._more: list[tuple[date, Button]] = []
        self._chosen: int | None = None
        self.setMinimumSize(420, 360)
        self.setAccessibleName(self.tr("Calendar"))

    @property
    def buttons(self) -> Sequence[ChipButton]:
        return self._buttons

    def show_month(
        self, month: date, today: date, chips: Sequence[DayChip], closed: Mapping[str, str]
    ) -> None:
        """`month` is any day of it; `closed` names holidays by ISO date."""
        first = month.replace(day=1)
        self._first = first - timedelta(days=first.weekday())
        self._month, self._today, self._closed = first.month, today, closed
        focused = next((b.chip.key for b in self._buttons if b.hasFocus()), None)
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = [ChipButton(chip, self) for chip in chips if self._place(chip.day) is not None]
        for button in self._buttons:
            button.setChecked(button.chip.key == self._chosen)
            button.clicked.connect(self._clicked)
            if button.chip.key == focused:
                button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._lay_out()
        self.update()

    def choose(self, key: int | None) -> None:
        self._chosen = key
        for button in self._buttons:
            button.setChecked(button.chip.key == key)

    def span(self) -> tuple[date, date]:
        """The first and the last day on screen."""
        return self._first, self._first + timedelta(days=WEEKS * DAYS - 1)

    # --- layout --------------------------------------------------------------------------
    def _place(self, day: date) -> int | None:
        place = (day - self._first).days
        return place if 0 <= place < WEEKS * DAYS else None

    def _cell(self, place: int) -> QRectF:
        head = theme().px(HEAD)
        width, height = self.width() / DAYS, (self.height() - head) / WEEKS
        return QRectF(place % DAYS * width, head + place // DAYS * height, width, height)

    def _lay_out(self) -> None:
        """As many chips as fit; what does not becomes "+2"."""
        for _day, button in self._more:
            button.hide()
            button.deleteLater()
        self._more = []
        by_day: dict[date, list[ChipButton]] = {}
        for button in self._buttons:
            by_day.setdefault(button.chip.day, []).append(button)
        for day, buttons in by_day.items():
            self._lay_out_day(day, buttons)

    def _lay_out_day(self, day: date, buttons: Sequence[ChipButton]) -> None:
        place = self._place(day)
        if place is None:
            return
        look, cell = theme(), self._cell(place)
        top, left = int(cell.top()) + look.px(NUMBER), int(cell.left()) + PAD
        width, end = int(cell.width()) - 2 * PAD, int(cell.bottom()) - 2
        left_out = 0
        for number, button in enumerate(buttons):
            below = 0 if number == len(buttons) - 1 else look.px(18)
            height = button.height_in(width)
            if number == 0 and top + height + below > end:
                height = look.px(CHIP)
            fits = not left_out and (number == 0 or top + height + below <= end)
            button.setVisible(fits)
            left_out += not fits
            if fits:
                button.setGeometry(left, top, width, height)
                top += height + GAP
        if left_out:
            more = Button(self.tr("+{count} more").format(count=left_out), "link", parent=self)
            more.clicked.connect(self._more_clicked)
            more.setGeometry(left, top, width, look.px(18))
            more.show()
            self._more.append((day, more))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._lay_out()

    # --- painting ------------------------------------------------------------------------
    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        painter.fillRect(self.rect(), look.colour("surface"))
        painter.setFont(fonts.font("small", 500))
        for weekday in range(DAYS):
            cell = self._cell(weekday)
            box = QRectF(cell.left() + 8, 0, cell.width() - 8, cell.top())
            painter.setPen(look.colour("text3"))
            name = f"{self._first + timedelta(days=weekday):%a}"
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, name)
        for place in range(WEEKS * DAYS):
            self._paint_day(painter, place)

    def _paint_day(self, painter: QPainter, place: int) -> None:
        look, cell = theme(), self._cell(place)
        day = self._first + timedelta(days=place)
        name = self._closed.get(day.isoformat(), "")
        quiet = day.month != self._month or day.weekday() >= 5 or bool(name)
        if quiet:
            painter.fillRect(cell, look.colour("window"))
        line = look.colour("border")
        painter.fillRect(QRectF(cell.left(), cell.top(), cell.width(), 1), line)
        if place % DAYS:
            painter.fillRect(QRectF(cell.left(), cell.top(), 1, cell.height()), line)
        words = f"{day.day} {day:%b}" if day.day == 1 else str(day.day)
        box = QRectF(cell.left() + 8, cell.top() + 4, cell.width() - 16, look.px(20))
        self._paint_number(painter, box, words, day, quiet=quiet)
        if name:
            painter.setPen(look.colour("text3"))
            painter.setFont(fonts.font("small"))
            room = int(box.width() - look.px(34))
            align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(box, align, fonts.elided(name, room, "small"))

    def _paint_number(self, painter: QPainter, box: QRectF, words: str, day: date, *, quiet: bool) -> None:
        look = theme()
        painter.setFont(fonts.font("body", 500))
        if day == self._today:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            width = max(fonts.metrics("body", 500).horizontalAdvance(words) + 8, look.px(22))
            pill = QRectF(box.left() - 3, box.top(), width, look.px(20))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("accent_fill"))
            painter.drawRoundedRect(pill, 10, 10)
            painter.setPen(look.colour("on_accent"))
            painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, words)
            return
        painter.setPen(look.colour("text3" if quiet else "text"))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words)

    # --- keys ------------------------------------------------------------------------------
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = STEPS.get(Qt.Key(event.key()))
        shown = [button for button in self._buttons if button.isVisible()]
        here = next((i for i, button in enumerate(shown) if button.hasFocus()), None)
        if step is None or here is None:
            super().keyPressEvent(event)
            return
        shown[min(max(here + step, 0), len(shown) - 1)].setFocus(Qt.FocusReason.TabFocusReason)

    def _clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, ChipButton):
            self.choose(sender.chip.key)
            self.chosen.emit(sender.chip.key)

    def _more_clicked(self) -> None:
        day = next((day for day, button in self._more if button is self.sender()), None)
        if day is not None:
            self.more_asked.emit(day)


def month_title(day: date) -> str:
    """ "November 2026"."""
    return f"{day:%B} {day.year}"
