"""Files and a small ledger for the importers' tests."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from itdesk.assets.importers.matching import folded
from itdesk.assets.importers.tables import Facts, Table
from itdesk.core.kinds import Kind
from itdesk.store.rowform import Snapshot


def write(folder: Path, content: str | bytes, name: str = "file.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def table_of(headers: Sequence[str], *rows: Sequence[str]) -> Table:
    lines = list(range(2, len(rows) + 2))
    return Table(tuple(headers), [tuple(row) for row in rows], Facts("UTF-8", "LF", "comma"), lines)


class MemoryLedger:
    """Records in memory: {kind: {key: {field: value}}}."""

    def __init__(self, kinds: Mapping[str, Kind], **records: dict[int, dict[str, object]]) -> None:
        self.kinds = kinds
        self.records = records
        self.head = 7

    def find(self, kind: str, column: str, texts: Collection[str]) -> Mapping[str, Sequence[int]]:
        field = self.kinds[kind].column(column).field
        wanted = set(map(folded, texts))
        found: dict[str, list[int]] = {}
        for key, values in self.records.get(kind, {}).items():
            text = folded(str(key if field == "id" else values.get(field) or ""))
            if text in wanted:
                found.setdefault(text, []).append(key)
        return found

    def read(self, kind: str, keys: Collection[int]) -> Mapping[int, Snapshot]:
        known = self.records.get(kind, {})
        return {key: Snapshot(kind, key, 1, 0, 0, dict(known[key])) for key in keys if key in known}

    def shown(self, kind: str, keys: Collection[int]) -> Mapping[int, str]:
        field = self.kinds[kind].column(self.kinds[kind].shown_as).field
        return {key: str(snapshot[field]) for key, snapshot in self.read(kind, keys).items()}
