"""Where a line may end, and which characters are never parted.

A small part of Unicode Standard Annex #14: after spaces, after a hyphen or slash before a letter,
and around Chinese, Japanese and Korean characters except where their punctuation forbids it.
"""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import category

_NEVER_FIRST = frozenset(
    "、。，．・：；！？」』）〕】》〉”’ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ々,.:;!?)]}%％…"
)
_NEVER_LAST = frozenset("「『（〔【《〈“‘([{")
_BREAK_AFTER = frozenset("-/\\–—?&")
_JOINER = "\u200d"
_ZERO_WIDTH_SPACE, _NO_BREAK_SPACE = "\u200b", "\u00a0"
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_FLAG_LETTERS = range(0x1F1E6, 0x1F200)

WORD_LIMIT = 4_000
"""Characters of one unbroken word that are printed; the rest is counted in a mark."""


def is_ideographic(character: str) -> bool:
    """Whether a line may break on either side of `character`: kanji, kana, hangul, full-width forms."""
    code = ord(character)
    return (
        0x2E80 <= code <= 0xA4CF
        or 0xAC00 <= code <= 0xD7A3
        or 0xF900 <= code <= 0xFAFF
        or 0xFF00 <= code <= 0xFFEF
        or 0x20000 <= code <= 0x3FFFF
    )


def chunks(text: str) -> Iterator[str]:
    """`text` in pieces after which a line may end; joined they are `text` again."""
    start = 0
    for index in range(1, len(text)):
        if _may_break(text[index - 1], text[index]):
            yield text[start:index]
            start = index
    if text:
        yield text[start:]


def _may_break(before: str, after: str) -> bool:
    if after.isspace() or after in _NEVER_FIRST or joins_previous(after) or before == _JOINER:
        return False
    if before == _NO_BREAK_SPACE or before in _NEVER_LAST:
        return False
    if before.isspace() or before == _ZERO_WIDTH_SPACE:
        return True
    if is_ideographic(before) or is_ideographic(after):
        return True
    return before in _BREAK_AFTER and after.isalpha()


def joins_previous(character: str) -> bool:
    """Whether `character` is drawn on the one before it (marks, joiners, selectors, skin tones)."""
    if character < "\u0300":
        return False
    if character in ("\u200c", _JOINER) or ord(character) in _SKIN_TONES:
        return True
    return category(character) in ("Mn", "Mc", "Me")


def clusters(text: str) -> Iterator[str]:
    """`text` in what a reader takes for single characters."""
    start = 0
    for index in range(1, len(text)):
        is_flag = index - start == 1 and _is_flag(text[start : index + 1])
        if not joins_previous(text[index]) and text[index - 1] != _JOINER and not is_flag:
            yield text[start:index]
            start = index
    if text:
        yield text[start:]


def _is_flag(pair: str) -> bool:
    """Whether two letters are drawn as one country's flag."""
    return all(ord(letter) in _FLAG_LETTERS for letter in pair)


def cap_words(text: str, limit: int = WORD_LIMIT) -> str:
    """`text` with each unbreakable word over `limit` characters cut, and what is missing counted."""
    if len(text) <= limit:
        return text
    return "".join(_capped(word, limit) for word in chunks(text))


def _capped(word: str, limit: int) -> str:
    if len(word) <= limit:
        return word
    return f"{word[:limit]}… [{len(word) - limit:,} more characters]"
