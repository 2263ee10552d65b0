"""What the value part of `column:value` means, by the column's type."""

from __future__ import annotations

from unicodedata import normalize

from itdesk.core.errors import InvalidValueError
from itdesk.core.kinds import Column, Kind, Value
from itdesk.core.query.dates import QueryContext, as_days, as_instants, read_span
from itdesk.core.query.lexer import ANY_WORDS, EMPTY_WORDS, Lexeme, QueryError, split_values
from itdesk.core.query.tree import ME, And, Compare, Node, Not, Op, Or
from itdesk.core.types import Type
from itdesk.core.values import parse_value

_OPERATORS = (("<=", Op.AT_MOST), (">=", Op.AT_LEAST), ("<", Op.LESS), (">", Op.MORE))


def compare(kind: Kind, lexeme: Lexeme, context: QueryContext) -> Node:
    """The condition of one term; raises QueryError."""
    column = kind.asked.get(lexeme.name)
    if column is None:
        names = ", ".join(kind.asked)
        raise QueryError(
            f"{kind.label} has no column “{lexeme.name}”; expected one of {names}",
            lexeme.start, lexeme.value_start - 1, lexeme.name, names,
        )  # fmt: skip
    return _Term(column, lexeme, context).node()


class _Term:
    def __init__(self, column: Column, lexeme: Lexeme, context: QueryContext) -> None:
        self._column = column
        self._lexeme = lexeme
        self._context = context
        self._span = (lexeme.start, lexeme.end)

    def node(self) -> Node:
        text, offset = self._lexeme.text, 0
        negated = text.startswith("!")
        if negated:
            text, offset = text[1:], 1
        if not text:
            raise self._wrong("A value is missing; " + self._expected(), "", 0)
        node = self._operation(text, offset)
        return Not(node) if negated else node

    def _operation(self, text: str, offset: int) -> Node:
        for mark, op in _OPERATORS:
            if text.startswith(mark):
                return self._ordered(op, text[len(mark) :], offset + len(mark))
        if text.startswith("="):
            return self._exact(text[1:], offset + 1)
        low, dots, high = text.partition("..")
        if dots and low and high and self._column.type.is_ordered:
            return self._range(low, high, offset)
        parts = [self._one(t, q, offset + o) for t, q, o in self._split(text, offset)]
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    # --- one value
    def _one(self, text: str, quoted: bool, offset: int) -> Node:
        if not text.strip():
            raise self._wrong("A value is missing; " + self._expected(), text, offset)
        word = text.casefold()
        if not quoted and word in EMPTY_WORDS:
            return self._compare(Op.EMPTY)
        if not quoted and word in ANY_WORDS:
            return self._compare(Op.ANY)
        kind = self._column.type
        text = normalize("NFC", text)  # as values are kept; a Mac writes Ä as two characters
        if kind is Type.REFERENCE:
            return self._reference(text, quoted)
        if kind.is_text:
            return self._text(text)
        if kind is Type.CHOICE:
            return self._choice(text, offset)
        if kind in (Type.DATE, Type.INSTANT):
            low, high = self._times(text, offset)
            return self._compare(Op.BETWEEN, low, high) if low != high else self._compare(Op.IS, low)
        return self._compare(Op.IS, self._value(text, offset))

    def _reference(self, text: str, quoted: bool) -> Node:
        if text.casefold() == "me" and not quoted:
            return self._compare(Op.IS, ME)
        if "*" in text and not quoted:
            return self._compare(Op.LIKE, text)
        return self._compare(Op.IS if quoted else Op.HAS, text)

    def _text(self, text: str) -> Node:
        if "*" in text:
            return self._compare(Op.LIKE, text)
        return self._compare(Op.IS if self._column.type is Type.CODE else Op.HAS, text)

    def _choice(self, text: str, offset: int) -> Node:
        group = [c.value for c in self._column.choices if c.group and c.group == text.casefold()]
        if group:
            return self._among(group)
        if "*" in text:
            return self._compare(Op.LIKE, text)
        return self._compare(Op.IS, self._value(text, offset))

    def _exact(self, text: str, offset: int) -> Node:
        parts: list[Node] = []
        for value, _, place in self._split(text, offset):
            if not value:
                raise self._wrong("A value is missing; " + self._expected(), "", offset)
            if self._column.type in (Type.DATE, Type.INSTANT):
                parts.append(self._one(value, False, offset + place))
            else:
                parts.append(self._compare(Op.IS, self._value(value, offset + place)))
        if self._column.choices:
            return self._among([str(p.values[0]) for p in parts if isinstance(p, Compare)])
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    # --- order
    def _ordered(self, op: Op, text: str, offset: int) -> Node:
        if not self._column.type.is_ordered:
            raise self._wrong(
                f"{self._column.label} has no order; write it without < or >", self._lexeme.text, 0
            )
        if text.startswith('"'):
            text = self._split(text, offset)[0][0]
        if not text:
            raise self._wrong("A value is missing; " + self._expected(), text, offset)
        if self._column.type is Type.CHOICE:
            return self._ordered_choice(op, text, offset)
        if self._column.type in (Type.DATE, Type.INSTANT):
            low, high = self._times(text, offset)
            return self._compare(op, low if op in (Op.LESS, Op.AT_LEAST) else high)
        return self._compare(op, self._value(text, offset))

    def _ordered_choice(self, op: Op, text: str, offset: int) -> Node:
        values = [choice.value for choice in self._column.choices]
        place = values.index(str(self._value(text, offset)))
        kept = {
            Op.LESS: values[:place],
            Op.AT_MOST: values[: place + 1],
            Op.MORE: values[place + 1 :],
            Op.AT_LEAST: values[place:],
        }[op]
        return self._among(kept)

    def _among(self, values: list[str]) -> Node:
        """One of several choices; none at all is a condition that nothing meets."""
        if not values:
            return And((self._compare(Op.EMPTY), self._compare(Op.ANY)))
        return self._compare(Op.IN if len(values) > 1 else Op.IS, *values)

    def _range(self, low: str, high: str, offset: int) -> Node:
        behind = offset + len(low) + 2
        if self._column.type in (Type.DATE, Type.INSTANT):
            first, last = self._times(low, offset)[0], self._times(high, behind)[1]
            return self._compare(Op.BETWEEN, first, last)
        if self._column.type is Type.CHOICE:
            values = [choice.value for choice in self._column.choices]
            first_at, last_at = (
                values.index(str(self._value(t, o))) for t, o in ((low, offset), (high, behind))
            )
            return self._among(values[first_at : last_at + 1])
        return self._compare(Op.BETWEEN, self._value(low, offset), self._value(high, behind))

    # --- helpers
    def _split(self, text: str, offset: int) -> list[tuple[str, bool, int]]:
        return split_values(text, self._lexeme.value_start + offset)

    def _times(self, text: str, offset: int) -> tuple[Value, Value]:
        span = read_span(text, self._context)
        if span is None:
            raise self._wrong(f"“{text[:30]}” is not a time; " + self._expected(), text, offset)
        return as_days(span) if self._column.type is Type.DATE else as_instants(span)

    def _value(self, text: str, offset: int) -> Value:
        try:
            value = parse_value(self._column, text, zone=self._context.zone)
        except InvalidValueError as error:
            raise self._wrong(f"“{text[:30]}” does not fit; " + self._expected(), text, offset) from error
        if value is None:
            raise self._wrong("A value is missing; " + self._expected(), text, offset)
        return value

    def _compare(self, op: Op, *values: Value) -> Compare:
        return Compare(self._column, op, values, self._span)

    def _expected(self) -> str:
        column = self._column
        if column.choices:
            groups = dict.fromkeys(choice.group for choice in column.choices if choice.group)
            words = dict.fromkeys([*groups, *(choice.value for choice in column.choices)])
            return f"expected one of {', '.join(words)}, empty or any"
        samples = {
            Type.DATE: "a day such as 2026-11-23, today, 2d or 2026-11",
            Type.INSTANT: "a time such as 2026-11-23T14:30, today, now, -2d or 30min",
            Type.MONEY: "an amount such as 1480.00",
            Type.INTEGER: "a whole number",
            Type.DECIMAL: "a number",
            Type.DURATION: "a duration such as 90min",
            Type.YES_NO: "yes or no",
        }
        return "expected " + samples.get(column.type, "a value")

    def _wrong(self, message: str, text: str, offset: int) -> QueryError:
        start = self._lexeme.value_start + offset
        end = start + len(text)
        if end == start:
            start, end = self._lexeme.start, self._lexeme.end
        return QueryError(message, start, end, text[:40] or self._lexeme.name + ":")
