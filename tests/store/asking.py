"""A query asked of dictionaries in memory, as a person means it: what holds, and in which order.

A row has its values by column name ("asset.tag" for one that is reached through a reference), a
reference as (key, label), its key as "id", and its searched texts as "documents".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any

from itdesk.core.kinds import Column
from itdesk.core.query.tree import ME, And, Compare, Node, Not, Op, Or, Sort, Words
from itdesk.core.types import Type

Row = dict[str, Any]


def holds(node: Node | None, row: Row, me: int | None) -> bool:
    """Whether a row meets a condition, asked by the person `me`."""
    if node is None:
        return True
    if isinstance(node, And):
        return all(holds(n, row, me) for n in node.nodes)
    if isinstance(node, Or):
        return any(holds(n, row, me) for n in node.nodes)
    if isinstance(node, Not):
        return not holds(node.node, row, me)
    if isinstance(node, Words):
        return _has_words(node.words, row)
    column = node.column
    name = f"{column.through}.{column.name}" if column.through else column.name
    return _compares(node, row[name], me)


def _compares(node: Compare, value: Any, me: int | None) -> bool:
    if node.op in (Op.EMPTY, Op.ANY):
        return (value in (None, "")) == (node.op is Op.EMPTY)
    if value is None:
        return False
    if node.values == (ME,):
        return value[0] == me
    if node.column.type is Type.REFERENCE:
        return any(value[0] == v if isinstance(v, int) else _text(node.op, value[1], v) for v in node.values)
    if node.column.type.is_text or node.op is Op.LIKE:
        return any(_text(node.op, value, str(v)) for v in node.values)
    return _ordered(node, value)


def _text(op: Op, value: str, wanted: Any) -> bool:
    value, wanted = value.casefold(), wanted.casefold()
    if op is Op.HAS:
        return wanted in value
    if op is Op.LIKE:
        pattern = ".*".join(re.escape(part) for part in wanted.split("*"))
        return re.fullmatch(pattern, value, re.DOTALL) is not None
    return value == wanted


def _ordered(node: Compare, value: Any) -> bool:
    tests: dict[Op, Callable[[], bool]] = {
        Op.LESS: lambda: value < node.values[0], Op.AT_MOST: lambda: value <= node.values[0],
        Op.MORE: lambda: value > node.values[0], Op.AT_LEAST: lambda: value >= node.values[0],
        Op.BETWEEN: lambda: node.values[0] <= value <= node.values[1],
    }  # fmt: skip
    return tests[node.op]() if node.op in tests else value in node.values


# --- free words --------------------------------------------------------------------------
def bare(text: str) -> str:
    """Text without case and accents."""
    split = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in split if not unicodedata.combining(c))


def _has_words(words: tuple[str, ...], row: Row) -> bool:
    """All words in one text of the record, or its number; of one letter alone nothing is asked."""
    numbers = [int(word.removeprefix("#")) for word in words if re.fullmatch(r"#?[0-9]{1,9}", word)]
    is_number = len(words) == 1 and numbers == [row["id"]]
    telling = [bare(word) for word in words if len(bare(word)) > 1]
    if not telling:
        return is_number or not (len(words) == 1 and numbers)
    return is_number or any(all(_is_in(w, bare(text)) for w in telling) for text in row["documents"])


def _is_in(word: str, text: str) -> bool:
    """Two letters begin a word, or stand anywhere in a script without spaces."""
    if len(word) > 2:
        return word in text
    if "\u3040" <= word[0] <= "\u9fff":
        return word in text
    return any(found.startswith(word) for found in re.findall(r"\w+", text))


# --- order -------------------------------------------------------------------------------
def in_order(rows: list[Row], sort: tuple[Sort, ...]) -> list[int]:
    """Keys in order: nothing comes last, choices by their place in the list; ties by key."""
    last = bool(sort) and sort[-1].descending
    kept = sorted(rows, key=lambda row: row["id"], reverse=last)
    for item in reversed(sort):
        filled = [row for row in kept if row[item.column.name] is not None]
        missing = [row for row in kept if row[item.column.name] is None]
        kept = sorted(filled, key=lambda r: _key(item.column, r), reverse=item.descending) + missing
    return [row["id"] for row in kept]


def _key(column: Column, row: Row) -> Any:
    value = row[column.name]
    if isinstance(value, tuple):
        value = value[1]
    if column.choices:
        values = [choice.value for choice in column.choices]
        return values.index(value) if values != sorted(values) else value
    if isinstance(value, str):
        return "".join(c.lower() if c.isascii() else c for c in value).encode()
    return value
