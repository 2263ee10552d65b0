"""Small questions: a name, a date, the file to write."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from itdesk.ui.kit.buttons import Button
from itdesk.ui.kit.date_edit import DateEdit
from itdesk.ui.kit.forms import ErrorLine
from itdesk.ui.kit.text import Label, Panel
from itdesk.ui.kit.theme import theme

WIDTH = 430


class AskDialog(QDialog):
    """One field and two buttons. `answered` comes with the text; `refuse` says what is wrong with it."""

    answered = Signal(str)

    def __init__(
        self,
        title: str,
        label: str,
        button: str,
        text: str = "",
        parent: QWidget | None = None,
        *,
        date: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(theme().px(WIDTH))
        self.field: QLineEdit = DateEdit(self) if date else QLineEdit(self)
        self.field.setText(text)
        self.field.setAccessibleName(label)
        self.field.selectAll()
        self._error = ErrorLine(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._body(title, label))
        column.addWidget(self._foot(button))

    def _body(self, title: str, label: str) -> QWidget:
        body = Panel("pane", self)
        column = QVBoxLayout(body)
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(6)
        column.addWidget(Label(title, "strong", weight=600))
        column.addSpacing(6)
        caption = Label(label, "small", "text2", 500)
        caption.setBuddy(self.field)
        column.addWidget(caption)
        column.addWidget(self.field)
        column.addWidget(self._error)
        return body

    def _foot(self, button: str) -> QWidget:
        foot = Panel("dialogfoot", self)
        row = QHBoxLayout(foot)
        row.setContentsMargins(20, 10, 20, 10)
        row.setSpacing(8)
        row.addStretch(1)
        cancel, accept = Button(self.tr("Cancel")), Button(button, "primary")
        cancel.clicked.connect(self.reject)
        accept.clicked.connect(self._answer)
        accept.setDefault(True)
        row.addWidget(cancel)
        row.addWidget(accept)
        return foot

    def _answer(self) -> None:
        text = self.field.text().strip()
        if text:
            self.answered.emit(text)
        else:
            self.refuse(self.tr("Type something first."))

    def refuse(self, sentence: str) -> None:
        """Say what is wrong; what was typed stays."""
        self._error.say(sentence)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
