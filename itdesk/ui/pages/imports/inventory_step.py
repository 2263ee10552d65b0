"""Step 3 of an inventory: the one computer it tells of, and what differs from the ledger."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from itdesk.desk.exchange import Imported
from itdesk.ui.kit.detail import RowCard, ScrollColumn
from itdesk.ui.kit.text import Label
from itdesk.ui.pages.imports.foot import StepFoot


class InventoryStep(QWidget):
    """Shows a trial that wrote nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card = RowCard("")
        self.foot = StepFoot(self)
        scroll = ScrollColumn("ground")
        scroll.column.addWidget(self.card)
        scroll.column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(scroll, 1)
        column.addWidget(self.foot)

    def show_trial(self, name: str, trial: Imported) -> None:
        title = self.tr("A new asset") if trial.new else self.tr("Asset {ref}").format(ref=trial.ref)
        lines = trial.difference or ()
        count = self.tr("1 difference") if len(lines) == 1 else self.tr("{count} differences")
        self.card.set_head(title, count.format(count=f"{len(lines):,}"))
        self.card.clear()
        for line in lines or (self.tr("The ledger says the same already."),):
            self.card.add_row(Label(line, wrap=True))
        may_go = bool(trial.new or trial.changed)
        head = self.tr("The inventory of {name} becomes one entry in the journal. It can be undone.")
        nothing = self.tr("There is nothing to write.")
        self.foot.say(head.format(name=name) if may_go else nothing, "", self.tr("Import"), may_go=may_go)
