"""The verbs that look: list, show, search, journal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Any

import typer

from itdesk.cli.output import (
    INTERNAL,
    cell_text,
    put_facts,
    put_json,
    put_json_rows,
    put_table,
    row_json,
    say,
)
from itdesk.cli.session import checked_kind, entry_number, instant, session_of
from itdesk.core.clock import to_datetime, to_iso
from itdesk.core.kinds import Column, Kind
from itdesk.desk import Desk
from itdesk.desk.finding import search
from itdesk.desk.records import record_at, timeline
from itdesk.store.journal import Entry
from itdesk.store.lists import ListRow, Lists
from itdesk.store.words import Words

AsAt = Annotated[str | None, typer.Option("--as-at", metavar="DATE|INSTANT", help="As it was then.")]
AsJson = Annotated[bool, typer.Option("--json", help="Answer for scripts.")]
WINDOW = 500


def list_records(
    context: typer.Context,
    kind: str,
    query: Annotated[list[str] | None, typer.Argument(metavar="[QUERY]")] = None,
    columns: Annotated[str | None, typer.Option(metavar="a,b", help="Columns to show.")] = None,
    limit: Annotated[int | None, typer.Option(min=0, help="At most so many rows.")] = None,
    as_at: AsAt = None,
    as_json: AsJson = False,
) -> None:
    """List records of a kind, by a query such as: status:open due:<2d sort:-updated"""
    at = instant(as_at)
    with session_of(context).desk() as desk:
        described = desk.store.schema.kind(checked_kind(desk, kind))
        chosen = _chosen(described, columns, as_json)
        parsed = desk.query(kind, " ".join(query or ()))
        with desk.lists_at(kind, at) as lists:
            ids = lists.ids(kind, parsed, me=desk.me(), limit=limit)
            rows = _rows(lists, described, ids, chosen)
            if as_json:
                put_json_rows(row_json(desk, described, chosen, row, ref) for ref, row in rows)
            else:
                _put_rows(desk, chosen, rows)


def _chosen(kind: Kind, names: str | None, as_json: bool) -> list[Column]:
    if names:
        return [kind.column(name.strip()) for name in names.split(",") if name.strip()]
    if as_json:
        return [column for column in kind if column.name not in INTERNAL]
    return [*kind.default_columns, *kind.custom]


def _rows(
    lists: Lists, kind: Kind, ids: Sequence[int], columns: list[Column]
) -> Iterator[tuple[str, ListRow]]:
    """(ref, row) of every record, read a window at a time."""
    ref = kind.column(kind.ref)
    wanted = columns if ref in columns else [ref, *columns]
    for start in range(0, len(ids), WINDOW):
        for row in lists.rows(kind.name, ids[start : start + WINDOW], wanted):
            yield kind.format_ref(row.values[ref.name]).removeprefix("#"), row


def _put_rows(desk: Desk, columns: list[Column], rows: Iterator[tuple[str, ListRow]]) -> None:
    headers = [(column.heading, column.type.is_numeric) for column in columns]
    zone = desk.zone
    put_table(
        headers,
        (
            [cell_text(desk, c, row.values[c.name], row.labels.get(c.name), zone) for c in columns]
            for _, row in rows
        ),
    )


def show(context: typer.Context, kind: str, ref: str, as_at: AsAt = None, as_json: AsJson = False) -> None:
    """Show one record: everything known about it."""
    at = instant(as_at)
    with session_of(context).desk() as desk:
        described = desk.store.schema.kind(checked_kind(desk, kind))
        row, called = record_at(desk, kind, ref, at)
        if as_json:
            answer: dict[str, Any] = row_json(desk, described, list(described), row, called)
            answer.update(_parts_json(desk, kind, row.id, at))
            put_json(answer)
            return
        zone = desk.zone
        put_facts(
            (c.label, _fact(desk, described, c, row))
            for c in described
            if row.values[c.name] not in (None, "") and c.name not in ("paused", "pauses")
        )
        for item in timeline(desk, kind, row.id, at):
            say(f"\n{to_datetime(item.at, zone):%d %b %Y %H:%M}  {item.author}  {item.form}\n{item.text}")


def _fact(desk: Desk, kind: Kind, column: Column, row: ListRow) -> str:
    value = row.values[column.name]
    if column.name == kind.ref:
        return kind.format_ref(value)
    return cell_text(desk, column, value, row.labels.get(column.name), desk.zone)


def _parts_json(desk: Desk, kind: str, key: int, at: int | None) -> dict[str, Any]:
    parts: dict[str, Any] = {}
    if kind == "ticket":
        parts["timeline"] = [
            {"at": to_iso(i.at), "author": i.author, "form": i.form, "text": i.text}
            for i in timeline(desk, kind, key, at)
        ]
    return parts


def search_words(
    context: typer.Context,
    words: list[str],
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 50,
    as_json: AsJson = False,
) -> None:
    """Find records of every kind by words, parts of words, tags, serials or MACs."""
    with session_of(context).desk() as desk:
        found = search(desk, " ".join(words), limit=limit)
        if as_json:
            put_json([{"kind": f.kind, "ref": f.ref, "title": f.title} for f in found])
        else:
            put_table(
                [("Kind", False), ("Ref", False), ("Title", False)],
                ([f.kind, f.ref, f.title] for f in found),
            )


journal = typer.Typer(help="Who changed what and when.", invoke_without_command=True, rich_markup_mode=None)


@journal.callback()
def _journal(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        list_entries(context)


@journal.command("list")
def list_entries(
    context: typer.Context,
    limit: Annotated[int, typer.Option(min=1, help="The newest so many.")] = 100,
    as_json: AsJson = False,
) -> None:
    """The newest entries, newest first."""
    with session_of(context).desk() as desk:
        entries = desk.journal.entries(limit=limit)
        if as_json:
            put_json([_entry_json(entry) for entry in entries])
            return
        zone = desk.zone
        headers = [("Entry", True), ("At", False), ("Who", False), ("What", False), ("Changes", True)]
        put_table(
            headers,
            (
                [str(e.id), f"{to_datetime(e.at, zone):%d %b %Y %H:%M:%S}", e.actor, _what(e), str(e.changes)]
                for e in entries
            ),
        )


def _what(entry: Entry) -> str:
    note = f" (undone by {entry.undone_by})" if entry.undone_by else ""
    return entry.verb + (f": {entry.detail}" if entry.detail else "") + note


def _entry_json(entry: Entry) -> dict[str, Any]:
    return {
        "entry": entry.id, "at": to_iso(entry.at), "actor": entry.actor, "verb": entry.verb,
        "changes": entry.changes, "origin": entry.origin, "detail": entry.detail,
        "undoes": entry.undoes, "undone-by": entry.undone_by, "digest": entry.digest.hex(),
    }  # fmt: skip


@journal.command("show")
def show_entry(
    context: typer.Context,
    number: Annotated[str, typer.Argument(metavar="ENTRY")],
    limit: Annotated[int, typer.Option(min=1)] = 1000,
    as_json: AsJson = False,
) -> None:
    """What one entry changed, field by field."""
    with session_of(context).desk() as desk:
        entry = desk.journal.entry(entry_number(number))
        changes = desk.journal.changes(entry.id, limit)
        if as_json:
            records = [
                {"kind": c.kind, "record": c.record, "op": c.op, "before": c.before(), "after": c.after()}
                for c in changes
            ]
            put_json({**_entry_json(entry), "records": records})
            return
        words = Words(desk.store, desk.zone)
        say(f"Entry {entry.id}: {_what(entry)}")
        for change in changes:
            say(f"{change.op} {words.kind(change.kind).label} {words.record(change.kind, change.record)}")
            for field in words.changes(change):
                say(f"    {field.caption}: {field.before or '—'} → {field.after or '—'}")


@journal.command("verify")
def verify(context: typer.Context, as_json: AsJson = False) -> None:
    """Prove that no entry was altered; names the first broken one."""
    with session_of(context).desk() as desk:
        found = desk.journal.verify()
        if as_json:
            put_json({"entries": found.entries, "changes": found.changes, "head": found.head})
        else:
            say(f"{found.entries} entries with {found.changes} changes verified. Head: {found.head}")
