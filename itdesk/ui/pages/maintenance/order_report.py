"""What a person reports of a work order: findings, minutes and parts, typed freely and read when asked."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QLineEdit, QPlainTextEdit, QWidget

from itdesk.core.errors import DeskError, InvalidRecordError
from itdesk.core.kinds import Kind, Value
from itdesk.core.values import parse_value
from itdesk.store.rowform import Snapshot
from itdesk.ui.kit.forms import ErrorLine
from itdesk.ui.kit.text import Label
from itdesk.ui.kit.wording import error_text

FIELDS = ("findings", "minutes", "parts")


class OrderReport(QWidget):
    """Three fields and a line that says what is wrong with them."""

    def __init__(self, kind: Kind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.findings, self.parts, self.minutes = QPlainTextEdit(), QPlainTextEdit(), QLineEdit()
        self.error = ErrorLine()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(4)
        grid.setHorizontalSpacing(12)
        places = ((self.findings, "findings", 0), (self.parts, "parts", 2), (self.minutes, "minutes", 4))
        for widget, name, row in places:
            label = kind.column(name).label
            widget.setAccessibleName(label)
            caption = Label(label, "small", "text2", 500)
            caption.setBuddy(widget)
            grid.addWidget(caption, row, 0)
            grid.addWidget(widget, row + 1, 0)
        self.findings.setFixedHeight(76)
        self.parts.setFixedHeight(52)
        for text in (self.findings, self.parts):
            text.setTabChangesFocus(True)
        self.minutes.setMaximumWidth(120)
        grid.addWidget(self.error, 6, 0)

    def typed(self) -> dict[str, str]:
        texts = (self.findings.toPlainText(), self.minutes.text(), self.parts.toPlainText())
        return dict(zip(FIELDS, (text.strip() for text in texts), strict=True))

    def put(self, texts: dict[str, str]) -> None:
        self.findings.setPlainText(texts["findings"])
        self.parts.setPlainText(texts["parts"])
        self.minutes.setText(texts["minutes"])

    def values(self, kind: Kind) -> dict[str, Value] | None:
        """What stands in the fields, to be stored; None when the time is no number, which is said."""
        typed = self.typed()
        try:
            minutes = parse_value(kind.column("minutes"), typed["minutes"] or None)
        except DeskError as error:
            self.refuse(error, kind)
            self.minutes.setFocus()
            return None
        return {"findings": typed["findings"] or None, "parts": typed["parts"] or None, "minutes": minutes}

    def refuse(self, error: DeskError, kind: Kind) -> None:
        """Say what is wrong, in the words of the fields; what was typed stays."""
        problems = error.problems if isinstance(error, InvalidRecordError) else (error,)
        self.error.say(" ".join(error_text(problem, kind) for problem in problems))


def stored(order: Snapshot) -> dict[str, str]:
    """The report that an order has."""
    return {name: str(order[name] if order[name] is not None else "") for name in FIELDS}
