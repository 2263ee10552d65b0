"""A date typed freely, with a calendar behind a button."""

from __future__ import annotations

from PySide6.QtCore import QDate, QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QApplication, QCalendarWidget, QLineEdit, QVBoxLayout, QWidget

from itdesk.core.values import parse_date, show_date
from itdesk.ui.kit.icons import icon
from itdesk.ui.kit.text import Panel
from itdesk.ui.kit.theme import theme


class DateEdit(QLineEdit):
    """Text stays as typed, also "31.02.2024": the form says what is wrong with it.

    Alt+Down or the button opens the calendar; a click elsewhere or Esc closes it.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(self.tr("e.g. 23 Nov 2026"))
        action = self.addAction(icon("calendar"), QLineEdit.ActionPosition.TrailingPosition)
        action.setText(self.tr("Choose a day"))
        action.triggered.connect(self.open_calendar)
        self._popup: Panel | None = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        with_alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if event.key() == Qt.Key.Key_Down and with_alt and not self.isReadOnly():
            self.open_calendar()
        else:
            super().keyPressEvent(event)

    def open_calendar(self) -> None:
        """Below the line, on the day that stands there."""
        if self.isReadOnly() or self._popup is not None:
            return
        # A window of its own: dialogs are often smaller than a calendar.
        popup = Panel("overlay", self)
        popup.setWindowFlags(Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        popup.setAccessibleName(self.tr("Choose a day"))
        calendar = QCalendarWidget(popup)
        calendar.setGridVisible(False)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        quiet = QTextCharFormat()
        quiet.setForeground(theme().colour("text2"))
        for day_of_week in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            calendar.setWeekdayTextFormat(day_of_week, quiet)
        calendar.setAccessibleName(self.tr("Calendar"))
        day = parse_date(self.text().strip())
        if day is not None:
            calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        calendar.clicked.connect(self._chosen)
        calendar.activated.connect(self._chosen)
        QVBoxLayout(popup).addWidget(calendar)
        popup.adjustSize()
        popup.move(self._place(popup))
        popup.show()
        calendar.setFocus()
        self._popup = popup
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]

    def _place(self, popup: QWidget) -> QPoint:
        """Below the line, and all of it on the screen."""
        below = self.mapToGlobal(QPoint(0, self.height() + 2))
        room = self.screen().availableGeometry()
        left = max(min(below.x(), room.right() - popup.width()), room.left())
        return QPoint(left, max(min(below.y(), room.bottom() - popup.height()), room.top()))

    def close_calendar(self) -> None:
        if self._popup is None:
            return
        popup, self._popup = self._popup, None
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
        popup.hide()
        popup.deleteLater()
        self.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While the calendar is open: Esc and a press elsewhere close it, and so may the window's system."""
        popup = self._popup
        if popup is None or not isinstance(watched, QWidget):
            return False
        if watched is popup and event.type() is QEvent.Type.Hide:
            self.close_calendar()
            return False
        inside = _belongs_to(watched, popup)
        if event.type() is QEvent.Type.MouseButtonPress and not inside:
            self.close_calendar()
        escape = Qt.Key.Key_Escape
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == escape:
            self.close_calendar()
            return True
        return False

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.close_calendar()

    def _chosen(self, day: QDate) -> None:
        """A click, or Enter; one of them may bring the other along."""
        if self._popup is None:
            return
        self.close_calendar()
        self.setText(show_date(day.toPython()))  # type: ignore[arg-type]
        self.textEdited.emit(self.text())


def _belongs_to(widget: QWidget | None, popup: QWidget) -> bool:
    """Also the menu of the months, which is a window of its own."""
    while widget is not None and widget is not popup:
        widget = widget.parentWidget()
    return widget is popup
