"""A parsed query turned into one SQL statement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from itdesk.core.kinds import SINCE_THEN, Column, Kind, Value
from itdesk.core.query.tree import ME, And, Compare, Node, Not, Op, Or, Query, Sort, Words
from itdesk.core.types import Type
from itdesk.store.engine import Engine, Grams, equals_any_case, is_storable, quoted
from itdesk.store.indexes import is_ranked, sort_expression, stored_expression
from itdesk.store.schema import Holding, Schema
from itdesk.store.search import CODE_SHIFT, grams_of

MAIN = "r"
"""Alias of the listed table."""

NEVER = "1 = 0"

_COMPARE = {Op.LESS: "<", Op.AT_MOST: "<=", Op.MORE: ">", Op.AT_LEAST: ">="}


@dataclass
class Statement:
    """Builds the parts of a SELECT over one kind.

    `tables` puts other tables in place of the kinds' own (a past state); `me` is the key of the
    person who asks, if the desk knows them. `walking` keeps SQLite from looking conditions up in
    their indexes, all but `looked_up`: it walks along the order instead and stops when it has enough.
    """

    engine: Engine
    schema: Schema
    holding: Holding
    me: int | None = None
    tables: Mapping[str, str] = field(default_factory=dict[str, str])
    walking: bool = False
    looked_up: Node | None = None
    _params: list[object] = field(default_factory=list[object])
    _joins: dict[str, str] = field(default_factory=dict[str, str])

    @property
    def kind(self) -> Kind:
        return self.schema.kind(self.holding.kind.name)

    def ids(self, query: Query, limit: int | None, after: int = 0) -> tuple[str, list[object]]:
        """A statement for the keys of what `query` wants, in its order."""
        where = self._condition(query.where) if query.where is not None else "1 = 1"
        order = self._order(query.sort)
        bound = ""
        if limit is not None:
            bound = " LIMIT ? OFFSET ?"
            self._params += [limit, after]
        return (
            f"SELECT {MAIN}.id FROM {self._table(self.holding)} {MAIN}{self._join_text()}"
            f" WHERE {where} ORDER BY {order}{bound}",
            self._params,
        )

    def labelled_ids(self, query: Query, limit: int) -> tuple[str, list[object]]:
        """A statement for the first keys that have what the first sort's reference shows: by label.

        It walks the referred records in their order and for each the records that refer to it.
        """
        column = query.sort[0].column
        key, alias = stored_expression(self.engine, MAIN, column), quoted("j_" + column.field)
        where = self._condition(query.where) if query.where is not None else "1 = 1"
        order = self._order(query.sort)
        del self._joins[alias]
        target, main = self._table(self.schema[column.kind]), self._table(self.holding)
        source = f"{target} {alias} CROSS JOIN {main} {MAIN} ON {key} = {alias}.id{self._join_text()}"
        self._params.append(limit)
        return f"SELECT {MAIN}.id FROM {source} WHERE {where} ORDER BY {order} LIMIT ?", self._params

    def matches(self, node: Node, limit: int) -> tuple[str, list[object]]:
        """A statement for the number of records that meet a condition, counted to `limit` at least."""
        counts: list[str] = []
        for condition in self._apart(node):
            inner = f"SELECT 1 FROM {self._table(self.holding)} {MAIN} WHERE {condition} LIMIT ?"
            self._params.append(limit)
            counts.append(f"(SELECT count(*) FROM ({inner}) matching)")
        return f"SELECT {' + '.join(counts)}", self._params

    def _apart(self, node: Node) -> Iterator[str]:
        """Conditions that exclude each other and together mean `node`; each is read from an index."""
        if not (isinstance(node, Compare) and node.op is Op.EMPTY) or node.column.through:
            yield self._condition(node)
            return
        if not node.column.type.is_text:
            yield self._condition(node)
            return
        expression = stored_expression(self.engine, MAIN, node.column)
        yield f"{expression} IS NULL"
        self._params.append("")
        yield self.engine.equals_text(expression)

    def count(self, query: Query) -> tuple[str, list[object]]:
        """A statement for the number of what `query` wants."""
        where = self._condition(query.where) if query.where is not None else "1 = 1"
        return (
            f"SELECT count(*) FROM {self._table(self.holding)} {MAIN}{self._join_text()} WHERE {where}",
            self._params,
        )

    def sums(self, query: Query, columns: Sequence[Column]) -> tuple[str, list[object]]:
        """A statement for the sums of numeric columns over what `query` wants."""
        where = self._condition(query.where) if query.where is not None else "1 = 1"
        sums = ", ".join(f"sum({stored_expression(self.engine, MAIN, c)})" for c in columns)
        return (
            f"SELECT {sums} FROM {self._table(self.holding)} {MAIN}{self._join_text()} WHERE {where}",
            self._params,
        )

    def cells(self, columns: Sequence[Column], keys: Sequence[int]) -> tuple[str, list[object]]:
        """A statement for rows: key, version, then each column's value and, for references, its label."""
        parts = [f"{MAIN}.id", f"{MAIN}.version"]
        for column in columns:
            parts.append(stored_expression(self.engine, MAIN, column))
            if column.type is Type.REFERENCE:
                parts.append(self._label(column))
        marks = ",".join("?" * len(keys))
        return (
            f"SELECT {', '.join(parts)} FROM {self._table(self.holding)} {MAIN}{self._join_text()}"
            f" WHERE {MAIN}.id IN ({marks})",
            list(keys),
        )

    # --- conditions ----------------------------------------------------------------------
    def _condition(self, node: Node) -> str:
        if isinstance(node, And):
            return "(" + " AND ".join(self._condition(n) for n in node.nodes) + ")"
        if isinstance(node, Or):
            return "(" + " OR ".join(self._condition(n) for n in node.nodes) + ")"
        if isinstance(node, Not):
            # NOT of an unknown is unknown in SQL; people mean "is not so".
            return f"({self._condition(node.node)}) IS NOT TRUE"
        if isinstance(node, Words):
            return self._words(node)
        return self._compare(node)

    def _words(self, node: Words) -> str:
        number = _bare_number(node.words)
        alternatives: list[str] = []
        grams = grams_of(node.words)
        if grams:
            alternatives += [self._found_in(holding, grams) for holding in self._documents()]
        if number is not None:
            self._params.append(number)
            alternatives.append(f"{MAIN}.id = ?")
        if not alternatives:
            return "1 = 1"  # one letter says too little to leave anything out
        return "(" + " OR ".join(alternatives) + ")"

    def _documents(self) -> list[Holding]:
        """The kind itself and its parts, whose texts count as its own."""
        name = self.holding.kind.name
        parts = [h for h in self.schema if h.owner is not None and h.owner[0] == name]
        return [h for h in (self.holding, *parts) if h.searched]

    def _found_in(self, holding: Holding, grams: Grams) -> str:
        condition, params = self.engine.search_condition(grams)
        base = holding.code << CODE_SHIFT
        self._params += [*params, base, base + (1 << CODE_SHIFT) - 1]
        keys = f"SELECT rowid - {base} FROM search_text WHERE {condition} AND rowid BETWEEN ? AND ?"
        if holding.owner is not None:
            keys = f"SELECT {quoted(holding.owner[1])} FROM {self._table(holding)} WHERE id IN ({keys})"
        return f"{'+' if self.walking else ''}{MAIN}.id IN ({keys})"

    def _compare(self, node: Compare) -> str:
        column = node.column
        if column.through:
            return self._reached(node)
        if column == SINCE_THEN:
            return self._since_then(node)
        expression = stored_expression(self.engine, MAIN, column)
        values = node.values
        if self._is_compared_by_rank(node):
            expression, values = sort_expression(self.engine, MAIN, column), _ranks(column, values)
        if self.walking and node is self.looked_up and node.op is Op.EMPTY and column.type.is_text:
            table = f"SELECT id FROM {self._table(self.holding)} {MAIN} WHERE "
            return f"({MAIN}.id IN ({' UNION ALL '.join(table + c for c in self._apart(node))}))"
        if self.walking and node is not self.looked_up:
            expression = "+" + expression
        if node.op is Op.EMPTY:
            return self._is_empty(column, expression)
        if node.op is Op.ANY:
            return f"NOT {self._is_empty(column, expression)}"
        if column.type is Type.REFERENCE:
            return self._reference(node, expression)
        if column.type.is_text or node.op is Op.LIKE:
            return self._text(node.op, expression, node.values)
        return self._plain(node.op, expression, values)

    def _reached(self, node: Compare) -> str:
        """What a record refers to meets the condition; who refers to nothing has it empty."""
        reference = self.kind.column(node.column.through)
        target = self.schema[reference.kind]
        key = ("+" if self.walking else "") + stored_expression(self.engine, MAIN, reference)
        inner = Statement(self.engine, self.schema, target, self.me, self.tables, _params=self._params)
        condition = inner._condition(replace(node, column=replace(node.column, through="")))
        found = f"{key} IN (SELECT {MAIN}.id FROM {self._table(target)} {MAIN} WHERE {condition})"
        return f"({key} IS NULL OR {found})" if node.op is Op.EMPTY else f"({found})"

    def _since_then(self, node: Compare) -> str:
        """What became of a past record: it is the same today, changed or deleted."""
        if node.op in (Op.EMPTY, Op.ANY):
            return NEVER if node.op is Op.EMPTY else "1 = 1"
        now = f"SELECT 1 FROM {quoted(self.holding.table)} n WHERE n.id = {MAIN}.id"
        fields = dict.fromkeys("custom" if c.custom else c.field for c in self.kind if c.editable)
        same = "".join(f" AND n.{f} IS NOT DISTINCT FROM {MAIN}.{f}" for f in map(quoted, fields))
        states = {
            "same": f"EXISTS ({now}{same})",
            "changed": f"(EXISTS ({now}) AND NOT EXISTS ({now}{same}))",
            "deleted": f"NOT EXISTS ({now})",
        }
        return "(" + " OR ".join(states[str(value)] for value in node.values) + ")" if node.values else NEVER

    def _is_compared_by_rank(self, node: Compare) -> bool:
        """Whether the index that serves a choice is that of its ranks."""
        column = node.column
        if node.op not in (Op.IS, Op.IN) or column.type is not Type.CHOICE or not is_ranked(column):
            return False
        return column.indexed and all(fields[0] != column.field for fields in self.holding.indexes)

    def _is_empty(self, column: Column, expression: str) -> str:
        if not column.type.is_text:
            return f"({expression} IS NULL)"
        self._params.append("")
        return f"({expression} IS NULL OR {self.engine.equals_text(expression)})"

    def _text(self, op: Op, expression: str, values: Sequence[Value]) -> str:
        parts: list[str] = []
        for value in values:
            text = str(value)
            if not is_storable(text):
                continue
            params: Sequence[str]
            if op is Op.HAS:
                condition, *params = self.engine.contains_text(expression, text)
            elif op is Op.LIKE or not (text.isascii() or "*" in text):
                # An index folds ASCII alone, so equality of other text is a pattern without wildcards.
                condition, *params = self.engine.matches_text(expression, text)
            else:
                condition, params = equals_any_case(self.engine, expression, text)
            parts.append(condition)
            self._params += params
        return "(" + " OR ".join(parts) + ")" if parts else NEVER

    def _plain(self, op: Op, expression: str, values: Sequence[Value]) -> str:
        self._params += values
        if op is Op.BETWEEN:
            return f"({expression} BETWEEN ? AND ?)"
        if op in _COMPARE:
            return f"({expression} {_COMPARE[op]} ?)"
        marks = ",".join("?" * len(values))
        return f"({expression} IN ({marks}))" if values else NEVER

    def _reference(self, node: Compare, expression: str) -> str:
        if node.values == (ME,):
            if self.me is None:
                return NEVER
            self._params.append(self.me)
            return f"({expression} = ?)"
        if all(isinstance(v, int) for v in node.values):
            return self._plain(Op.IN, expression, node.values)
        target = self.schema[node.column.kind]
        kind = self.schema.kind(node.column.kind)
        shown = kind.column(kind.shown_as)
        label = stored_expression(self.engine, "t", shown)
        if shown.type.is_numeric:
            numbers = [_bare_number((str(v),), kind.prefix) for v in node.values]
            condition = self._plain(Op.IN, label, [n for n in numbers if n is not None])
        else:
            condition = self._text(node.op, label, node.values)
        return f"({expression} IN (SELECT t.id FROM {self._table(target)} t WHERE {condition}))"

    # --- order and joins -----------------------------------------------------------------
    def _order(self, sort: Sequence[Sort]) -> str:
        parts: list[str] = []
        for item in sort:
            if item.column.field == "id":
                return ", ".join([*parts, f"{MAIN}.id{' DESC' if item.descending else ''}"])
            expression = self._sort_expression(item.column)
            direction = " DESC" if item.descending else ""
            parts.append(f"{expression}{direction} NULLS LAST")
        last = " DESC" if sort and sort[-1].descending else ""
        return ", ".join([*parts, f"{MAIN}.id{last}"])

    def _sort_expression(self, column: Column) -> str:
        if column.type is Type.REFERENCE:
            shown = self.schema.kind(column.kind)
            label = self._label(column)
            return self.engine.sort_key(label) if shown.column(shown.shown_as).type.is_text else label
        return sort_expression(self.engine, MAIN, column)

    def _label(self, column: Column) -> str:
        """The expression of what a reference shows, joining its table once."""
        alias = quoted("j_" + column.field)
        target = self.schema[column.kind]
        key = stored_expression(self.engine, MAIN, column)
        self._joins[alias] = f" LEFT JOIN {self._table(target)} {alias} ON {alias}.id = {key}"
        kind = self.schema.kind(column.kind)
        return stored_expression(self.engine, alias, kind.column(kind.shown_as))

    def _join_text(self) -> str:
        return "".join(self._joins.values())

    def _table(self, holding: Holding) -> str:
        return quoted(self.tables.get(holding.kind.name, holding.table))


def _ranks(column: Column, values: Sequence[Value]) -> list[Value]:
    places: dict[Value, int] = {choice.value: place for place, choice in enumerate(column.choices)}
    return [places.get(value, -1) for value in values]


def _bare_number(words: Sequence[str], prefix: str = "#") -> int | None:
    """The human number that the words are, if they are one: "#1042" or "1042"."""
    if len(words) != 1:
        return None
    text = words[0].strip().removeprefix("#").removeprefix(prefix)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
