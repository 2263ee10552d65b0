"""Ctrl+K: everything that can be opened or done, by typing a part of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListView, QVBoxLayout, QWidget
from shiboken6 import isValid

from itdesk.ui.kit import fonts
from itdesk.ui.kit.icon_mark import IconMark
from itdesk.ui.kit.keycap import KeyHint
from itdesk.ui.kit.text import Label, Panel
from itdesk.ui.kit.theme import theme
from itdesk.ui.shell.palette_rows import (
    HEAD,
    ROW,
    WIDTH,
    PaletteDelegate,
    PaletteGroup,
    PaletteItem,
    PaletteRows,
)

TOP, MOST = 96, 560
TYPING_MS = 60


class Palette(QWidget):
    """Covers the window with a scrim. Whoever opens it answers `typed` with `put`."""

    typed = Signal(str)
    """What was typed, after a moment's rest; answer with `put(text, groups)`."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._over = window
        self._model = PaletteRows(self)
        self._before: QWidget | None = None
        self._answered: str | None = None
        self._runs_answer = False
        self._box = Panel("overlay", self)
        self.field = QLineEdit(self._box)
        self.field.setProperty("bare", "true")
        self.field.setFont(fonts.font("title"))
        self.field.setPlaceholderText(self.tr("Search or run…"))
        self.field.setAccessibleName(self.tr("Search or run a command"))
        self.view = QListView(self._box)
        self._said = Label("", "small", "text2")
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(TYPING_MS)
        self._rest.timeout.connect(self._tell)
        self._arrange()
        self.field.textEdited.connect(self._rest.start)
        self.field.installEventFilter(self)
        self.view.clicked.connect(self._clicked)
        window.installEventFilter(self)
        self.setAccessibleName(self.tr("Command palette"))
        self.hide()

    def _arrange(self) -> None:
        self.view.setObjectName("plainlist")
        self.view.setModel(self._model)
        self.view.setItemDelegate(PaletteDelegate(self.view))
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setAccessibleName(self.tr("Found"))
        column = QVBoxLayout(self._box)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._head())
        line = Panel("rule")
        line.setFixedHeight(1)
        column.addWidget(line)
        column.addWidget(self.view, 1)
        column.addWidget(self._foot())

    def _head(self) -> QWidget:
        head = QWidget(self._box)
        row = QHBoxLayout(head)
        row.setContentsMargins(20, 14, 18, 14)
        row.setSpacing(12)
        row.addWidget(IconMark("search", "text2", 20))
        row.addWidget(self.field, 1)
        hints = ((">", self.tr("command")), ("@", self.tr("asset")), ("#", self.tr("ticket")))
        for key, words in hints:
            row.addWidget(KeyHint(key, words))
        return head

    def _foot(self) -> QWidget:
        foot = Panel("popupfoot", self._box)
        row = QHBoxLayout(foot)
        row.setContentsMargins(18, 8, 18, 8)
        row.setSpacing(14)
        hints = (("↑↓", self.tr("move")), ("↵", self.tr("open")), ("Esc", self.tr("close")))
        for key, words in hints:
            row.addWidget(KeyHint(key, words))
        row.addStretch(1)
        row.addWidget(self._said)
        return foot

    # --- open and close ----------------------------------------------------------------------
    def open(self, text: str = "") -> None:
        """Show it over the window, its field in focus."""
        if not self.isVisible():
            self._before = self.window().focusWidget()
        self._answered, self._runs_answer = None, False
        self.field.setText(text)
        self._place()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._tell()

    def dismiss(self) -> None:
        """Take it away; the focus goes back to where it was."""
        if not self.isVisible():
            return
        self._rest.stop()
        self.hide()
        before, self._before = self._before, None
        if before is not None and isValid(before):  # a list may have been read anew meanwhile
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def put(self, text: str, groups: Sequence[PaletteGroup], said: str = "", *, is_all: bool = True) -> None:
        """Rows for what was typed; an answer to an older text is dropped. `is_all`: no more will come."""
        if text != self.field.text() or not self.isVisible():
            return
        self._model.show([group for group in groups if group.items], text.lstrip(">@# "))
        self._said.setText(said)
        self._step(0)
        self._place()
        self._answered = text if is_all else None
        if is_all and self._runs_answer:
            self._run(self.view.currentIndex().row())

    def items(self) -> list[PaletteItem]:
        """The rows on offer, without headings."""
        return [row for row in self._model.rows if isinstance(row, PaletteItem)]

    def _tell(self) -> None:
        self._rest.stop()
        self.typed.emit(self.field.text())

    # --- keys ----------------------------------------------------------------------------------
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._key(event)
        if watched is self._over and event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.dismiss()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Tab):
            self._step(1)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Backtab):
            self._step(-1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        else:
            return False
        return True

    def _enter(self) -> None:
        """Fast fingers mean what they typed, not the rows that still stand there: those are waited for."""
        if self._answered == self.field.text():
            self._run(self.view.currentIndex().row())
        else:
            self._runs_answer = True
            self._tell()

    def _step(self, by: int) -> None:
        places = [place for place, row in enumerate(self._model.rows) if isinstance(row, PaletteItem)]
        if not places:
            return
        here = self.view.currentIndex().row()
        at = places.index(here) if here in places else 0
        index = self._model.index(places[(at + by) % len(places)], 0)
        self.view.setCurrentIndex(index)
        if index.row() == places[0]:
            self.view.scrollToTop()
        else:
            self.view.scrollTo(index)

    def _clicked(self, index: QModelIndex) -> None:
        self._run(index.row())

    def _run(self, row: int) -> None:
        self._runs_answer = False
        item = self._model.item(row)
        if item is None:
            return
        self.dismiss()
        item.run()

    # --- looks -----------------------------------------------------------------------------------
    def _place(self) -> None:
        look, window = theme(), self._over
        self.setGeometry(window.rect())
        width = min(look.px(WIDTH), window.width() - 32)
        rows = sum(look.px(HEAD if isinstance(row, str) else ROW) for row in self._model.rows)
        height = min(rows + look.px(112), look.px(MOST), window.height() - look.px(TOP) - 16)
        self._box.setGeometry((window.width() - width) // 2, look.px(TOP), width, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme().colour("scrim"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Beside the box; a press inside that nobody took is none."""
        if not self._box.geometry().contains(event.position().toPoint()):
            self.dismiss()
