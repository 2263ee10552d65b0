"""A date typed freely, with a calendar behind a button."""

from __future__ import annotations

from PySide6.QtCore import QDate, QPoint
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QVBoxLayout, QWidget

from itdesk.core.values import parse_date, show_date
from itdesk.ui.kit.icons import icon
from itdesk.ui.kit.text import Panel


class DateEdit(QLineEdit):
    """Text stays as typed, also "31.02.2024": the form says what is wrong with it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(self.tr("e.g. 23 Nov 2026"))
        action = self.addAction(icon("calendar"), QLineEdit.ActionPosition.TrailingPosition)
        action.setText(self.tr("Choose a day"))
        action.triggered.connect(self._open)
        self._popup: Panel | None = None

    def _open(self) -> None:
        window = self.window()
        popup = Panel("overlay", window)
        calendar = QCalendarWidget(popup)
        calendar.setGridVisible(False)
        calendar.setAccessibleName(self.tr("Calendar"))
        day = parse_date(self.text().strip())
        if day is not None:
            calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        calendar.clicked.connect(self._chosen)
        QVBoxLayout(popup).addWidget(calendar)
        place = self.mapTo(window, QPoint(0, self.height() + 2))
        popup.adjustSize()
        top = min(place.y(), max(window.height() - popup.height() - 8, 0))
        popup.move(min(place.x(), max(window.width() - popup.width() - 8, 0)), top)
        popup.show()
        popup.raise_()
        calendar.setFocus()
        self._popup = popup

    def _chosen(self, day: QDate) -> None:
        self.setText(show_date(day.toPython()))  # type: ignore[arg-type]
        self.textEdited.emit(self.text())
        if self._popup is not None:
            self._popup.deleteLater()
            self._popup = None
        self.setFocus()
