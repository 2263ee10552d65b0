"""Discovering the network: a range is asked who is there, what is ticked is watched in one entry.

Both steps run in a process of their own, like adding one device.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QProgressBar,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from itdesk.core.errors import DeskError
from itdesk.monitoring.rules.ranges import addresses
from itdesk.ui.app.child import Child, desk_place
from itdesk.ui.kit.buttons import Button
from itdesk.ui.kit.command import Command
from itdesk.ui.kit.forms import ErrorLine
from itdesk.ui.kit.text import ElidedLabel, Label, Panel
from itdesk.ui.kit.theme import theme
from itdesk.ui.kit.wording import error_text
from itdesk.ui.pages.network.credential_fields import CredentialFields, line_edit, put_labelled
from itdesk.ui.pages.network.found_model import ADDRESS, MADE, NAME, STATE, FoundModel

if TYPE_CHECKING:
    from itdesk.ui.app.context import DeskContext

WIDTH, TABLE_HEIGHT = 720, 260
_WIDTHS = {ADDRESS: 170, NAME: 150, STATE: 190}


class FoundView(QTableView):
    """Space ticks the row, wherever in it the cursor stands."""

    def __init__(self, model: FoundModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found = model
        self.setModel(model)
        self.setAccessibleName(self.tr("Devices that answered"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, theme().px(width))
        head.setSectionResizeMode(MADE, QHeaderView.ResizeMode.Stretch)
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setFixedHeight(theme().px(TABLE_HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self._found.toggle(self.currentIndex().row())
        else:
            super().keyPressEvent(event)


class Discover(QDialog):
    """First press sweeps the range, the second one watches what is ticked."""

    added = Signal(int)
    """How many devices are watched now that were not."""

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Discover the network"))
        self.setFixedWidth(theme().px(WIDTH))
        self._context = context
        self._has_swept = False
        self._asked = 0
        self._sweeping, self._watching = Child(self), Child(self)
        self.found = FoundModel(self)
        self._build()
        self._arrange()
        self._connect()

    def _build(self) -> None:
        self.range = line_edit(self.tr("Addresses"), self.tr("192.168.1.0/24 or 192.168.1.10-40"))
        self.credential = CredentialFields(self)
        self.table = FoundView(self.found, self)
        self.table.hide()
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Addresses asked"))
        self.bar.hide()
        self.error = ErrorLine(self)
        self.note = ElidedLabel("", "small", "text2")
        self.go = Button(self.tr("Look"), "primary")
        self.go.setDefault(True)
        self.leave = Button(self.tr("Cancel"))

    def _arrange(self) -> None:
        body = Panel("pane", self)
        column = QVBoxLayout(body)
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(12)
        column.addWidget(Label(self.tr("Discover the network"), "title", weight=600))
        about = self.tr("Each address is asked once who it is. Nothing is changed on any device.")
        column.addWidget(Label(about, "small", "text2", wrap=True))
        first = QGridLayout()
        first.setHorizontalSpacing(14)
        put_labelled(first, 0, 0, self.range)
        put_labelled(first, 0, 1, self.credential.version)
        first.setColumnStretch(0, 3)
        first.setColumnStretch(1, 1)
        column.addLayout(first)
        for widget in (self.credential, self.bar, self.table, self.error):
            column.addWidget(widget)
        foot = Panel("dialogfoot", self)
        row = QHBoxLayout(foot)
        row.setContentsMargins(20, 10, 20, 10)
        row.setSpacing(8)
        row.addWidget(self.note, 1)
        row.addWidget(self.leave)
        row.addWidget(self.go)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(body)
        whole.addWidget(foot)

    def _connect(self) -> None:
        self.range.textEdited.connect(self._edited)
        self.credential.edited.connect(self._edited)
        self.go.clicked.connect(self.proceed)
        self.leave.clicked.connect(self.reject)
        self.found.ticked.connect(self._show_ticks)
        self._sweeping.told.connect(self._told)
        self._sweeping.answered.connect(self._swept)
        self._sweeping.failed.connect(self._failed)
        self._watching.answered.connect(self._watched)
        self._watching.failed.connect(self._failed)
        self._context.read(_proposed, self._propose)

    def _propose(self, text: str) -> None:
        if not self.range.text():
            self.range.setText(text)

    # --- sweeping ------------------------------------------------------------------------------
    def _edited(self) -> None:
        """Who answered may be others now."""
        self._sweeping.stop()
        self._has_swept = False
        self.found.clear()
        self.error.say("")
        self.note.setText("")
        self._show_progress(False)
        self.table.hide()
        self.go.set_text(self.tr("Look"))
        self.go.setEnabled(True)
        self.adjustSize()

    def proceed(self) -> None:
        """Sweep; once that is done, watch what is ticked."""
        if self._sweeping.is_running or self._watching.is_running:
            return
        self.error.say("")
        if self._has_swept:
            self._watch()
        else:
            self._sweep()

    def _sweep(self) -> None:
        try:
            count = len(addresses(self.range.text()))
        except DeskError as error:
            self.error.say(error_text(error))
            self.range.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._asked = 0
        self.found.clear()
        self.go.setEnabled(False)
        self.bar.setRange(0, count)
        self._show_progress(True)
        self.table.show()
        self.adjustSize()
        words = ["discover", self.range.text(), "--lines", *self.credential.options()]
        self._sweeping.run(words, self.credential.secrets(), desk_place(self._context.desk), by_lines=True)

    def _show_progress(self, is_going_on: bool) -> None:
        self.bar.setVisible(is_going_on)
        self.bar.setValue(self._asked)

    def _told(self, line: object) -> None:
        """One address more was asked, and perhaps somebody is there."""
        if not isinstance(line, dict):
            return
        self._asked += 1
        self.bar.setValue(self._asked)
        found: dict[str, Any] | None = line.get("found")
        if found is not None:
            self.found.add(found)
        self._say_count()

    def _say_count(self) -> None:
        words = self.tr("{asked} of {all} asked, {count} answered")
        count, whole = self.found.rowCount(), self.bar.maximum()
        self.note.setText(words.format(asked=self._asked, all=whole, count=count))

    def _swept(self, _answer: object) -> None:
        self._show_progress(False)
        self._has_swept = self.found.rowCount() > 0
        self._say_count()
        if self._has_swept:
            self._show_ticks()
            self.table.selectRow(0)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.table.hide()
            self.go.setEnabled(True)
            self.error.say(self.tr("Nobody answered. Check the addresses and the credential."))
        self.adjustSize()

    # --- watching ------------------------------------------------------------------------------
    def _show_ticks(self) -> None:
        if self._has_swept:
            count = len(self.found.wanted())
            words = self.tr("Watch one device") if count == 1 else self.tr("Watch {count} devices")
            self.go.set_text(words.format(count=count))
            self.go.setEnabled(count > 0)

    def _watch(self) -> None:
        wanted = self.found.wanted()
        self.go.setEnabled(False)
        self._lock(True)
        self.note.setText(self.tr("Tying {count} devices to their assets…").format(count=len(wanted)))
        words = ["watch", *wanted, "--json", *self.credential.options()]
        self._watching.run(words, self.credential.secrets(), desk_place(self._context.desk))

    def _lock(self, is_written: bool) -> None:
        """While it is written down nothing can be changed any more."""
        for part in (self.range, self.credential.version, self.credential, self.table):
            part.setDisabled(is_written)

    def _watched(self, answer: object) -> None:
        added = answer if isinstance(answer, list) else [answer]
        made = [device for device in added if isinstance(device, dict) and "entry" in device]
        self._context.feed.look()
        left = len(self.found.wanted()) - len(made)
        if left > 0:
            head = self.tr("{count} of the devices are not watched").format(count=left)
            self._context.messages.warn(head, self.tr("They did not answer again. Discover them once more."))
        if made:
            entry = int(made[0]["entry"])
            undo = Command("undo", self.tr("Undo"), partial(self._context.undo, entry)) if entry else None
            words = (
                self.tr("One device is watched") if len(made) == 1 else self.tr("{count} devices are watched")
            )
            self._context.messages.done(words.format(count=len(made)), undo)
        self.added.emit(len(made))
        self.accept()

    def _failed(self, sentence: str) -> None:
        self._show_progress(False)
        self._lock(False)
        self.go.setEnabled(True)
        self.note.setText("")
        self.error.say(sentence)
        self.adjustSize()

    # --- leaving -------------------------------------------------------------------------------
    def reject(self) -> None:
        self._stop()
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._stop()
        super().closeEvent(event)

    def _stop(self) -> None:
        self._sweeping.stop()
        self._watching.stop()


def _proposed() -> str:
    from itdesk.monitoring.discovery import proposed_range

    return proposed_range()
