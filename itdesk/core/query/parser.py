"""The query language: `status:open due:<2d assignee:me -place:"HQ / 2" sort:-updated "free words"`.

    query    = or
    or       = and { "or" and }
    and      = not { ["and"] not }
    not      = ["-" | "not"] item
    item     = "(" or ")" | name ":" value | word | "quoted words"
    value    = [operator] one { "," one } | from ".." to
    operator = "<" | "<=" | ">" | ">=" | "=" | "!"

`sort:name,-price` orders; it stands anywhere outside parentheses. What a value means follows from
its column's type; see `values`.
"""

from __future__ import annotations

from itdesk.core.kinds import Kind
from itdesk.core.query.dates import QueryContext
from itdesk.core.query.lexer import Lexeme, QueryError, Token, cut
from itdesk.core.query.tree import And, Node, Not, Or, Query, Sort, Words
from itdesk.core.query.values import compare

DEPTH = 50
"""Parentheses within each other."""


def parse(text: str, kind: Kind, context: QueryContext) -> Query:
    """A query over `kind`; raises QueryError with the place and what was expected."""
    return _Parser(text, kind, context).query()


class _Parser:
    def __init__(self, text: str, kind: Kind, context: QueryContext) -> None:
        self._text = text
        self._kind = kind
        self._context = context
        self._lexemes = cut(text)
        self._at = 0
        self._depth = 0
        self._sort: list[Sort] = []

    def query(self) -> Query:
        where = self._or() if self._lexemes else None
        if self._at < len(self._lexemes):
            stray = self._lexemes[self._at]
            raise self._wrong("There is nothing that this closes; expected a column or a word", stray)
        return Query(where, tuple(self._sort))

    # --- grammar
    def _or(self) -> Node | None:
        nodes = [self._and()]
        while self._accept(Token.OR):
            self._need_more("or")
            nodes.append(self._and())
        kept = [node for node in nodes if node is not None]
        if not kept:
            return None
        return kept[0] if len(kept) == 1 else Or(tuple(kept))

    def _and(self) -> Node | None:
        nodes: list[Node] = []
        seen = False
        while self._peek() not in (None, Token.OR, Token.CLOSE):
            if self._peek() is Token.AND:
                if not seen:
                    raise self._wrong("Nothing stands before this; expected a column or a word", self._lexeme)
                self._at += 1
                self._need_more("and")
                continue
            node = self._not()
            seen = True
            if node is not None:
                nodes.append(node)
        if not seen:
            self._nothing_here()
        if not nodes:
            return None
        return nodes[0] if len(nodes) == 1 else And(_joined(nodes))

    def _nothing_here(self) -> None:
        if self._at < len(self._lexemes):
            raise self._wrong("Nothing stands before this; expected a column or a word", self._lexeme)
        raise self._at_end("Something is missing here; expected a column or a word")

    def _not(self) -> Node | None:
        negated = 0
        while self._peek() is Token.NOT:
            mark = self._lexeme
            self._at += 1
            negated += 1
            if self._peek() is None:
                raise self._wrong("Nothing follows; expected a column or a word", mark)
        node = self._item(negated > 0)
        return Not(node) if negated % 2 and node is not None else node

    def _item(self, negated: bool) -> Node | None:
        lexeme = self._lexeme
        self._at += 1
        if lexeme.token is Token.OPEN:
            return self._group(lexeme)
        if lexeme.token is Token.TERM:
            if lexeme.name == "sort":
                return self._take_sort(lexeme, negated)
            return compare(self._kind, lexeme, self._context)
        if lexeme.token is Token.WORD:
            if not lexeme.text.strip():
                raise self._wrong("The quotes are empty; expected words between them", lexeme)
            return Words((lexeme.text,), (lexeme.start, lexeme.end))
        raise self._wrong("Expected a column or a word", lexeme)

    def _group(self, opened: Lexeme) -> Node | None:
        self._depth += 1
        if self._depth > DEPTH:
            raise self._wrong(f"More than {DEPTH} parentheses stand within each other", opened)
        if self._peek() is None:
            raise self._wrong("The parenthesis is not closed; expected “)”", opened)
        node = self._or()
        if not self._accept(Token.CLOSE):
            raise self._wrong("The parenthesis is not closed; expected “)”", opened)
        self._depth -= 1
        return node

    def _take_sort(self, lexeme: Lexeme, negated: bool) -> None:
        if self._depth or negated:
            raise self._wrong("sort: stands outside parentheses and is not negated", lexeme)
        place = lexeme.value_start
        for part in lexeme.text.split(","):
            name = part.lstrip("-+").casefold()
            column = self._kind.by_name.get(name)
            if column is None:
                names = ", ".join(self._kind.by_name)
                raise QueryError(
                    f"{self._kind.label} has no column “{name}”; expected one of {names}",
                    place, place + len(part), part or lexeme.name, names,
                )  # fmt: skip
            self._sort.append(Sort(column, part.startswith("-")))
            place += len(part) + 1

    # --- tokens
    @property
    def _lexeme(self) -> Lexeme:
        if self._at >= len(self._lexemes):
            raise self._at_end("Something is missing here; expected a column or a word")
        return self._lexemes[self._at]

    def _peek(self) -> Token | None:
        return self._lexemes[self._at].token if self._at < len(self._lexemes) else None

    def _accept(self, token: Token) -> bool:
        if self._peek() is token:
            self._at += 1
            return True
        return False

    def _need_more(self, word: str) -> None:
        before = self._lexemes[self._at - 1]
        if self._peek() in (None, Token.CLOSE, Token.OR, Token.AND):
            raise self._wrong(f"Nothing follows “{word}”; expected a column or a word", before)

    def _wrong(self, message: str, lexeme: Lexeme) -> QueryError:
        part = self._text[lexeme.start : lexeme.end]
        return QueryError(message, lexeme.start, lexeme.end, part[:40])

    def _at_end(self, message: str) -> QueryError:
        end = len(self._text)
        return QueryError(message, max(end - 1, 0), end, self._text[-20:])


def _joined(nodes: list[Node]) -> tuple[Node, ...]:
    """Neighbouring free words are one search."""
    kept: list[Node] = []
    for node in nodes:
        last = kept[-1] if kept else None
        if isinstance(node, Words) and isinstance(last, Words):
            kept[-1] = Words((*last.words, *node.words), (last.span[0], node.span[1]))
        else:
            kept.append(node)
    return tuple(kept)
