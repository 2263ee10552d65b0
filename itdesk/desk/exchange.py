"""Other people's files into the desk and lists of the desk into files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from itdesk.assets.importers.preview import Preview, Problem
from itdesk.assets.importers.tables import Progress
from itdesk.assets.importers.targets import target_named
from itdesk.assets.inventory_intake import SCAN_VERB, VERB, apply_inventory
from itdesk.core.errors import DeskError
from itdesk.core.kinds import Column, Kind
from itdesk.desk.desk import Desk
from itdesk.desk.importing import Prepared, apply_import, prepare_import, preview_import
from itdesk.store.exports import Record, export_rows
from itdesk.store.lists import Lists
from itdesk.store.trial import TrialStore

if TYPE_CHECKING:
    from itdesk.assets.importers.inventory import Inventory

WINDOW = 500
ATTEMPTS = 3
"""Times that a file is compared anew when others write meanwhile."""
_LEFT_OUT = frozenset({"paused", "pauses", "body"})


@dataclass(frozen=True, slots=True)
class Intention:
    """What a person wants of a file; None is found out."""

    kind: str | None = None
    profile: str | None = None
    match: str | None = None
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a file. `entry` is None when nothing was written."""

    kind: str
    rows: int
    new: int
    changed: int
    same: int
    wrong: int
    entry: int | None
    problems: tuple[Problem, ...] = ()
    made: int = 0
    """Records of other kinds that rows refer to and that were not there."""
    ref: str = ""
    """The asset of an inventory."""
    difference: tuple[str, ...] | None = None
    """What an inventory found changed; None for a table."""
    dry_run: bool = False

    @property
    def is_all_wrong(self) -> bool:
        return self.rows > 0 and self.wrong == self.rows

    def as_json(self) -> dict[str, Any]:
        """For scripts: counts, entry, problems; for an inventory also its asset and the difference."""
        found = {name: getattr(self, name) for name in ("kind", "rows", "new", "changed", "same", "wrong")}
        found.update(entry=self.entry, made=self.made, dry_run=self.dry_run)
        found["problems"] = [problem._asdict() for problem in self.problems]
        if self.difference is not None:
            found.update(ref=self.ref or None, difference=list(self.difference))
        return found

    def sentences(self) -> Iterator[str]:
        """For people."""
        told = f"{self.new} new, {self.changed} changed, {self.same} same, {self.wrong} wrong"
        would = "would be " if self.dry_run else ""
        yield f"{self.rows} rows of kind {self.kind}: {told}."
        if self.ref:
            yield f"Asset {self.ref}."
        if self.made:
            yield f"{self.made} records that rows refer to {would or 'were '}made."
        yield from self.difference or ()
        if self.dry_run:
            yield "Nothing was written."
        elif self.entry is None:
            yield "Nothing to write: it is so already." if not self.wrong else "Nothing was written."
        else:
            yield f"Written as entry {self.entry}. Take it back with: itdesk undo {self.entry}"


def import_file(
    desk: Desk, path: Path, intention: Intention = Intention(), progress: Progress | None = None
) -> Imported:
    """Import a table or an inventory as one entry. Raises DeskError; `progress` may raise CancelledError."""
    from itdesk.assets.importers.glpi import looks_like_inventory

    if looks_like_inventory(path):
        return _import_inventory(desk, path, intention)
    for attempt in range(ATTEMPTS):
        try:
            return _import_table(desk, path, intention, progress)
        except DeskError as error:
            if error.code != "import.moved" or attempt == ATTEMPTS - 1:
                raise
    raise DeskError("import.moved")


def _import_table(desk: Desk, path: Path, intention: Intention, progress: Progress | None) -> Imported:
    prepared = prepare_import(desk, path, intention.kind, intention.profile, progress=progress)
    if not any(prepared.mapping.values()):
        why = f"none of its columns is a column of {prepared.kind.label.lower()}"
        raise DeskError("file.format", path=path, why=why)
    match = prepared.match if intention.match is None else _key_named(intention.match, prepared)
    if intention.dry_run:
        preview = preview_import(desk, prepared, prepared.mapping, match, progress)
        wanted = {c.place for r in preview.rows if not r.is_wrong for c in r.coming.values() if not c.is_row}
        return replace(_imported(preview, None, len(wanted)), dry_run=True)
    preview = desk.intake.plan(prepared.table, prepared.kind, prepared.mapping, match, progress)
    done = apply_import(desk, preview, progress)
    return _imported(preview, done.entry, done.made)


def _key_named(word: str, prepared: Prepared) -> str:
    """The key that a person names by a column of the file, of the kind, or by one of its other names."""
    return prepared.mapping.get(word) or target_named(word, prepared.kind) or word


def _imported(preview: Preview, entry: int | None, made: int) -> Imported:
    return Imported(
        preview.kind.name, len(preview.rows), *preview.counts, entry, tuple(preview.problems()), made
    )


# --- inventories -----------------------------------------------------------------------------


def _import_inventory(desk: Desk, path: Path, intention: Intention) -> Imported:
    from itdesk.assets.importers.glpi import read_inventory

    return _apply_inventory(desk, read_inventory(path), VERB, intention.dry_run)


def scan_this_computer(desk: Desk) -> Imported:
    """Put this computer into the ledger, or bring what is there up to date."""
    from itdesk.assets.importers.local import scan_local

    return _apply_inventory(desk, scan_local(), SCAN_VERB, dry_run=False)


def _apply_inventory(desk: Desk, inventory: Inventory, verb: str, dry_run: bool) -> Imported:
    store = TrialStore(desk.store) if dry_run else desk.store
    taken = apply_inventory(store, desk.actor, inventory, verb=verb)
    counts = (0, 0, 1) if taken.entry is None else (1, 0, 0) if taken.made else (0, 1, 0)
    return Imported(
        "asset", 1, *counts, 0, None if dry_run else taken.entry,
        ref="" if dry_run and taken.made else desk.refs.ref_of("asset", taken.asset),
        difference=taken.difference, dry_run=dry_run,
    )  # fmt: skip


# --- lists into files ------------------------------------------------------------------------


def export_records(
    desk: Desk,
    kind: str,
    query: str,
    path: Path,
    columns: Sequence[str] | None = None,
    at: int | None = None,
    progress: Progress | None = None,
) -> int:
    """Write a list to a .csv, .xlsx or .json file; answers how many rows. Raises DeskError, QueryError."""
    described = desk.store.schema.kind(kind)
    names = columns or [column.name for column in described if column.name not in _LEFT_OUT]
    chosen = [described.column(name) for name in names]
    parsed = desk.query(kind, query)
    with desk.lists_at(kind, at) as lists:
        ids = lists.ids(kind, parsed, me=desk.me())
        records = _records(lists, described, ids, chosen)
        return export_rows(path, chosen, records, total=len(ids), zone=desk.zone, progress=progress)


def _records(lists: Lists, kind: Kind, ids: Sequence[int], columns: list[Column]) -> Iterator[Record]:
    """Records a window at a time, so that a million rows need no memory."""
    ref = kind.column(kind.ref)
    wanted = columns if ref in columns else [ref, *columns]
    for start in range(0, len(ids), WINDOW):
        for row in lists.rows(kind.name, ids[start : start + WINDOW], wanted):
            called = kind.format_ref(row.values[ref.name]).removeprefix("#")
            yield called, [row.shown(column) for column in columns]
