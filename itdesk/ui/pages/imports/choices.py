"""One column of a file: its name, its first values, where it goes, why, and what reading it found."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QWidget

from itdesk.assets.importers.mapping import CHECK, LEFT_OUT, NAME, PROFILE, VALUES
from itdesk.assets.importers.targets import targets_of
from itdesk.desk.importing import Prepared
from itdesk.ui.kit import fonts
from itdesk.ui.kit.chips import Chip
from itdesk.ui.kit.icon_mark import IconMark
from itdesk.ui.kit.text import ElidedLabel, Label, Panel
from itdesk.ui.kit.theme import theme

SAMPLES, ROW = 3, 48
WIDTHS = (190, 230, 230, 140)
"""Column, first values, target, why; what was found takes the rest."""
BY_HAND = "by-hand"
_STATES = {
    PROFILE: "ok", NAME: "ok", VALUES: "info", CHECK: "warn", LEFT_OUT: "unknown", BY_HAND: "ok",
}  # fmt: skip


def _tr(text: str) -> str:
    return QCoreApplication.translate("imports", text)


def _reason(why: str) -> str:
    return {
        PROFILE: _tr("From profile"), NAME: _tr("By its name"), VALUES: _tr("By its values"),
        CHECK: _tr("Please check"), LEFT_OUT: _tr("Left out"), BY_HAND: _tr("By you"),
    }.get(why, why)  # fmt: skip


class HeadRow(Panel):
    """What the columns of the step are."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("filterbar", parent)
        self.setFixedHeight(theme().px(30))
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 0, 18, 0)
        row.setSpacing(10)
        words = (_tr("Column in the file"), _tr("First values"), _tr("Goes to"), _tr("Why"))
        for width, text in zip(WIDTHS, words, strict=True):
            label = Label(text, "small", "text2", 500)
            label.setFixedWidth(theme().px(width + (24 if width == WIDTHS[1] and text == words[1] else 0)))
            row.addWidget(label)
        row.addWidget(Label(_tr("Found while reading all rows"), "small", "text2", 500), 1)


class ColumnRow(Panel):
    """48 px; `target` is where the column goes, "" for nowhere."""

    changed = Signal()

    def __init__(self, prepared: Prepared, header: str, parent: QWidget | None = None) -> None:
        super().__init__("importrow", parent)
        self.header = header
        self._guess = prepared.guesses[header]
        place = prepared.table.headers.index(header)
        samples = [row[place] for row in prepared.table.rows[:500] if row[place].strip()][:SAMPLES]
        self.name = ElidedLabel(header, weight=600)
        self.samples = ElidedLabel(" · ".join(samples) or "—", "small", "text2")
        self.samples.setFont(fonts.font("small", mono=True))
        self.box = QComboBox(self)
        self.why = Chip("", "unknown")
        self.remark = ElidedLabel("", "small", "text2")
        self.box.addItem(_tr("Leave out"), "")
        for target in targets_of(prepared.kind).values():
            self.box.addItem(target.label, target.name)
        self.box.setCurrentIndex(max(self.box.findData(self._guess.target), 0))
        self.box.setAccessibleName(_tr("{header} goes to").format(header=header))
        self.box.activated.connect(self._chosen)
        self._arrange()
        self._show_why()

    def _arrange(self) -> None:
        self.setFixedHeight(theme().px(ROW))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        why = QWidget()
        inner = QHBoxLayout(why)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.why)
        inner.addStretch(1)
        for width, widget in zip(WIDTHS, (self.name, self.samples, self.box, why), strict=True):
            if widget is self.box:
                row.addWidget(IconMark("arrow-right", "text3", 14))
            # an elided label has no width of its own
            widget.setSizePolicy(QSizePolicy.Policy.Fixed, widget.sizePolicy().verticalPolicy())
            widget.setFixedWidth(theme().px(width))
            row.addWidget(widget)
        row.addWidget(self.remark, 1)

    @property
    def target(self) -> str:
        return str(self.box.currentData() or "")

    def choose(self, target: str) -> None:
        """As if a person had chosen it."""
        self.box.setCurrentIndex(max(self.box.findData(target), 0))
        self._chosen()

    def _chosen(self) -> None:
        self._show_why()
        self.changed.emit()

    def _show_why(self) -> None:
        if not self.target:
            why = LEFT_OUT
        else:
            why = self._guess.why if self.target == self._guess.target else BY_HAND
        self.why.set(_reason(why), _STATES.get(why, "unknown"))
        self.name.set_ink("text" if self.target else "text3")
