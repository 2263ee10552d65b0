"""The steps of an import, for the window: file, columns, preview, apply; and kept profiles."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from itdesk.assets.importers.mapping import Guess, Profile, combined, guess_kind, guess_mapping
from itdesk.assets.importers.matching import best_match, keys_of
from itdesk.assets.importers.preview import Preview
from itdesk.assets.importers.reading import read_table
from itdesk.assets.importers.tables import How, Progress, Table
from itdesk.assets.importers.targets import targets_of
from itdesk.assets.intake import Applied
from itdesk.core.errors import DeskError
from itdesk.core.formulas import guarded
from itdesk.core.kinds import Kind
from itdesk.desk.desk import Desk
from itdesk.store.new_file import new_file

GUESSED_KINDS = ("asset", "person", "place", "supplier")
PROFILES = "import-profiles"


@dataclass(frozen=True)
class Prepared:
    """A file that was read, with a guess for each of its columns."""

    path: Path
    table: Table
    kind: Kind
    guesses: dict[str, Guess]
    match: str
    profile: str = ""
    """The kept profile whose words went before any guess, "" for none."""
    profiles: tuple[Profile, ...] = ()
    """Those that could be chosen."""

    @property
    def mapping(self) -> dict[str, str]:
        """Header → target, "" for left out."""
        return {header: guess.target for header, guess in self.guesses.items()}

    def matches(self, mapping: dict[str, str]) -> list[str]:
        """The targets that rows can be matched by, given where the columns go."""
        return [name for name in keys_of(self.kind) if name in mapping.values()]


def prepare_import(
    desk: Desk,
    path: Path,
    kind: str | None = None,
    profile: str | None = None,
    how: How = How(),
    progress: Progress | None = None,
) -> Prepared:
    """Read a table and guess where its columns go; a kept profile's words go before any guess.

    `profile` None takes the one that fits the headers, "" takes none. Raises DeskError(file.*,
    import.empty, import.profile, kind.unknown).
    """
    table = read_table(path, how, progress)
    kept = _profile(desk, profile) if profile else None
    name = kind or (kept.kind if kept else None)
    schema = desk.store.schema
    described = schema.kind(name) if name else guess_kind(table, [schema.kind(n) for n in GUESSED_KINDS])
    kept_ones = tuple(profiles(desk))
    fitting = kept or (_fitting(kept_ones, table, described) if profile is None else None)
    return _guessed(path, combined(table, described), described, fitting, kept_ones)


def with_kind(desk: Desk, prepared: Prepared, kind: str) -> Prepared:
    """The same file taken for rows of another kind."""
    described = desk.store.schema.kind(kind)
    table = combined(prepared.table, described)
    fitting = _fitting(prepared.profiles, table, described)
    return _guessed(prepared.path, table, described, fitting, prepared.profiles)


def with_cell(prepared: Prepared, place: int, header: str, text: str) -> Prepared:
    """The same file with one cell put right by hand; `place` is the row's place among the rows."""
    at = prepared.table.headers.index(header)
    rows = list(prepared.table.rows)
    rows[place] = (*rows[place][:at], text, *rows[place][at + 1 :])
    return replace(prepared, table=replace(prepared.table, rows=rows))


def _guessed(
    path: Path, table: Table, kind: Kind, profile: Profile | None, known: tuple[Profile, ...]
) -> Prepared:
    profile = _without_gone(profile, kind) if profile is not None else None
    guesses = guess_mapping(table, kind, profile)
    mapping = {header: guess.target for header, guess in guesses.items()}
    match = profile.match if profile and profile.match in mapping.values() else ""
    match = match or best_match(table, kind, mapping)
    named = profile.name if profile is not None else ""
    return Prepared(path, table, kind, guesses, match, named, known)


def _without_gone(profile: Profile, kind: Kind) -> Profile:
    """A field of one's own that a profile leads to may have been taken back since."""
    known = targets_of(kind)
    mapping = {header: to for header, to in profile.mapping.items() if not to or to in known}
    return replace(profile, mapping=mapping)


def preview_import(
    desk: Desk, prepared: Prepared, mapping: dict[str, str], match: str, progress: Progress | None = None
) -> Preview:
    """Compare the file with the ledger and ask the rules about every row; nothing is written."""
    preview = desk.intake.plan(prepared.table, prepared.kind, mapping, match, progress)
    desk.intake.check(desk.actor, preview, desk.keepers.get(prepared.kind.name), progress)
    return preview


def apply_import(desk: Desk, preview: Preview, progress: Progress | None = None) -> Applied:
    """Write the new and changed rows as one entry. Raises DeskError(import.moved), CancelledError."""
    return desk.intake.apply(desk.actor, preview, desk.keepers.get(preview.kind.name), progress)


def write_wrong_rows(preview: Preview, path: Path) -> int:
    """Write the wrong rows as the file had them, each with its reason, to a CSV; answers how many."""
    wrong = [row for row in preview.rows if row.is_wrong]
    with new_file(path) as out:
        file = TextIOWrapper(out, "utf-8", newline="")
        writer = csv.writer(file)
        writer.writerow([*preview.table.headers, "Problem"])
        for row in wrong:
            cells = map(guarded, preview.table.rows[row.place])
            writer.writerow([*cells, guarded(" ".join(row.problems.values()))])
        file.detach()
    return len(wrong)


# --- profiles --------------------------------------------------------------------------------


def profiles(desk: Desk) -> list[Profile]:
    """Every kept mapping, by name."""
    return sorted(map(Profile.from_json, desk.settings[PROFILES]), key=lambda profile: profile.name)


def keep_profile(desk: Desk, profile: Profile) -> None:
    """Keep a mapping under its name, in the place of a former one; case does not count in names."""
    others = _others(desk, profile.name)
    with desk.write("keep import profile") as unit:
        desk.settings.put(unit, PROFILES, [*others, profile.as_json()])


def drop_profile(desk: Desk, name: str) -> None:
    """Forget a profile; one that is not there is forgotten already."""
    others = _others(desk, name)
    with desk.write("forget import profile") as unit:
        desk.settings.put(unit, PROFILES, others)


def _others(desk: Desk, name: str) -> list[dict[str, Any]]:
    return [known.as_json() for known in profiles(desk) if known.name.casefold() != name.casefold()]


def profile_of(name: str, preview: Preview) -> Profile:
    """The mapping of a preview, to be kept."""
    return Profile(name, preview.kind.name, dict(preview.mapping), preview.match)


def _profile(desk: Desk, name: str) -> Profile:
    for profile in profiles(desk):
        if profile.name.casefold() == name.casefold():
            return profile
    raise DeskError("import.profile", profile=name)


def _fitting(known: Sequence[Profile], table: Table, kind: Kind) -> Profile | None:
    """The kept profile that knows every header of a file that it maps, the fullest first."""
    headers = frozenset(table.headers)
    fitting = [p for p in known if p.kind == kind.name and headers.issuperset(p.mapping)]
    return max(fitting, key=lambda profile: len(profile.mapping), default=None)
