"""Text on screen: always plain, so that no value can smuggle markup in."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyle, QStyleOption, QWidget

from itdesk.ui.kit import fonts


class Label(QLabel):
    """A plain-text label; `role` names the font size, `ink` the colour, `weight` 400, 500 or 600."""

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        ink: str = "text",
        weight: int = 400,
        parent: QWidget | None = None,
        *,
        wrap: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setProperty("ink", ink)
        self.setFont(fonts.weighted(weight))
        self.setWordWrap(wrap)
        self.setText(text)

    def set_ink(self, ink: str) -> None:
        """Another colour; the style looks at properties only when it polishes."""
        if self.property("ink") != ink:
            self.setProperty("ink", ink)
            repolish(self)

    def set_weight(self, weight: int) -> None:
        self.setFont(fonts.weighted(weight))


class ElidedLabel(Label):
    """One line that ends in "…" where it does not fit and then has the full text as tooltip."""

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        ink: str = "text",
        weight: int = 400,
        parent: QWidget | None = None,
        *,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        self._mode = mode
        super().__init__(text, role, ink, weight, parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(24, self.sizeHint().height())

    def sizeHint(self) -> QSize:
        """One line high, also where the text has several."""
        hint, line = super().sizeHint(), fonts.one_line(self.text())
        if line == self.text():
            return hint
        known, margins = self.fontMetrics(), self.contentsMargins()
        width = known.horizontalAdvance(line) + margins.left() + margins.right()
        return QSize(width, known.height() + margins.top() + margins.bottom())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._explain()

    def setText(self, text: str) -> None:
        super().setText(text)
        self._explain()

    def _explain(self) -> None:
        fits = self.fontMetrics().horizontalAdvance(fonts.one_line(self.text())) <= self.width()
        set_tooltip(self, "" if fits else self.text())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        line = fonts.one_line(self.text())
        shown = self.fontMetrics().elidedText(line, self._mode, self.contentsRect().width())
        painter.drawText(self.contentsRect(), int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), shown)


class NameLabel(ElidedLabel):
    """Takes the room its text needs and no more; gives way where there is less."""

    def __init__(
        self, text: str = "", role: str = "body", ink: str = "text", weight: int = 600,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(text, role, ink, weight, parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)


class Panel(QWidget):
    """A container whose object name the style sheet paints ("card", "well", "topbar", …)."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOption()
        option.initFrom(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, QPainter(self), self)


def plain_tooltip(text: str) -> str:
    """`text` so that Qt shows it literally: a tooltip guesses rich text and would load pictures.

    Text that could be taken for markup is escaped and marked as rich on purpose. Qt takes "&lt;" for it too.
    """
    if "<" not in text and "&lt;" not in text:
        return text
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<qt>{escaped.replace(chr(10), '<br>')}</qt>"


def set_tooltip(widget: QWidget, text: str) -> None:
    """A tooltip that shows `text` as it is."""
    if widget.toolTip() != (plain := plain_tooltip(text)):
        widget.setToolTip(plain)


def name_for_readers(widget: QWidget, name: str, description: str = "") -> None:
    """What a screen reader says for a widget that has no text of its own."""
    widget.setAccessibleName(name)
    if description:
        widget.setAccessibleDescription(description)


def repolish(widget: QWidget) -> None:
    """Make the style sheet look at changed properties again."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()
