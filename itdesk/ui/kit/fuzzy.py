"""Fuzzy matching for the palette: letters in order, best where words begin. Knows no Qt."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")

WORD_START = 8
RUN = 5
EXACT_PREFIX = 20
GAP = 1
INSIDE = 4
"""What begins within a word is meant less often than the beginnings of words."""
LONGEST = 200
"""Characters of a text that are looked at."""


@dataclass(frozen=True, slots=True)
class Match:
    """How well it fits and which characters of the text were meant."""

    score: int
    places: tuple[int, ...] = ()


def folded(text: str) -> str:
    """Lower case without accents, one character for one, so that places stay true."""
    return "".join(_plain(letter) for letter in text)


def _plain(letter: str) -> str:
    first, *rest = unicodedata.normalize("NFD", letter)
    if not all(unicodedata.combining(mark) for mark in rest):
        return letter  # a Korean syllable: its parts are letters and no accents
    base = first.casefold()
    return base if len(base) == 1 else letter


def match(typed: str, text: str) -> Match | None:
    """None unless all letters typed (spaces aside) stand in `text` in this order.

    Typed words may also come in another order: each is matched on its own then.
    """
    wanted = folded(unicodedata.normalize("NFC", typed).strip())
    text = text[:LONGEST]
    if not wanted:
        return Match(0)
    whole = folded(text)
    if wanted in whole:
        return _in_order(wanted, whole, text)
    found = _in_order(wanted.replace(" ", ""), whole, text)
    if found is not None or " " not in wanted:
        return found
    parts = [_in_order(word, whole, text) for word in wanted.split()]
    if any(part is None for part in parts):
        return None
    known = [part for part in parts if part is not None]
    places = sorted({place for part in known for place in part.places})
    return Match(sum(part.score for part in known) - GAP * len(known), tuple(places))


def _in_order(wanted: str, whole: str, text: str) -> Match | None:
    """The better of: as one piece, or letters scattered."""
    at = _piece(wanted, whole, text)
    if at >= 0:
        bonus = EXACT_PREFIX if at == 0 else WORD_START if _starts_word(text, at) else -INSIDE
        score = RUN * len(wanted) * 2 + bonus - len(text) // 20
        return Match(score, tuple(range(at, at + len(wanted))))
    return _scattered(wanted, whole, text)


def _piece(wanted: str, whole: str, text: str) -> int:
    """Where `wanted` stands in one piece, at a word's start if it does at all; -1 if nowhere."""
    first = at = whole.find(wanted)
    while at >= 0:
        if _starts_word(text, at):
            return at
        at = whole.find(wanted, at + 1)
    return first


def _scattered(wanted: str, whole: str, text: str) -> Match | None:
    places: list[int] = []
    score, at = 0, -1
    for letter in wanted:
        start = _next_start(letter, whole, text, at + 1)
        found = start if start >= 0 and _rest_fits(wanted[len(places) + 1 :], whole, start) else -1
        if found < 0:
            found = whole.find(letter, at + 1)
        if found < 0:
            return None
        score += RUN if found == at + 1 else -min((found - at - 1) * GAP, RUN)
        score += WORD_START if _starts_word(text, found) else 0
        places.append(found)
        at = found
    return Match(score, tuple(places)) if score > 0 else None


def _next_start(letter: str, whole: str, text: str, begin: int) -> int:
    if whole.startswith(letter, begin):
        return begin
    at = whole.find(letter, begin)
    while at >= 0 and not _starts_word(text, at):
        at = whole.find(letter, at + 1)
    return at


def _rest_fits(rest: str, whole: str, after: int) -> bool:
    for letter in rest:
        after = whole.find(letter, after + 1)
        if after < 0:
            return False
    return True


def _starts_word(text: str, at: int) -> bool:
    if at == 0:
        return True
    before, here = text[at - 1], text[at]
    return not before.isalnum() or (before.islower() and here.isupper())


def best(typed: str, items: Iterable[T], text_of: Callable[[T], str], limit: int) -> list[tuple[T, Match]]:
    """The `limit` best fits, best first; equal ones keep their order."""
    found = [(item, hit) for item in items if (hit := match(typed, text_of(item))) is not None]
    found.sort(key=lambda pair: -pair[1].score)
    return found[:limit]
