"""Step 3: every row with what becomes of it, before anything is written; wrong cells are put right here."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from itdesk.assets.importers.preview import Preview
from itdesk.assets.importers.rows import State
from itdesk.core.kinds import Kind
from itdesk.desk.importing import Prepared
from itdesk.ui.kit.buttons import Button
from itdesk.ui.kit.text import Label, Panel
from itdesk.ui.kit.theme import theme
from itdesk.ui.pages.imports.foot import StepFoot
from itdesk.ui.pages.imports.preview_delegate import ROW_HEIGHT, SENTENCE, PreviewDelegate
from itdesk.ui.pages.imports.preview_model import FIRST, LINE, STATE, PreviewModel

TALL_ROWS = 5_000
"""Wrong rows that get room for their sentence; of more of them it is the tooltip."""


class PreviewTable(QTableView):
    """F2, Enter or a double click edits the cell."""

    def __init__(self, model: PreviewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(PreviewDelegate(self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(theme().px(ROW_HEIGHT))
        self.verticalHeader().setDefaultSectionSize(theme().px(ROW_HEIGHT))
        self.horizontalHeader().setFixedHeight(theme().size("header"))
        self.horizontalHeader().setHighlightSections(False)
        self.setAccessibleName(self.tr("What will happen"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.text() == "\r" and not event.modifiers()
        if is_enter and self.state() is not QAbstractItemView.State.EditingState:
            self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class PreviewStep(QWidget):
    """`match_changed` asks for another comparison, `wrong_asked` for the wrong rows as a file."""

    match_changed = Signal()
    wrong_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = PreviewModel(self)
        self.table = PreviewTable(self.model)
        self.match_box = QComboBox()
        self.states: dict[State | None, Button] = {}
        self.wrong_button = Button(self.tr("Save wrong rows…"), "quiet", "download")
        self.foot = StepFoot(self)
        self.preview: Preview | None = None
        self._only: State | None = None
        self._widths: tuple[str, ...] = ()
        self._arrange()
        self.match_box.activated.connect(self.match_changed)
        self.wrong_button.clicked.connect(self.wrong_asked)
        self._group.buttonClicked.connect(self._filter)

    def _arrange(self) -> None:
        bar = Panel("filterbar", self)
        bar.setFixedHeight(theme().px(48))
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 0, 14, 0)
        row.setSpacing(6)
        self._group = QButtonGroup(self)
        for state in (None, *State):
            button = Button("", small=True)
            button.setCheckable(True)
            self.states[state] = button
            self._group.addButton(button)
            row.addWidget(button)
        self.states[None].setChecked(True)
        row.addStretch(1)
        row.addWidget(self.wrong_button)
        words = Label(self.tr("Match by"), "small", "text2")
        words.setBuddy(self.match_box)
        self.match_box.setAccessibleName(self.tr("Match by"))
        row.addWidget(words)
        row.addWidget(self.match_box)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (bar, self.table, self.foot):
            column.addWidget(widget, 1 if widget is self.table else 0)

    # --- matching ------------------------------------------------------------------------
    @property
    def match(self) -> str:
        return str(self.match_box.currentData() or "")

    def offer_matches(self, prepared: Prepared, kind: Kind, mapping: dict[str, str], wanted: str) -> None:
        self.match_box.clear()
        self.match_box.addItem(self.tr("Nothing: every row is new"), "")
        for name in prepared.matches(mapping):
            self.match_box.addItem(kind.column(name).label, name)
        self.match_box.setCurrentIndex(max(self.match_box.findData(wanted), 0))

    # --- rows ----------------------------------------------------------------------------
    def show_preview(self, preview: Preview) -> None:
        """The person stays on the cell where they were."""
        here = self.table.currentIndex()
        place = self.model.row(here.row()).place if here.isValid() else -1
        self.preview = preview
        counts = preview.counts
        names: dict[State | None, tuple[str, int]] = {None: (self.tr("All"), len(preview.rows))}
        found = zip(State, counts, strict=True)
        for state, count in found:
            names[state] = (self.model.state_word(state), count)
        for state, button in self.states.items():
            button.set_text("{} {:,}".format(*names[state]))
        self.wrong_button.setEnabled(counts.wrong > 0)
        self._fill()
        row = self.model.place_of(place)
        if row >= 0:
            self.table.setCurrentIndex(self.model.index(row, here.column()))
        self._say(preview)

    def _say(self, preview: Preview) -> None:
        counts = preview.counts
        written = counts.new + counts.changed
        head = self.tr("{new} new and {changed} changed rows become one entry. It can be undone.")
        rest: list[str] = []
        if preview.makes:
            words = self.tr("{count} people, places or suppliers that rows name are made with them.")
            rest.append(words.format(count=len(preview.makes)))
        if counts.wrong:
            rest.append(self.tr("Wrong rows are left out: put them right here, or save them."))
        go = self.tr("Import {count} rows as one entry").format(count=f"{written:,}")
        self.foot.say(
            head.format(new=f"{counts.new:,}", changed=f"{counts.changed:,}") if written
            else self.tr("There is nothing to write."),
            " ".join(rest), go, may_go=written > 0,
        )  # fmt: skip

    def _fill(self) -> None:
        self.model.show_preview(self.preview, self._only)
        rows = self.table.verticalHeader()
        tall = theme().px(ROW_HEIGHT + SENTENCE)
        wrong = [row for row in range(self.model.rowCount()) if self.model.row(row).is_wrong][:TALL_ROWS]
        for row in wrong:
            rows.resizeSection(row, tall)
        names = tuple(column.name for column in self.model.columns())
        if names != self._widths:
            self._widths = names
            self._set_widths()

    def _set_widths(self) -> None:
        head = self.table.horizontalHeader()
        self.table.setColumnWidth(LINE, theme().px(64))
        self.table.setColumnWidth(STATE, theme().px(104))
        for place, column in enumerate(self.model.columns(), FIRST):
            head.setSectionResizeMode(place, QHeaderView.ResizeMode.Interactive)
            self.table.setColumnWidth(place, theme().px(max(column.width, 110) + 20))

    def _filter(self, button: Button) -> None:
        self._only = next(state for state, known in self.states.items() if known is button)
        self._fill()
