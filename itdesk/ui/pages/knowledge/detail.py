"""The reading view: a manual as it is read, its versions, what it belongs to; and its editor."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from itdesk.core.errors import DeskError
from itdesk.knowledge.service import Version
from itdesk.store.rowform import Snapshot
from itdesk.ui.app.conflict import Reconciler
from itdesk.ui.app.linking import Linking
from itdesk.ui.app.printing import Printing, Sheet
from itdesk.ui.app.record_detail import RecordDetail
from itdesk.ui.kit.banner import Banner
from itdesk.ui.kit.buttons import Button
from itdesk.ui.kit.chips import Chip
from itdesk.ui.kit.command import Command
from itdesk.ui.kit.html import SafeBrowser
from itdesk.ui.kit.text import ElidedLabel, Panel
from itdesk.ui.kit.theme import theme
from itdesk.ui.kit.wording import error_text
from itdesk.ui.pages.knowledge.editor import ManualEditor
from itdesk.ui.pages.knowledge.pictures import Pictures
from itdesk.ui.pages.knowledge.reading import (
    ManualPicture,
    difference_html,
    page_html,
    picture_markdown,
    read_manual,
    style,
    weigh,
)
from itdesk.ui.pages.knowledge.side import ManualSide

if TYPE_CHECKING:
    from itdesk.ui.app.context import DeskContext

MEASURE, SIDE_FROM = 580, 860
"""Width of a line of text; width of the pane from which the side column stands beside it."""


class ManualDetail(RecordDetail):
    """What is typed for one manual stays with it while others are read."""

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._picture: ManualPicture | None = None
        self._drafts: dict[int, str] = {}
        self.writing = Reconciler(context, "manual", self)
        self._editing: Snapshot | None = None
        self._sent: str | None = None
        self._is_kept = False
        self.pictures = Pictures(context, self)
        self.linking = Linking(context, "manual", self)
        self.printing = Printing(context, self)
        self._build_head()
        self.browser = SafeBrowser(self.pictures.of, self.body)
        self.browser.setFrameShape(SafeBrowser.Shape.NoFrame)
        self.browser.setObjectName("reading")
        self.side = ManualSide(self.body)
        self.editor = ManualEditor(self.pictures.of, self.body)
        self._difference = Banner(self.body)
        self._arrange()
        self._connect()

    # --- building ------------------------------------------------------------------------
    def _build_head(self) -> None:
        self._version = Chip("", "ok", "check")
        self._category = Chip("")
        self._facts = ElidedLabel("", "small", "text2")
        self.edit = Button(self.tr("Edit"), icon="pencil", small=True)
        self.print = Button(self.tr("Print…"), icon="printer", small=True)

    def _arrange(self) -> None:
        head = Panel("filterbar", self.body)
        head.setFixedHeight(theme().px(44))
        row = QHBoxLayout(head)
        row.setContentsMargins(18, 0, 14, 0)
        row.setSpacing(8)
        for widget in (self._version, self._category):
            row.addWidget(widget)
        row.addWidget(self._facts, 1)
        row.addWidget(self.print)
        row.addWidget(self.edit)
        self._reading = QWidget(self.body)
        across = QHBoxLayout(self._reading)
        across.setContentsMargins(28, 18, 0, 0)
        across.setSpacing(20)
        across.addWidget(self.browser, 1)
        across.addWidget(self.side)
        whole = QWidget(self.body)
        lines = QVBoxLayout(whole)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        for widget in (head, self._difference):
            lines.addWidget(widget)
        lines.addWidget(self._reading, 1)
        self._pages = QStackedWidget(self.body)
        self._pages.addWidget(whole)
        self._pages.addWidget(self.editor)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)

    def _connect(self) -> None:
        self.edit.clicked.connect(self.start_edit)
        self.print.clicked.connect(self.ask_print)
        self.browser.link_chosen.connect(self._follow)
        self.side.anchor_chosen.connect(self.browser.scrollToAnchor)
        self.side.record_chosen.connect(self.context.open_record)
        self.side.unlink_asked.connect(self.linking.cut)
        self.side.link_asked.connect(self._ask_link)
        self.side.version_chosen.connect(self.compare)
        self.editor.save_asked.connect(self._save)
        self.writing.settled.connect(self._saved)
        self.writing.failed.connect(self._refused)
        self.writing.given_up.connect(self._go_on)
        self.editor.left.connect(self.stop_edit)
        self.editor.picture_asked.connect(self._ask_picture)
        self.pictures.came.connect(self.editor.again)
        self.pictures.added.connect(self._picture_added)
        self.linking.changed.connect(self.again)
        self.context.theme.changed.connect(self._theme_changed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.side.setVisible(self.width() >= theme().px(SIDE_FROM))
        self.browser.setMaximumWidth(theme().px(MEASURE + 60))

    # --- reading -----------------------------------------------------------------------------
    def show_record(self, record_id: int | None) -> None:
        if self.record is not None and self.record != record_id:
            self._put_away(self.record)
        super().show_record(record_id)

    def _put_away(self, record: int) -> None:
        if self._editing is not None and self.editor.is_changed():
            self._drafts[record] = self.editor.typed()
        self._editing, self._is_kept = None, False

    def read(self, record: int) -> ManualPicture | None:
        try:
            return read_manual(self.context.desk, record)
        except DeskError:
            return None

    def fill(self, found: ManualPicture) -> None:
        self._picture, manual = found, found.manual
        self.pictures.show(found)
        self._version.set(self.tr("Version {number}").format(number=manual["edition"]), "ok", "check")
        self._category.set(str(manual["category"] or ""))
        self._category.setVisible(bool(manual["category"]))
        self._facts.setText(found.facts)
        self.side.fill(found)
        if self.changed_record:
            self._show_text(0)
        elif self._difference.isHidden():
            self._show_text()
        self.setAccessibleName(f"{self.context.kind('manual').label} {manual['title']}")
        if self._is_kept:
            self._go_on_over(manual)
        if self._editing is not None:
            self.editor.again()
        elif manual.id in self._drafts:
            self.start_edit()
        else:
            self._pages.setCurrentIndex(0)

    def _show_text(self, place: int | None = None) -> None:
        """Where one was, or from `place` on. Also after the theme was switched: the document has colours."""
        found = self._picture
        if found is None:
            return
        self._difference.quiet()
        place = self.browser.verticalScrollBar().value() if place is None else place
        self.browser.document().setDefaultStyleSheet(style(theme()))
        self.browser.show_html(page_html(str(found.manual["title"]), found.html))
        weigh(self.browser.document())
        self.browser.verticalScrollBar().setValue(place)
        self.browser.setAccessibleName(str(found.manual["title"]))

    def _theme_changed(self) -> None:
        self._show_text()

    def _follow(self, address: str) -> None:
        url = QUrl(address)
        if address.startswith("#"):
            self.browser.scrollToAnchor(address[1:])
        elif url.scheme() in ("http", "https", "mailto"):
            words = self.tr("Open {place} outside itdesk?").format(place=url.host() or url.path())
            action = Command("open", self.tr("Open"), partial(QDesktopServices.openUrl, url))
            self.context.messages.warn(words, address, action)

    # --- versions ----------------------------------------------------------------------------
    def compare(self, version: Version) -> None:
        """What has changed from a version to the present one."""
        found = self._picture
        if found is None or not found.versions:
            return
        if version.entry == found.versions[0].entry:
            self._show_text()
            return
        work = partial(self._differ, found.manual.id, version, found.versions[0])
        self.context.read(work, self._compared)

    def _differ(self, key: int, older: Version, newer: Version) -> tuple[int, Version, list[str]]:
        return key, older, self.context.desk.manuals.difference(key, older.entry, newer.entry)

    def _compared(self, found: tuple[int, Version, list[str]]) -> None:
        key, older, lines = found
        if key != self.record or self._picture is None:
            return
        back = Command("back", self.tr("Back to the text"), self._show_text)
        number = self._picture.manual["edition"]
        head = self.tr("Version {older} compared with {newer}").format(older=older.edition, newer=number)
        self.browser.show_html(difference_html(lines, theme()))
        self._difference.say("info", head, self.tr("green came, red went"), back, icon="history")

    # --- editing -----------------------------------------------------------------------------
    @property
    def is_editing(self) -> bool:
        return self._editing is not None and self.editor.is_changed()

    def start_edit(self) -> None:
        if self._picture is None:
            return
        manual = self._picture.manual
        draft = self._drafts.pop(manual.id, None)
        if self._editing is not None and draft is None:
            self.editor.text.setFocus()  # what is being typed there goes on
            return
        self._editing = manual
        self._pages.setCurrentIndex(1)
        self.editor.load(str(manual["title"]), str(manual["body"] or ""), draft)

    def stop_edit(self) -> None:
        """Give up what was typed; it can be had back from the toast."""
        if self._editing is None:
            return
        key, typed = self._editing.id, self.editor.typed()
        if self.editor.is_changed():
            back = Command("draft", self.tr("Get it back"), partial(self._revive, key, typed))
            self.context.messages.done(self.tr("The edit was given up"), back)
        self._editing = None
        self._pages.setCurrentIndex(0)

    def _revive(self, key: int, typed: str) -> None:
        if self.record == key:
            self.stop_edit()
        self._drafts[key] = typed
        if self.record == key:
            self.start_edit()

    def _save(self, text: str) -> None:
        if self._editing is None:
            return
        if not self.editor.is_changed():
            self.stop_edit()
            return
        self._sent = text
        said = self.tr("A new version is kept")
        self.writing.write(self._editing, {"body": text}, "edit manual", said)

    def _saved(self, key: int) -> None:
        if self._editing is not None and self._editing.id == key:
            self._is_kept = True
            self.again()

    def _go_on_over(self, manual: Snapshot) -> None:
        """A version was kept: the edit ends, or goes on over it where more was typed meanwhile."""
        self._is_kept = False
        self._editing = manual if self.editor.typed() != self._sent else None
        if self._editing is not None:
            self.editor.go_on(str(manual["body"] or ""))

    def _refused(self, error: object) -> None:
        if not isinstance(error, DeskError):
            self.editor.refuse(self.tr("Not saved."), "")
            self.context.messages.error(error)
            return
        self.editor.refuse(self.tr("Not saved."), error_text(error))

    def _go_on(self) -> None:
        """The person looked at somebody else's newer text and went back to their own."""
        hint = self.tr("Somebody else has changed this text meanwhile.")
        self.editor.refuse(self.tr("Not saved."), hint)

    # --- pictures, links, print ----------------------------------------------------------------
    def _ask_picture(self) -> None:
        if self.record is not None:
            self.pictures.ask(self.record)

    def _picture_added(self, name: str) -> None:
        self.editor.insert(picture_markdown(name))
        self.again()

    def _ask_link(self, kind: str) -> None:
        if self.record is not None:
            self.linking.ask(self.record, kind)

    def ask_print(self) -> None:
        """This manual as a PDF: where to?"""
        if self._picture is not None:
            name = f"{self.context.kind('manual').label}-{self._picture.ref}"
            self.printing.ask(Sheet("manual", self._picture.ref), name)
