"""A query written back as a line, and its parts for the chips of a query line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from itdesk.core.clock import to_iso
from itdesk.core.kinds import Kind, Value
from itdesk.core.query.dates import QueryContext
from itdesk.core.query.lexer import QueryError, Token, cut, quoted
from itdesk.core.query.parser import parse
from itdesk.core.query.tree import ME, And, Compare, Node, Not, Op, Or, Query, Words
from itdesk.core.types import Type
from itdesk.core.values import plain_value

_MARKS = {Op.LESS: "<", Op.AT_MOST: "<=", Op.MORE: ">", Op.AT_LEAST: ">="}


@dataclass(frozen=True, slots=True)
class Part:
    """A top-level term of a line at [start, end); `ok` False when it is wrong by itself."""

    text: str
    start: int
    end: int
    ok: bool


def tokens(text: str, kind: Kind, context: QueryContext) -> list[Part]:
    """The top-level terms of a line, for removable chips; a line that cannot be cut is one wrong part."""
    try:
        lexemes = cut(text)
    except QueryError:
        return [Part(text, 0, len(text), ok=False)]
    parts: list[Part] = []
    at = 0
    while at < len(lexemes):
        start, depth = at, 0
        while at < len(lexemes) and lexemes[at].token is Token.NOT:
            at += 1
        while at < len(lexemes):
            depth += {Token.OPEN: 1, Token.CLOSE: -1}.get(lexemes[at].token, 0)
            at += 1
            if depth <= 0:
                break
        first, last = lexemes[start], lexemes[at - 1]
        piece = text[first.start : last.end]
        joins = first.token in (Token.OR, Token.AND)
        parts.append(Part(piece, first.start, last.end, joins or _is_sound(piece, kind, context)))
    return parts


def _is_sound(text: str, kind: Kind, context: QueryContext) -> bool:
    try:
        parse(text, kind, context)
    except QueryError:
        return False
    return True


def to_text(query: Query) -> str:
    """A line that parses to the same query (but for spans)."""
    parts = list(_terms(query.where))
    if query.sort:
        names = (("-" if s.descending else "") + s.column.name for s in query.sort)
        parts.append("sort:" + ",".join(names))
    return " ".join(parts)


def _terms(node: Node | None) -> Iterator[str]:
    if isinstance(node, And):
        for inner in node.nodes:
            text = _text(inner)
            yield f"({text})" if isinstance(inner, (Or, And)) and not _is_flat(inner) else text
    elif node is not None:
        yield _text(node)


def _is_flat(node: Or | And) -> bool:
    """Whether an alternative is written with commas or ".." and needs no parentheses."""
    return isinstance(node, Or) and _flat(node) is not None


def _text(node: Node) -> str:
    if isinstance(node, Not):
        inner = _text(node.node)
        plain = isinstance(node.node, (Compare, Words)) and not _is_many(node.node)
        return "-" + inner if plain else f"-({inner})"
    if isinstance(node, And):
        return " ".join(_terms(node))
    if isinstance(node, Or):
        flat = _flat(node)
        if flat is not None:
            return flat
        return " or ".join(f"({_text(n)})" if isinstance(n, (And, Or)) else _text(n) for n in node.nodes)
    if isinstance(node, Words):
        return " ".join(quoted(word, always=True) for word in node.words)
    return _compare_text(node)


def _is_many(node: Node) -> bool:
    return isinstance(node, Words) and len(node.words) > 1


def _flat(node: Or) -> str | None:
    """`column:a,b` for alternatives of one column, None when they are not so simple."""
    compares = [n for n in node.nodes if isinstance(n, Compare)]
    names = {n.column.name for n in compares}
    if len(compares) != len(node.nodes) or len(names) != 1:
        return None
    values = [_compare_text(n).partition(":")[2] for n in compares]
    if any(v[:1] in ("<", ">", "=", "!") or ".." in v or ("," in v and v[:1] != '"') for v in values):
        return None
    return f"{names.pop()}:{','.join(values)}"


def _compare_text(node: Compare) -> str:
    name, column = node.column.name, node.column
    if node.op in (Op.EMPTY, Op.ANY):
        return f"{name}:{node.op.value}"
    values = [_value_text(node, value) for value in node.values]
    if node.op in _MARKS:
        return f"{name}:{_MARKS[node.op]}{values[0]}"
    if node.op is Op.BETWEEN:
        return f"{name}:{values[0]}..{values[1]}"
    if node.op is Op.IN:
        return f"{name}:={','.join(values)}" if column.choices else f"{name}:{','.join(values)}"
    return f"{name}:{'=' if _is_exact(node) else ''}{values[0]}"


def _is_exact(node: Compare) -> bool:
    """Whether a value without "=" would be read as a part, a group or a pattern instead."""
    column = node.column
    if node.op is not Op.IS:
        return False
    if column.type is Type.CODE:
        return "*" in str(node.values[0])
    return column.type in (Type.TEXT, Type.LONG_TEXT) or bool(column.choices)


def _value_text(node: Compare, value: Value) -> str:
    if value == ME:
        return "me"
    if node.column.type is Type.REFERENCE and node.op is Op.IS:
        return quoted(str(value), always=True)
    if node.column.type is Type.REFERENCE and not any(c.isspace() or c in '(),"' for c in str(value)):
        return str(value)
    if node.column.type is Type.INSTANT and isinstance(value, int):
        return to_iso(value)
    plain = plain_value(node.column, value)
    if isinstance(plain, bool):
        return "yes" if plain else "no"
    return quoted(str(plain)) if isinstance(plain, str) else repr(plain)
