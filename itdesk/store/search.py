"""Full text over every kind: parts of words, tags, serials, MACs in any notation, two-letter words.

Both engines find three characters anywhere in a text (SQLite: FTS5 trigram; PostgreSQL: pg_trgm).
What is shorter is indexed as a gram of its own: a mark and two characters, for every pair of
Chinese, Japanese or Korean characters and for the beginning of every other word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from itdesk.core.kinds import Column, Value
from itdesk.core.units import normalise_mac
from itdesk.store.engine import Engine, Grams, is_storable, rows
from itdesk.store.schema import Holding, Schema

CODE_SHIFT = 40
"""A document's number is the code of its kind shifted by this, plus the record's key."""

MARK = "\ue000"
_WORD = re.compile(r"\w+")
_CJK = re.compile(
    r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003134f]+"
)
_MAC_LIKE = re.compile(r"(?i)\b(?:[0-9a-f]{2}[:\-.]){5}[0-9a-f]{2}\b|\b(?:[0-9a-f]{4}\.){2}[0-9a-f]{4}\b")
_PARTIAL_MAC = re.compile(
    r"(?i)^(?:[0-9a-f]{2}[:\-]){1,5}[0-9a-f]{0,2}$|^(?:[0-9a-f]{4}\.){1,2}[0-9a-f]{0,4}$"
)
FEW = 500
"""Finds up to which one look through the index serves every kind: rare words are slow to look for."""
NEWEST = (1 << 62) - 1
"""Above every document number."""
INDEXED_LENGTH = 100_000
"""Characters of one record's text that are indexed."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that a search found."""

    kind: str
    id: int


def folded(text: str) -> str:
    """Text without case, accents and width, as both index and query use it."""
    whole = text if is_storable(text) else "".join(c if is_storable(c) else " " for c in text)
    split = unicodedata.normalize("NFKD", whole.casefold())
    bare = "".join(c for c in split if not unicodedata.combining(c) or c in "\u3099\u309a")
    return unicodedata.normalize("NFKC", bare).casefold()


def indexed_text(texts: Sequence[str]) -> str:
    """What the index keeps of a record's texts."""
    whole = folded("\n".join(texts))[:INDEXED_LENGTH]
    macs = [normalise_mac(found) for found in _MAC_LIKE.findall(whole)]
    extra = sorted({*_grams(whole), *(mac for mac in macs if mac)})
    return whole + "\n" + " ".join(extra) if extra else whole


def _grams(text: str) -> Iterator[str]:
    for word in _WORD.findall(text):
        if len(word) >= 2 and not _CJK.match(word):
            yield MARK + word[:2]
    for run in _CJK.findall(text):
        yield from (MARK + run[i : i + 2] for i in range(len(run) - 1))


def grams_of(words: Sequence[str]) -> Grams:
    """The parts that a document must hold, or [] when the words say too little to search."""
    found: list[tuple[str, ...]] = []
    for word in words:
        plain = folded(word).strip()
        if _PARTIAL_MAC.match(plain):
            found.append((plain, re.sub(r"[:\-.]", "", plain)))  # it may be a tag, too
        elif len(plain) >= 3:
            found.append((plain,))
        elif len(plain) == 2:
            found.append((MARK + plain,))
    return found


class Index:
    """The full-text index of one desk, written in the transaction of the record's own write."""

    def __init__(self, engine: Engine, schema: Schema) -> None:
        self._engine = engine
        self._schema = schema

    def write(
        self, holding: Holding, records: Sequence[tuple[int, Mapping[str, Value]]], replacing: bool
    ) -> None:
        """Index records by (key, values); `replacing` when they may be indexed already."""
        fields = [column.field for column in self._searched(holding)]
        if not fields:
            return
        documents: list[tuple[int, str]] = []
        for key, values in records:
            texts = [str(values[f]) for f in fields if values.get(f) is not None]
            documents.append((document(holding, key), indexed_text(texts)))
        self._engine.index_texts(documents, replacing)

    def remove(self, holding: Holding, keys: Sequence[int]) -> None:
        if self._searched(holding):
            self._engine.unindex([document(holding, key) for key in keys])

    def _searched(self, holding: Holding) -> list[Column]:
        kind = self._schema.kind(holding.kind.name)
        return [column for column in kind if column.searched]

    def find(self, words: Sequence[str], kind: str | None = None, limit: int = 50) -> list[Hit]:
        """Records that hold every word, newest of each kind first; parts answer for their owner."""
        grams = grams_of(words)
        if not grams:
            return []
        wanted = [h for h in self._schema if h.searched and kind in (None, _owner_kind(h))]
        few = self._numbers(grams, 0, NEWEST, FEW)
        hits: dict[Hit, None] = {}
        for holding in wanted:
            base = holding.code << CODE_SHIFT
            if len(few) < FEW:
                numbers = [n for n in few if n >> CODE_SHIFT == holding.code][:limit]
            else:
                numbers = self._numbers(grams, base, base + (1 << CODE_SHIFT) - 1, limit)
            for hit in self._hits(holding, [number - base for number in numbers]):
                hits.setdefault(hit)
        return list(hits)

    def _numbers(self, grams: Grams, low: int, high: int, limit: int) -> list[int]:
        """Document numbers that hold every gram, highest first."""
        condition, params = self._engine.search_condition(grams)
        found = f"SELECT rowid FROM search_text WHERE {condition} AND rowid BETWEEN ? AND ?"
        sql = f"{found} ORDER BY rowid DESC LIMIT ?"
        return [int(row[0]) for row in rows(self._engine, sql, (*params, low, high, limit))]

    def _hits(self, holding: Holding, keys: list[int]) -> Iterator[Hit]:
        if holding.owner is None:
            yield from (Hit(holding.kind.name, key) for key in keys)
            return
        owner_kind, field = holding.owner
        for key in keys:
            sql = f'SELECT "{field}" FROM "{holding.table}" WHERE id = ?'
            for (owner,) in rows(self._engine, sql, (key,)):
                yield Hit(owner_kind, owner)


def _owner_kind(holding: Holding) -> str:
    return holding.owner[0] if holding.owner else holding.kind.name


def document(holding: Holding, key: int) -> int:
    """The number of a record's document in the index."""
    return (holding.code << CODE_SHIFT) + key
