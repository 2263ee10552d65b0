"""How answers are printed: tables for people, JSON for scripts; data never controls the terminal."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from datetime import tzinfo
from typing import TYPE_CHECKING, Any

from itdesk.core.kinds import Column, Kind, Value
from itdesk.core.types import Type
from itdesk.core.values import plain_value, show_value

if TYPE_CHECKING:
    from itdesk.desk import Desk
    from itdesk.store.lists import ListRow

INTERNAL = frozenset({"paused", "pauses", "body"})
"""Columns a table leaves out unless asked for."""


WIDEST = 10_000
"""Columns of a table that goes to a file or another program: nothing is cut there."""


def say(text: str) -> None:
    """A line for the person; goes to standard output."""
    sys.stdout.write(printable(text) + "\n")


def warn(text: str) -> None:
    """One line on standard error."""
    sys.stderr.write(printable(text) + "\n")


def printable(text: str) -> str:
    """Text without control characters, which a hostile device could use on the terminal."""
    return "".join(c if c.isprintable() or c in "\n\t" else "�" for c in text)


def put_json(answer: Any) -> None:
    json.dump(answer, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


def put_line(answer: Any) -> None:
    """One line of JSON at once, for a program that follows the work."""
    sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def put_json_rows(objects: Iterable[dict[str, Any]]) -> None:
    """An array written as it comes, so that a million rows need no memory."""
    sys.stdout.write("[")
    separator = "\n"
    for item in objects:
        sys.stdout.write(separator + json.dumps(item, ensure_ascii=False))
        separator = ",\n"
    sys.stdout.write("\n]\n")


def put_table(headers: Sequence[tuple[str, bool]], rows: Iterable[Sequence[str]]) -> None:
    """`headers` are (label, right aligned)."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False, width=None if sys.stdout.isatty() else WIDEST)
    table = Table(box=None, pad_edge=False, header_style="bold" if console.is_terminal else "")
    for label, right in headers:
        table.add_column(label, justify="right" if right else "left", no_wrap=not console.is_terminal)
    for row in rows:
        table.add_row(*(Text(printable(cell).replace("\n", " ")) for cell in row))
    console.print(table)


def put_facts(facts: Iterable[tuple[str, str]]) -> None:
    """Label and value lines of one record; the value's further lines are indented."""
    pairs = [(label, printable(value)) for label, value in facts]
    width = max((len(label) for label, _ in pairs), default=0)
    for label, value in pairs:
        text = value.replace("\n", "\n" + " " * (width + 2))
        sys.stdout.write(f"{label.ljust(width)}  {text}\n")


def cell_json(desk: Desk, column: Column, value: Value, label: Value) -> Any:
    """A cell for scripts: a reference is what it shows, money is in major units, times are ISO."""
    if column.type is Type.REFERENCE:
        if value is None:
            return None
        target = desk.store.schema.kind(column.kind)
        return plain_value(target.column(target.shown_as), label)
    return plain_value(column, value)


def cell_text(desk: Desk, column: Column, value: Value, label: Value, zone: tzinfo) -> str:
    """A cell for people."""
    if column.type is Type.REFERENCE:
        return "—" if value is None else desk.store.schema.kind(column.kind).format_ref(label)
    if column.field == "id" and isinstance(value, int):
        return str(value)
    return show_value(column, value, zone=zone)


def row_json(desk: Desk, kind: Kind, columns: Sequence[Column], row: ListRow, ref: str) -> dict[str, Any]:
    """A list row as an object by column name, with `ref`."""
    cells = {c.name: cell_json(desk, c, row.values[c.name], row.labels.get(c.name)) for c in columns}
    return {"ref": ref, **cells}
