"""A PDF shown a page at a time, drawn by pdfium at the size of the pane."""

from __future__ import annotations

import pypdfium2
from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from itdesk.ui.kit.buttons import IconButton
from itdesk.ui.kit.text import Label, Panel
from itdesk.ui.kit.theme import theme

MARGIN = 24
ZOOMS = (1.0, 1.5, 2.0, 3.0)
PRINT_DPI = 300
POINTS = 72.0


class Sheets:
    """The pages of one PDF; pages are counted from 0. Bytes that are no PDF raise PdfiumError."""

    def __init__(self, data: bytes) -> None:
        self._document = pypdfium2.PdfDocument(data)

    def __len__(self) -> int:
        return len(self._document)

    def image(self, page: int, scale: float) -> QImage:
        """A page at `scale` pixels a point."""
        # pypdfium2's annotation says int; a fraction is what it documents.
        bitmap = self._document[page].render(scale=scale, prefer_bgrx=True)  # pyright: ignore[reportArgumentType]
        form = QImage.Format.Format_RGB32
        return QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, form).copy()

    def size(self, page: int) -> tuple[float, float]:
        """Width and height in points."""
        return self._document[page].get_size()

    def print_on(self, printer: QPrinter) -> None:
        """Every page the person chose, as large as the paper's printable area."""
        first = (printer.fromPage() or 1) - 1
        last = printer.toPage() or len(self)
        painter = QPainter(printer)
        for page in range(first, min(last, len(self))):
            if page > first:
                printer.newPage()
            image = self.image(page, min(printer.resolution(), PRINT_DPI) / POINTS)
            room = QRectF(printer.pageLayout().paintRectPixels(printer.resolution()))
            factor = min(room.width() / image.width(), room.height() / image.height())
            painter.drawImage(QRectF(0, 0, image.width() * factor, image.height() * factor), image)
        painter.end()


class _Paper(QWidget):
    """One page on the ground, with a line around it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = QPixmap()

    def show_picture(self, picture: QPixmap) -> None:
        self._picture = picture
        size = picture.deviceIndependentSize().toSize()
        self.setMinimumSize(size.width() + 2 * MARGIN, size.height() + 2 * MARGIN)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._picture.isNull():
            return
        painter = QPainter(self)
        size = self._picture.deviceIndependentSize()
        left, top = (self.width() - size.width()) / 2, float(MARGIN)
        painter.drawPixmap(round(left), round(top), self._picture)
        painter.setPen(theme().colour("border"))
        painter.drawRect(QRectF(left, top, size.width(), size.height()))
        painter.end()


class PdfPreview(Panel):
    """Page buttons over the page. PageUp and PageDown turn, + and - zoom."""

    page_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("ground", parent)
        self._sheets: Sheets | None = None
        self._page, self._zoom = 0, 0
        self._back = IconButton("chevron-left", self.tr("Page before"))
        self._next = IconButton("chevron-right", self.tr("Next page"))
        self._smaller = IconButton("zoom-out", self.tr("Smaller"))
        self._larger = IconButton("zoom-in", self.tr("Larger"))
        self.where = Label("", "body", "text2")
        self.note = Label("", "small", "text2")
        self._paper = _Paper()
        self._area = QScrollArea(self)
        self._area.setWidget(self._paper)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._area.setAccessibleName(self.tr("Preview"))
        self._arrange()
        self._connect()
        self.clear()

    def _arrange(self) -> None:
        bar = Panel("topbar", self)
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(6)
        for widget in (self._back, self.where, self._next):
            row.addWidget(widget)
        row.addStretch(1)
        for widget in (self.note, self._smaller, self._larger):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self._area, 1)

    def _connect(self) -> None:
        self._back.clicked.connect(self.previous_page)
        self._next.clicked.connect(self.next_page)
        self._smaller.clicked.connect(self.zoom_out)
        self._larger.clicked.connect(self.zoom_in)

    # --- what is shown -------------------------------------------------------------------
    @property
    def sheets(self) -> Sheets | None:
        return self._sheets

    def show_pdf(self, data: bytes, note: str = "") -> None:
        """Show a document from its first page."""
        self._sheets, self._page = Sheets(data), 0
        self.note.setText(note)
        self._draw()

    def clear(self) -> None:
        self._sheets, self._page = None, 0
        self._paper.show_picture(QPixmap())
        self.note.setText("")
        self._say()

    def next_page(self) -> None:
        self._turn(self._page + 1)

    def previous_page(self) -> None:
        self._turn(self._page - 1)

    def zoom_in(self) -> None:
        self._set_zoom(self._zoom + 1)

    def zoom_out(self) -> None:
        self._set_zoom(self._zoom - 1)

    def _turn(self, page: int) -> None:
        if self._sheets is not None and 0 <= page < len(self._sheets):
            self._page = page
            self._draw()
            self._area.verticalScrollBar().setValue(0)
            self.page_changed.emit(page)

    def _set_zoom(self, zoom: int) -> None:
        if 0 <= zoom < len(ZOOMS):
            self._zoom = zoom
            self._draw()

    def _draw(self) -> None:
        """The page as wide as the pane, times the zoom, as sharp as the screen."""
        self._say()
        if self._sheets is None:
            return
        # As if the bar for long pages stood there already: without it a page that fits moves sideways.
        bar = self._area.verticalScrollBar().sizeHint().width()
        room = max(self._area.contentsRect().width() - bar - 2 * MARGIN, 200)
        ratio = self.devicePixelRatioF()
        scale = room / self._sheets.size(self._page)[0] * ZOOMS[self._zoom] * ratio
        picture = QPixmap.fromImage(self._sheets.image(self._page, scale))
        picture.setDevicePixelRatio(ratio)
        self._paper.show_picture(picture)

    def _say(self) -> None:
        count = len(self._sheets) if self._sheets is not None else 0
        words = self.tr("Page {page} of {count}").format(page=self._page + 1, count=count)
        self.where.setText(words if count else self.tr("No preview yet"))
        self._back.setEnabled(self._page > 0)
        self._next.setEnabled(self._page + 1 < count)
        self._smaller.setEnabled(count > 0 and self._zoom > 0)
        self._larger.setEnabled(count > 0 and self._zoom + 1 < len(ZOOMS))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._draw()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        turns = {
            Qt.Key.Key_PageDown: self.next_page,
            Qt.Key.Key_PageUp: self.previous_page,
            Qt.Key.Key_Plus: self.zoom_in,
            Qt.Key.Key_Minus: self.zoom_out,
        }
        step = turns.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            step()
