"""What reading the whole file found, one line for each of its columns."""

from __future__ import annotations

from collections.abc import Iterator

from itdesk.assets.importers.preview import Preview
from itdesk.core.kinds import Column
from itdesk.core.types import Type


def remarks(preview: Preview) -> dict[str, str]:
    """By header: how full it is, what of it is known, will be made or is wrong; "" for nothing to say."""
    return {header: "; ".join(_of_column(preview, header)) for header in preview.table.headers}


def _of_column(preview: Preview, header: str) -> Iterator[str]:
    warning = preview.table.facts.warnings.get(header)
    if warning:
        yield warning
    place = preview.table.headers.index(header)
    filled = sum(bool(row[place].strip()) for row in preview.table.rows)
    placed = next((item for item in preview.placed if item.place == place), None)
    if filled == 0:
        yield "Empty in every row"
    elif placed is None:
        yield f"{filled} of {len(preview.rows)} rows filled"
    else:
        target = placed.reader.target
        if target.name == preview.match:
            known = sum(row.before is not None for row in preview.rows if row.key)
            yield f"Match key: {known} of {filled} are in the ledger"
        if target.column.type is Type.REFERENCE and not target.detail:
            yield from _of_references(preview, target.column)
        wrong = sum(bool(placed.reader.read(row[place]).problem) for row in preview.table.rows)
        if wrong:
            yield f"{wrong} {'value' if wrong == 1 else 'values'} cannot be read"


def _of_references(preview: Preview, column: Column) -> Iterator[str]:
    named = [row for row in preview.rows if column.field in row.names and not row.is_wrong]
    made = {row.coming[column.field] for row in named if column.field in row.coming}
    names = [preview.makes[coming.place].name for coming in made if not coming.is_row]
    if len(names) == 1:
        yield f"{names[0]} is new and will be made"
    elif names:
        yield f"{len(names)} are new and will be made"
    elif named and not made:
        yield "All are known"
