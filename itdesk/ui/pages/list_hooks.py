"""What differs between list pages: a page overrides what applies to its kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QWidget

from itdesk.core.kinds import Kind
from itdesk.core.types import Type
from itdesk.store.lists import ListRow
from itdesk.ui.app.context import DeskContext
from itdesk.ui.app.detail_slot import SHARE
from itdesk.ui.kit.command import Command
from itdesk.ui.kit.record_model import ListColumn
from itdesk.ui.kit.rows import Cell
from itdesk.ui.shell.page import Page

if TYPE_CHECKING:
    from itdesk.ui.app.list_work import ListWork
    from itdesk.ui.app.story.related import Related


class ListHooks(Page):
    """The base of `ListPage`; every default is what most kinds need."""

    kind_name: ClassVar[str] = ""
    has_detail: ClassVar[bool] = True
    two_line: ClassVar[bool] = False
    detail_share: ClassVar[int] = SHARE
    """Per cent of the page that the detail takes until a person moves the split."""
    print_report: ClassVar[str] = ""
    """The report of `desk.printing` that prints this list; "" for none."""

    is_imported: ClassVar[bool] = False
    """Whether tables of this kind come in files."""

    work: ListWork
    """What can be done on the page."""

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context

    @property
    def kind(self) -> Kind:
        """With its custom columns as they are now."""
        return self.context.kind(self.kind_name)

    def list_columns(self) -> Sequence[ListColumn]:
        """Columns in their order; those whose `column.shown` is False wait behind Columns."""
        return [ListColumn.of(column) for column in self.kind if column.type is not Type.LONG_TEXT]

    def extra_columns(self) -> Sequence[str]:
        """Names of columns that `dress` needs and the list does not offer."""
        return ()

    def dress(self, row: ListRow, cells: dict[str, Cell]) -> Mapping[str, Cell]:
        """Change how cells look (two lines, bars, icons). Runs in any thread: no widgets, no reads.

        `cells` holds the columns that are chosen, the kind's ref and title, and `extra_columns`.
        """
        return cells

    def make_detail(self) -> QWidget:
        """The pane at the right; a `DetailPane`."""
        from itdesk.ui.app.story.pane import StoryDetail

        return StoryDetail(self.context, self.kind_name, self.related())

    def related(self) -> Sequence[Related]:
        """Groups of records that refer to one of these; each is a card of the usual pane."""
        return ()

    def selection_commands(self) -> Sequence[Command]:
        """What can be done with the selection, before Edit, Remove and so on."""
        return ()

    def sum_columns(self) -> Sequence[str]:
        """Names of numeric columns that are summed at the foot of the list."""
        return ()

    def new_title(self) -> str:
        """Words of the primary button."""
        return self.tr("New {kind}").format(kind=self.kind.label.lower())

    def make_new(self) -> None:
        """The primary button was pressed: by default the form of the kind."""
        self.work.new_record()

    def edit_record(self, record_id: int) -> None:
        """F2: by default the form of the kind."""
        self.work.edit_record(record_id)

    def empty_state(self) -> tuple[str, str, Sequence[Command], str]:
        """(sentence, hint, actions, icon) for a desk without any record of this kind."""
        sentence = self.tr("No {kinds} yet").format(kinds=self.kind.plural.lower())
        primary = self.primary_action()
        actions = [primary] if primary is not None else []
        return sentence, "", (*actions, *self.work.import_commands()), self.kind.icon
