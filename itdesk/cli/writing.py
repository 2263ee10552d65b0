"""The verbs that change: add, set, erase, undo."""

from __future__ import annotations

from typing import Annotated

import typer

from itdesk.cli.output import put_json, say
from itdesk.cli.reading import AsJson
from itdesk.cli.session import assignments, checked_kind, entry_number, session_of
from itdesk.core.errors import DeskError

Pairs = Annotated[list[str], typer.Argument(metavar="field=value…")]


def add(context: typer.Context, kind: str, fields: Pairs, as_json: AsJson = False) -> None:
    """Make a record, such as: add asset tag=A-0042 type=laptop person="Maria Silva" """
    values = assignments(fields)
    with session_of(context).desk(create=True) as desk:
        described = desk.store.schema.kind(checked_kind(desk, kind))
        keeper = desk.keepers[kind]
        parsed = keeper.parse(values)
        with desk.write(f"add {kind}") as unit:
            key = keeper.add(unit, parsed)
        ref = desk.refs.ref_of(kind, key)
        if as_json:
            put_json({"kind": kind, "ref": ref, "entry": unit.entry})
        else:
            say(f"Added {described.label.lower()} {ref} (entry {unit.entry}).")


def set_fields(context: typer.Context, kind: str, ref: str, fields: Pairs, as_json: AsJson = False) -> None:
    """Change fields of a record; an empty value clears one."""
    values = assignments(fields)
    with session_of(context).desk() as desk:
        described = desk.store.schema.kind(checked_kind(desk, kind))
        keeper = desk.keepers[kind]
        record = keeper.get(ref)
        parsed = keeper.parse(values)
        with desk.write(f"edit {kind}") as unit:
            changed = keeper.change(unit, record.id, parsed)
        called = desk.refs.ref_of(kind, record.id)
        if as_json:
            put_json({"kind": kind, "ref": called, "entry": unit.entry if changed else None})
        elif changed:
            say(f"Changed {described.label.lower()} {called} (entry {unit.entry}).")
        else:
            say("Nothing to change: it is so already.")


def erase(
    context: typer.Context,
    kind: str,
    ref: str,
    why: Annotated[str, typer.Option(help="The reason, kept in the journal.")] = "",
    as_json: AsJson = False,
) -> None:
    """Erase a person's data by law from records, history, search and files; cannot be undone."""
    from itdesk.store.erase import erase as erase_record

    if not why.strip():
        raise DeskError("erase.why")
    with session_of(context).desk() as desk:
        checked_kind(desk, kind)
        record = desk.keepers[kind].get(ref)
        done = erase_record(desk.store, desk.actor, kind, record.id, why)
        if as_json:
            put_json({"entry": done.entry, "records": done.records, "values": done.values,
                      "files_naming": list(done.files_naming)})  # fmt: skip
            return
        say(f"Erased {done.values} values of {done.records} records (entry {done.entry}).")
        for named in done.files_naming:
            say(f"A file still names them; look into it by hand: {named}")
        say("Backups made earlier still hold them: remove those by hand.")


def undo(
    context: typer.Context,
    number: Annotated[str, typer.Argument(metavar="ENTRY")],
    as_json: AsJson = False,
) -> None:
    """Take back a journal entry; the undo is an entry of its own."""
    from itdesk.store.undo import undo as undo_entry

    with session_of(context).desk() as desk:
        entry = entry_number(number)
        made = undo_entry(desk.store, desk.actor, entry)
        if as_json:
            put_json({"undid": entry, "entry": made})
        else:
            say(f"Undid entry {entry} as entry {made}.")
