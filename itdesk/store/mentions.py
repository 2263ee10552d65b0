"""Where else a person is named: whole words in any case, in any text of the desk."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from itdesk.core.kinds import Value
from itdesk.store import files
from itdesk.store.digest import ERASED_TEXT
from itdesk.store.engine import Engine, quoted, rows
from itdesk.store.orm import peewee
from itdesk.store.schema import Holding, Schema, Values
from itdesk.store.tables import Table

SHORTEST = {"username": 3, "employee_number": 4}
"""Characters from which such a value is looked for elsewhere; shorter ones are words of their own."""
SHORTEST_OTHER = 5
READ_LIMIT, BINARY_SAMPLE = 8 << 20, 8 << 10
IDENTIFYING = ("name", "email", "phone", "username", "employee_number")


@dataclass(frozen=True)
class Names:
    """What somebody is called, with the pattern that finds it as whole words, broken over lines or not."""

    words: tuple[str, ...]
    needles: tuple[str, ...]
    """A part of each without space: what a text must hold to be looked into."""
    pattern: re.Pattern[str]

    @classmethod
    def of(cls, values: Sequence[Values]) -> Names:
        """From every state that the person's record had."""
        found: set[str] = set()
        for state in values:
            for field in IDENTIFYING:
                word = state.get(field)
                if isinstance(word, str) and _is_telling(field, word):
                    found.update(_spellings(" ".join(word.split())))
        words = tuple(sorted(found, key=len, reverse=True))
        needles = tuple(dict.fromkeys(max(word.split(), key=len) for word in words))
        parts = "|".join(r"\s+".join(map(re.escape, word.split())) for word in words) or r"(?!)"
        return cls(words, needles, re.compile(rf"(?<!\w)(?:{parts})(?!\w)", re.IGNORECASE))

    def redacted(self, text: Value) -> Value:
        """The text without the names; anything else as it is."""
        return self.pattern.sub(ERASED_TEXT, text) if isinstance(text, str) else text


def _spellings(word: str) -> set[str]:
    """The word itself, decomposed, and as it stands inside JSON text."""
    forms = {word, unicodedata.normalize("NFC", word), unicodedata.normalize("NFD", word)}
    escaped = {
        json.dumps(form, ensure_ascii=ascii_only)[1:-1] for form in forms for ascii_only in (True, False)
    }
    return forms | escaped


def _is_telling(field: str, word: str) -> bool:
    word = word.strip()
    return len(word) >= SHORTEST.get(field, SHORTEST_OTHER) or (field == "name" and len(word.split()) > 1)


@dataclass(frozen=True, slots=True)
class TextShape:
    """The name of a table, the columns of its key, and its other columns that hold text."""

    table: str
    keys: tuple[str, ...]
    texts: tuple[str, ...]

    @classmethod
    def of(cls, model: type[Table]) -> TextShape:
        meta: Any = vars(model)["_meta"]
        keys = tuple(str(field.column_name) for field in meta.get_primary_keys())
        texts = tuple(str(f.column_name) for f in meta.sorted_fields if isinstance(f, peewee.TextField))
        return cls(str(meta.table_name), keys, tuple(t for t in texts if t not in keys))


def records_naming(
    engine: Engine, schema: Schema, names: Names, *, own_kind: str
) -> Iterator[tuple[Holding, int, Values]]:
    """(kind, key, changed fields without the names) of records that name somebody.

    What identifies others of `own_kind` is let be: a namesake keeps their name.
    """
    for holding in schema:
        spared = {"custom", *(IDENTIFYING if holding.kind.name == own_kind else ())}
        fields = [f for f in TextShape.of(holding.model).texts if f not in spared]
        columns = ", ".join(quoted(f) for f in ("id", "custom", *fields))
        for key in _keys_naming(engine, quoted(holding.table), ("custom", *fields), names):
            sql = f"SELECT {columns} FROM {quoted(holding.table)} WHERE id = ?"
            for _, custom, *texts in rows(engine, sql, (key,)):
                changed: Values = {
                    field: names.redacted(text)
                    for field, text in zip(fields, texts, strict=True)
                    if names.redacted(text) != text
                }
                for name, value in json.loads(custom or "{}").items():
                    if names.redacted(value) != value:
                        changed["custom." + name] = names.redacted(value)
                if changed:
                    yield holding, key, changed


def _keys_naming(engine: Engine, table: str, fields: Sequence[str], names: Names) -> list[int]:
    keys: set[int] = set()
    for word in names.needles:
        conditions: list[str] = []
        params: list[str] = []
        for field in fields:
            condition, param = engine.contains_text(quoted(field), word)
            conditions.append(condition)
            params.append(param)
        found = rows(engine, f"SELECT id FROM {table} WHERE {' OR '.join(conditions)}", params)
        keys.update(int(row[0]) for row in found)
    return sorted(keys)


def files_naming(engine: Engine, names: Names) -> Iterator[str]:
    """Files kept with other records whose text names somebody: "ticket 17: letter.txt".

    A file's bytes belong to who attached it, so they are named and not rewritten. Looked into are
    texts in UTF-8, UTF-16 or Windows-1252 up to `READ_LIMIT` bytes, each content once.
    """
    sql = "SELECT kind, record, name, sha256 FROM attachment WHERE size <= ? ORDER BY id"
    known: dict[str, bool] = {}
    for kind, record, name, sha256 in list(rows(engine, sql, (READ_LIMIT,))):
        if sha256 not in known:
            text = _text_of(b"".join(files.chunks(engine, sha256)))
            known[sha256] = names.pattern.search(text) is not None
        if known[sha256]:
            yield f"{kind} {record}: {name}"


def _text_of(data: bytes) -> str:
    """What a person would read in a file, "" for what is no text."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if b"\0" in data[:BINARY_SAMPLE]:
        return ""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def plain_rows_naming(
    engine: Engine, shape: TextShape, names: Names
) -> Iterator[tuple[str, tuple[Any, ...], str]]:
    """(column, key, text without the names) in a table without journal duty."""
    for name in shape.texts:
        columns = ", ".join(quoted(c) for c in (name, *shape.keys))
        for word in names.needles:
            condition, param = engine.contains_text(quoted(name), word)
            sql = f"SELECT {columns} FROM {quoted(shape.table)} WHERE {condition}"
            for text, *key in rows(engine, sql, (param,)):
                clean = str(names.redacted(text))
                if clean != text:
                    yield name, tuple(key), clean
