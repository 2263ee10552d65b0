"""Step 2: how the file is read and where each of its columns goes; every guess with its reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from itdesk.assets.importers.mapping import Profile
from itdesk.assets.importers.tables import How
from itdesk.desk.importing import GUESSED_KINDS, Prepared
from itdesk.ui.kit.buttons import IconButton
from itdesk.ui.kit.detail import ScrollColumn
from itdesk.ui.kit.text import ElidedLabel, Label, Panel
from itdesk.ui.kit.theme import theme
from itdesk.ui.pages.imports.choices import ColumnRow, HeadRow
from itdesk.ui.pages.imports.foot import StepFoot

if TYPE_CHECKING:
    from itdesk.ui.app.context import DeskContext

ENCODINGS = ("utf-8", "cp1252", "latin-1", "mac_roman", "utf-16", "cp932", "gb18030", "big5", "euc-kr")


class ColumnsStep(QWidget):
    """Says what a person wants; the page reads and compares."""

    how_changed = Signal()
    kind_changed = Signal(str)
    profile_chosen = Signal(str)
    profile_dropped = Signal(str)
    changed = Signal()
    """A column goes elsewhere."""

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.kind_box, self.encoding_box, self.delimiter_box = QComboBox(), QComboBox(), QComboBox()
        self.head_box, self.profile_box = QComboBox(), QComboBox()
        self.drop = IconButton("trash-2", self.tr("Forget this profile"))
        self.placed = ElidedLabel("", "small", "text2")
        self.rows: list[ColumnRow] = []
        self.foot = StepFoot(self)
        self.keep = QCheckBox(self.tr("Keep these columns as profile"))
        self.keep_name = QLineEdit()
        self._scroll = ScrollColumn("pane", margins=(18, 0, 18, 12))
        self._scroll.column.setSpacing(0)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        for name in GUESSED_KINDS:
            self.kind_box.addItem(self._context.kind(name).plural, name)
        self.head_box.addItem(self.tr("Column names"), True)
        self.head_box.addItem(self.tr("Values already"), False)
        bar = Panel("filterbar", self)
        bar.setFixedHeight(theme().px(64))
        row = QHBoxLayout(bar)
        row.setContentsMargins(18, 6, 18, 8)
        row.setSpacing(12)
        for box, words in (
            (self.kind_box, self.tr("Kind of record")), (self.encoding_box, self.tr("Text encoding")),
            (self.delimiter_box, self.tr("Separator")), (self.head_box, self.tr("First row")),
            (self.profile_box, self.tr("Profile")),
        ):  # fmt: skip
            row.addLayout(_captioned(box, words))
        row.addWidget(self.drop)
        row.addWidget(self.placed, 1)
        self.keep_name.setAccessibleName(self.tr("Name of the profile"))
        self.keep_name.setFixedWidth(theme().px(190))
        self.keep_name.setEnabled(False)
        self.foot.own.addWidget(self.keep)
        self.foot.own.addWidget(self.keep_name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (bar, HeadRow(), self._scroll, self.foot):
            column.addWidget(widget, 1 if widget is self._scroll else 0)

    def _connect(self) -> None:
        for box in (self.encoding_box, self.delimiter_box, self.head_box):
            box.activated.connect(self.how_changed)
        self.kind_box.activated.connect(self._kind_chosen)
        self.profile_box.activated.connect(self._profile_chosen)
        self.drop.clicked.connect(self._drop_profile)
        self.keep.toggled.connect(self.keep_name.setEnabled)

    # --- showing -------------------------------------------------------------------------
    def show_prepared(self, prepared: Prepared, how: How, profiles: Sequence[Profile], profile: str) -> None:
        facts = prepared.table.facts
        self.kind_box.setCurrentIndex(self.kind_box.findData(prepared.kind.name))
        self._offer(self.encoding_box, ENCODINGS, how.encoding, facts.encoding)
        self._offer(self.delimiter_box, (",", ";", "\t", "|"), how.delimiter, facts.delimiter)
        is_csv = facts.encoding != "XLSX" and facts.delimiter != "JSON"
        self.encoding_box.setEnabled(is_csv)
        self.delimiter_box.setEnabled(is_csv)
        self.head_box.setEnabled(facts.delimiter != "JSON")
        self.head_box.setCurrentIndex(0 if how.has_headers else 1)
        self._offer_profiles([p for p in profiles if p.kind == prepared.kind.name], profile)
        if not self.keep_name.text():
            self.keep_name.setText(prepared.path.stem)
        self._scroll.clear()
        self.rows = [ColumnRow(prepared, header) for header in prepared.table.headers]
        for row in self.rows:
            row.changed.connect(self._mapping_changed)
            self._scroll.column.addWidget(row)
        self._scroll.column.addStretch(1)
        self._count()

    def _offer(self, box: QComboBox, known: Sequence[str], chosen: str, found: str) -> None:
        """`found` is what was found about the file, chosen by ""."""
        words = {",": self.tr("Comma"), ";": self.tr("Semicolon"), "\t": self.tr("Tab"), "|": self.tr("Bar")}
        box.clear()
        box.addItem(found if not chosen else self.tr("Find it out"), "")
        for value in known:
            box.addItem(words.get(value, value), value)
        box.setCurrentIndex(max(box.findData(chosen), 0))

    def _offer_profiles(self, profiles: Sequence[Profile], chosen: str) -> None:
        self.profile_box.clear()
        self.profile_box.addItem(self.tr("None"), "")
        for profile in profiles:
            self.profile_box.addItem(profile.name, profile.name)
        self.profile_box.setCurrentIndex(max(self.profile_box.findData(chosen), 0))
        self.profile_box.setEnabled(bool(profiles))
        self.drop.setEnabled(bool(self.profile_box.currentData()))

    def show_remarks(self, remarks: Mapping[str, str]) -> None:
        for row in self.rows:
            row.remark.setText(remarks.get(row.header, ""))

    def _count(self) -> None:
        words = self.tr("{placed} of {count} columns are placed")
        placed = sum(bool(row.target) for row in self.rows)
        self.placed.setText(words.format(placed=placed, count=len(self.rows)))

    # --- what a person says --------------------------------------------------------------
    def how(self) -> How:
        encoding, delimiter = self.encoding_box.currentData(), self.delimiter_box.currentData()
        return How(str(encoding or ""), str(delimiter or ""), bool(self.head_box.currentData()))

    def mapping(self) -> dict[str, str]:
        """Header → target, "" for left out."""
        return {row.header: row.target for row in self.rows}

    def row(self, header: str) -> ColumnRow:
        return next(row for row in self.rows if row.header == header)

    @property
    def kept_name(self) -> str:
        """The profile to be kept, "" for none."""
        return self.keep_name.text().strip() if self.keep.isChecked() else ""

    def _mapping_changed(self) -> None:
        self._count()
        self.changed.emit()

    def _kind_chosen(self, place: int) -> None:
        self.kind_changed.emit(str(self.kind_box.itemData(place)))

    def _profile_chosen(self, place: int) -> None:
        self.profile_chosen.emit(str(self.profile_box.itemData(place)))

    def _drop_profile(self) -> None:
        self.profile_dropped.emit(str(self.profile_box.currentData()))


def _captioned(box: QComboBox, words: str) -> QVBoxLayout:
    box.setAccessibleName(words)
    box.setMinimumWidth(theme().px(120))
    caption = Label(words, "small", "text2")
    caption.setBuddy(box)
    column = QVBoxLayout()
    column.setSpacing(2)
    column.addWidget(caption)
    column.addWidget(box)
    return column
