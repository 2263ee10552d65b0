"""A query line cut into tokens, each with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from itdesk.core.errors import DeskError

LIMIT = 10_000
"""Characters a query line may have."""

EMPTY_WORDS = frozenset({"empty", "none", "missing"})
ANY_WORDS = frozenset({"any", "known", "set"})
RESERVED = EMPTY_WORDS | ANY_WORDS | {"me"}
"""Words that mean something else than themselves where they stand without quotes."""


class QueryError(DeskError):
    """A wrong query: what is wrong, what was expected, and the offsets of the wrong part."""

    def __init__(self, message: str, start: int, end: int, part: str = "", expected: str = "") -> None:
        self.message = message
        self.start = start
        self.end = max(end, start)
        self.expected = expected
        super().__init__("query.wrong", message=message, part=part)


class Token(Enum):
    OPEN = auto()
    CLOSE = auto()
    NOT = auto()
    AND = auto()
    OR = auto()
    TERM = auto()
    """`column:value`; `name` is the column, `text` the value part as written."""
    WORD = auto()


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A token at [start, end). `quoted` tells a word that stood in quotes."""

    token: Token
    text: str
    start: int
    end: int
    name: str = ""
    value_start: int = 0
    quoted: bool = False


_NAME = re.compile(r"([A-Za-z][A-Za-z0-9_-]*):")
_NOT_A_NAME = re.compile(r"(?i)(https?|ftp|ssh|smb|file)://|[0-9a-f]{2}(:[0-9a-f]{2})+\b")


def cut(line: str) -> list[Lexeme]:
    """Tokens of a line; raises QueryError for an unclosed quote or an endless line."""
    if len(line) > LIMIT:
        raise QueryError(f"The query is longer than {LIMIT} characters", LIMIT, len(line), line[-20:])
    found: list[Lexeme] = []
    place = 0
    while place < len(line):
        if line[place].isspace():
            place += 1
            continue
        lexeme = _next(line, place)
        found.append(lexeme)
        place = lexeme.end
    return found


def _next(line: str, place: int) -> Lexeme:
    character = line[place]
    if character in "()":
        token = Token.OPEN if character == "(" else Token.CLOSE
        return Lexeme(token, character, place, place + 1)
    if character == "-" and place + 1 < len(line) and not line[place + 1].isspace():
        return Lexeme(Token.NOT, "-", place, place + 1)
    if character == '"':
        text, end = _unquoted(line, place)
        return Lexeme(Token.WORD, text, place, end, quoted=True)
    named = _NAME.match(line, place)
    if named and not _NOT_A_NAME.match(line, place):
        end = _value_end(line, named.end())
        value = line[named.end() : end]
        return Lexeme(Token.TERM, value, place, end, named[1].casefold(), named.end())
    end = _word_end(line, place)
    word = line[place:end]
    operator = {"and": Token.AND, "or": Token.OR, "not": Token.NOT}.get(word.casefold())
    return Lexeme(operator or Token.WORD, word, place, end)


def _unquoted(line: str, place: int) -> tuple[str, int]:
    """The text between quotes and the place behind them; `\\"` stands for a quote."""
    parts: list[str] = []
    at = place + 1
    while at < len(line):
        if line[at] == "\\" and at + 1 < len(line) and line[at + 1] in '"\\':
            parts.append(line[at + 1])
            at += 2
        elif line[at] == '"':
            return "".join(parts), at + 1
        else:
            parts.append(line[at])
            at += 1
    raise QueryError('The quote is not closed; expected “"”', place, len(line), line[place:][:20], '"')


def _value_end(line: str, place: int) -> int:
    """Behind a value: up to a space or parenthesis that is not within quotes."""
    while place < len(line) and not line[place].isspace() and line[place] not in "()":
        if line[place] == '"':
            _, place = _unquoted(line, place)
        else:
            place += 1
    return place


def _word_end(line: str, place: int) -> int:
    while place < len(line) and not line[place].isspace() and line[place] not in '()"':
        place += 1
    return place


def split_values(text: str, start: int = 0) -> list[tuple[str, bool, int]]:
    """Alternatives of a value part: (text, quoted, offset), cut at commas outside quotes.

    `start` is the part's own place in the line; raises QueryError there.
    """
    found: list[tuple[str, bool, int]] = []
    place = 0
    while place <= len(text):
        if place < len(text) and text[place] == '"':
            value, end = _unquoted(text, place)
            found.append((value, True, place))
        else:
            end = text.find(",", place)
            end = len(text) if end < 0 else end
            value = text[place:end]
            if '"' in value:
                raise _stray_quote(text, text.index('"', place), start)
            found.append((value, False, place))
        if end < len(text) and text[end] != ",":
            rest = text[end:]
            message = "Expected a comma or a space behind the quote"
            raise QueryError(message, start + end, start + len(text), rest[:20], ",")
        place = end + 1
        if end >= len(text):
            break
    return found


def _stray_quote(text: str, at: int, start: int) -> QueryError:
    message = "A quote stands within a value; expected quotes around the whole of it"
    return QueryError(message, start + at, start + len(text), text[at:][:20], '"')


def quoted(text: str, *, always: bool = False) -> str:
    """A value or words as a line must hold them to be read back as they are."""
    plain = text and not any(c.isspace() or c in '()",<>=!\\' for c in text) and ".." not in text
    if plain and not always and text.casefold() not in RESERVED:
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
