"""Writing a manual: Markdown at the left, how it will be read at the right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QSplitter, QVBoxLayout, QWidget

from itdesk.knowledge.markdown import to_html
from itdesk.ui.kit import fonts
from itdesk.ui.kit.banner import Banner
from itdesk.ui.kit.buttons import Button
from itdesk.ui.kit.html import SafeBrowser
from itdesk.ui.kit.text import Label, Panel
from itdesk.ui.kit.theme import theme
from itdesk.ui.pages.knowledge.reading import page_html, style, weigh

REST_MS = 250


class ManualEditor(Panel):
    """`save_asked` comes with the text; call `saved()` or `refuse()`."""

    save_asked = Signal(str)
    left = Signal()
    """The person gives the edit up."""
    picture_asked = Signal()

    def __init__(self, picture: Callable[[str], bytes | None], parent: QWidget | None = None) -> None:
        super().__init__("pane", parent)
        self._before = ""
        self._title = ""
        self.text = QPlainTextEdit(self)
        self.text.setFont(fonts.font("body", mono=True))
        self.text.setTabChangesFocus(False)
        self.text.setAccessibleName(self.tr("Text in Markdown"))
        self.preview = SafeBrowser(picture, self)
        self.preview.setAccessibleName(self.tr("Preview"))
        self.preview.setFrameShape(SafeBrowser.Shape.NoFrame)
        self.preview.setObjectName("reading")
        self.banner = Banner(self)
        self.save = Button(self.tr("Save version"), "primary")
        self._arrange()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._show_preview)
        self.text.textChanged.connect(self._rest.start)
        self.save.clicked.connect(self._save)
        QShortcut(QKeySequence(Qt.Modifier.CTRL | Qt.Key.Key_S), self, self._save)

    def _arrange(self) -> None:
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(self.text)
        split.addWidget(self.preview)
        split.setSizes([500, 500])
        foot = Panel("dialogfoot", self)
        row = QHBoxLayout(foot)
        row.setContentsMargins(18, 10, 18, 10)
        row.setSpacing(8)
        picture = Button(self.tr("Picture…"), icon="image")
        picture.clicked.connect(self.picture_asked)
        hint = Label(self.tr("# heading   **bold**   1. step   > warning"), "small", "text2")
        cancel = Button(self.tr("Cancel"))
        cancel.clicked.connect(self.left)
        row.addWidget(picture)
        row.addWidget(hint)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(split, 1)
        column.addWidget(foot)

    def load(self, title: str, text: str, draft: str | None = None) -> None:
        """Edit this text; `draft` is what was typed before the person looked elsewhere."""
        self._title, self._before = title, text
        self.banner.quiet()
        self.save.setEnabled(True)
        self.text.setPlainText(text if draft is None else draft)
        self._show_preview()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_on(self, text: str) -> None:
        """This text was kept; what was typed since then stays."""
        self._before = text
        self.banner.quiet()
        self.save.setEnabled(True)

    def is_changed(self) -> bool:
        return self.text.toPlainText() != self._before

    def typed(self) -> str:
        return self.text.toPlainText()

    def insert(self, markdown: str) -> None:
        """Put something where the cursor is."""
        self.text.insertPlainText(markdown)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, head: str, rest: str) -> None:
        """It was not saved; what was typed stays."""
        self.save.setEnabled(True)
        self.banner.say("crit", head, rest)

    def again(self) -> None:
        """Pictures came: draw the preview anew."""
        self._show_preview()

    def _save(self) -> None:
        if self.save.isEnabled() and self.isVisible():
            self.save.setEnabled(False)
            self.save_asked.emit(self.text.toPlainText())

    def _show_preview(self) -> None:
        place = self.preview.verticalScrollBar().value()
        self.preview.document().setDefaultStyleSheet(style(theme()))
        self.preview.show_html(page_html(self._title, to_html(self.text.toPlainText())))
        weigh(self.preview.document())
        self.preview.verticalScrollBar().setValue(place)
