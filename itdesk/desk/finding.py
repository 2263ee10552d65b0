"""Finding records of any kind by what people type: a number, a tag, a name or any words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from itdesk.core.kinds import Kind
from itdesk.desk.desk import Desk
from itdesk.store.search import Hit


@dataclass(frozen=True, slots=True)
class Found:
    """A record that a search found: what it is called and what it is about."""

    kind: str
    id: int
    ref: str
    title: str


def search(desk: Desk, text: str, *, limit: int = 50, kind: str | None = None) -> list[Found]:
    """Records that `text` names directly, then those that hold all its words, at most `limit`."""
    words = text.split()
    if not words:
        return []
    hits = dict.fromkeys(_named(desk, text.strip(), kind))
    hits.update(dict.fromkeys(desk.store.index.find(words, kind, limit)))
    return described(desk, list(hits)[:limit])


def _named(desk: Desk, text: str, only: str | None) -> Iterable[Hit]:
    # "#12" is a ticket's number; any other begins with what its kind is told by, or with nothing.
    kinds = [kind for kind in public_kinds(desk) if kind.prefix == "#" or not text.startswith("#")]
    for kind in sorted(kinds, key=lambda kind: not (kind.prefix and text.upper().startswith(kind.prefix))):
        if only in (None, kind.name):
            yield from (Hit(kind.name, key) for key in desk.refs.candidates(kind.name, text))


def public_kinds(desk: Desk) -> list[Kind]:
    return [kind for kind in desk.store.schema.catalogue if kind.public]


def described(desk: Desk, hits: list[Hit]) -> list[Found]:
    """Refs and titles of hits, in their order; records that are gone are left out."""
    by_kind: dict[str, list[int]] = {}
    for hit in hits:
        by_kind.setdefault(hit.kind, []).append(hit.id)
    found: dict[Hit, Found] = {}
    for name, keys in by_kind.items():
        for item in _described_kind(desk, name, keys):
            found[Hit(name, item.id)] = item
    return [found[hit] for hit in hits if hit in found]


def _described_kind(desk: Desk, name: str, keys: list[int]) -> Iterable[Found]:
    kind = desk.store.schema.kind(name)
    wanted = [kind.column(n) for n in dict.fromkeys((kind.ref, kind.title, kind.shown_as))]
    extra = [c for c in kind if c.name in ("manufacturer", "model") and c not in wanted]
    for row in desk.lists.rows(name, keys, [*wanted, *extra]):
        ref = kind.format_ref(row.values[kind.ref])
        title_value = row.values[kind.title]
        parts = [title_value] if title_value else [row.values[c.name] for c in extra]
        title = " ".join(str(p) for p in parts if p) or ref
        yield Found(name, row.id, ref.removeprefix("#"), title)
