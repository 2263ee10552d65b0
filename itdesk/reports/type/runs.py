"""Runs of styled characters before they are set: cleaned, parted and joined."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from unicodedata import category, normalize

from itdesk.reports.rules.bidi import Span
from itdesk.reports.rules.breaks import cap_words, chunks, clusters, is_ideographic
from itdesk.reports.type.style import Style

Styled = tuple[str, Style]


def clean(text: str) -> str:
    """`text` composed (NFC) on one line: tabs and line ends are spaces, unseen controls go."""
    if text.isascii() and text.isprintable():
        return text
    return normalize("NFC", text).translate(_CLEANING)


_SPACES: dict[int, str | None] = {ord(character): " " for character in "\t\n\r\v\f\x85\u2028\u2029"}
_UNSEEN = dict.fromkeys((0xAD, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF))
_CLEANING = _SPACES | _UNSEEN


def is_visible(character: str) -> bool:
    """Whether a character without a glyph must be marked: format characters and selectors need not."""
    return category(character) != "Cf" and not 0xFE00 <= ord(character) <= 0xFE0F


def face_units(text: str) -> Iterator[str]:
    """Clusters, with neighbouring East Asian characters kept together up to a name's length."""
    unit = ""
    for cluster in clusters(text):
        if unit and is_ideographic(unit[-1]) and is_ideographic(cluster[0]) and len(unit) < 16:
            unit += cluster
            continue
        if unit:
            yield unit
        unit = cluster
    if unit:
        yield unit


def paragraphs(runs: Sequence[Styled]) -> Iterator[list[Styled]]:
    """`runs` between line ends, with words capped that never end."""
    current: list[Styled] = []
    for text, style in runs:
        first, *rest = cap_words(text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
        current.append((first, style))
        for part in rest:
            yield current
            current = [(part, style)]
    yield current


def styled_chunks(runs: Sequence[Styled]) -> Iterator[list[Styled]]:
    """Unbreakable parts across runs: "half**bold**word" stays together."""
    whole = "".join(text for text, _ in runs)
    pieces = iter([(text, style) for text, style in runs if text])
    text, style = next(pieces, ("", None))
    for chunk in chunks(whole):
        made: list[Styled] = []
        missing = len(chunk)
        while missing and style is not None:
            made.append((text[:missing], style))
            taken = len(made[-1][0])
            missing, text = missing - taken, text[taken:]
            if not text:
                text, style = next(pieces, ("", None))
        yield made


def trimmed(runs: Sequence[Styled]) -> list[Styled]:
    """`runs` without the spaces at their end."""
    kept = list(runs)
    while kept:
        text, style = kept[-1]
        bare = text.rstrip(" \t\u200b")
        if bare:
            return [*kept[:-1], (bare, style)]
        kept.pop()
    return kept


def joined(runs: Sequence[Styled]) -> list[Styled]:
    """`runs` with neighbours of one style in one."""
    made: list[Styled] = []
    for text, style in runs:
        if made and made[-1][1] == style:
            made[-1] = (made[-1][0] + text, style)
        else:
            made.append((text, style))
    return made


def within(runs: Sequence[Styled], span: Span) -> list[Styled]:
    """The parts of `runs` inside `span`, in drawing order."""
    found: list[Styled] = []
    position = 0
    for text, style in runs:
        start, end = max(span.start - position, 0), min(span.end - position, len(text))
        if start < end:
            found.append((text[start:end], style))
        position += len(text)
    return found[::-1] if span.rtl else found
