"""A browser for cleaned HTML that fetches nothing but the pictures it was given."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QByteArray, Qt, QUrl, Signal
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QTextBrowser, QWidget

PICTURE_SCHEME = "itdesk-picture"
"""<img src="itdesk-picture:NAME"> asks the injected function for the bytes of NAME."""
MOST_BYTES = 64 * 1024
"""HTML longer than this is cut: QTextBrowser takes seconds for deeply nested text or an endless line."""


class SafeBrowser(QTextBrowser):
    """Shows HTML that was cleaned already; files, shares and the network stay unread.

    `picture` answers the bytes of one of our own pictures, None if there is none.
    """

    link_chosen = Signal(str)
    """A link was clicked; the page decides (own records inside, the rest after a question)."""

    def __init__(self, picture: Callable[[str], bytes | None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = picture
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setUndoRedoEnabled(False)
        self.anchorClicked.connect(self._clicked)

    def show_html(self, html: str) -> None:
        """Replace what is shown; over `MOST_BYTES` the rest is left out and the end says so."""
        data = html.encode("utf-8")
        if len(data) > MOST_BYTES:
            kept = data[:MOST_BYTES].decode("utf-8", errors="ignore")
            if kept.rfind("<") > kept.rfind(">"):
                kept = kept[: kept.rfind("<")]
            more = self.tr("The text goes on. Print it to read the rest.")
            html = f"{kept}<p><b>{more}</b></p>"
        self.setHtml(html)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        url = QUrl(name)
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return QByteArray()
        data = self._picture(url.path()) if url.scheme() == PICTURE_SCHEME else None
        image = QImage.fromData(data) if data else QImage()
        return _nothing() if image.isNull() else image

    def _clicked(self, url: QUrl) -> None:
        self.link_chosen.emit(url.toString())


def _nothing() -> QImage:
    """In place of a picture that is not shown: for an empty answer Qt reads the file of that name itself."""
    image = QImage(1, 1, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    return image
