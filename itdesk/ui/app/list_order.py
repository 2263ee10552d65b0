"""Order and columns of a list page, kept as one person left them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from itdesk.core.kinds import Column
from itdesk.core.query.lexer import Lexeme, Token, cut
from itdesk.core.query.tree import Query, Sort

if TYPE_CHECKING:
    from itdesk.ui.pages.list_page import ListPage


class ListOrder(QObject):
    """The order that a header gave the list stands over the line's own until the line names one."""

    def __init__(self, page: ListPage) -> None:
        super().__init__(page)
        self._page = page
        self._sort: Sort | None = None
        page.list.sort_requested.connect(self.sort_by)
        page.list.columns_changed.connect(self.keep)

    # --- the order -----------------------------------------------------------------------------
    def ordered(self, query: Query) -> Query:
        return query if self._sort is None else Query(query.where, (self._sort,))

    def ordered_text(self, line: str) -> str:
        """The line with the header's order: what exports and prints follow."""
        if self._sort is None:
            return line
        name = ("-" if self._sort.descending else "") + self._sort.column.name
        for term in reversed(_sorts(line)):
            line = f"{line[: term.start].rstrip()} {line[term.end :].lstrip()}"
        return f"{line.strip()} sort:{name}".strip()

    def line_changed(self, line: str) -> None:
        if _sorts(line):
            self._sort = None

    def sort_by(self, name: str, descending: bool) -> None:
        self._sort = Sort(self._page.kind.column(name), descending)
        self._page.rows.read()
        self.keep()

    # --- columns -------------------------------------------------------------------------------
    def columns(self) -> tuple[Column, ...]:
        """What must be read: the chosen columns, the kind's ref and title, and what `dress` needs."""
        page, known = self._page, self._page.kind.by_name
        names = [*page.list.chosen_names(), page.kind.ref, page.kind.title, *page.extra_columns()]
        return tuple(known[name] for name in dict.fromkeys(names) if name in known)

    def keep(self) -> None:
        """A person chose, moved or sized a column; a past list's columns are not kept."""
        page = self._page
        if not page.rows.is_started:
            return
        if page.as_at is None:
            page.context.state.put(f"columns/{page.id}", page.list.layout_text())
        page.rows.read_columns(self.columns())

    def restore(self, text: str = "") -> None:
        """As a saved view holds it, or as the person left it."""
        page = self._page
        sort = page.list.restore_layout(text or page.context.state.text(f"columns/{page.id}"))
        if sort is not None and sort[0] in page.kind.by_name:
            self._sort = Sort(page.kind.column(sort[0]), sort[1])


def _sorts(line: str) -> list[Lexeme]:
    """The terms of a whole line that order it; what stands in quotes is none."""
    return [term for term in cut(line) if term.token is Token.TERM and term.name == "sort"]
