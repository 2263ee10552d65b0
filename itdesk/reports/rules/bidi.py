"""The order in which a line with right-to-left text is drawn.

Source: Unicode Standard Annex #9 (bidirectional algorithm), rules P2-P3, W1-W7, N1-N2, I1-I2 and
L1-L2. Explicit embeddings, overrides and isolates are ignored, so that hidden controls in data
cannot reorder what is printed around them; paired brackets (N0) resolve as other neutrals do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from unicodedata import bidirectional

_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_IGNORED = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI", "BN", ""})
_NEUTRAL = frozenset({"B", "S", "WS", "ON"})
_SPACES = frozenset({"B", "S", "WS"})
_MIRROR = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")


@dataclass(frozen=True, slots=True)
class Span:
    """The characters [start, end) of a line, drawn from the right when `rtl`."""

    start: int
    end: int
    rtl: bool


def has_right_to_left(text: str) -> bool:
    """Whether any character of `text` may run from right to left."""
    return _RIGHT_TO_LEFT.search(text) is not None


def is_right_to_left(text: str) -> bool:
    """Whether the first strong character makes this a right-to-left paragraph (P2, P3)."""
    for character in text:
        kind = bidirectional(character)
        if kind in ("L", "R", "AL"):
            return kind != "L"
    return False


def mirrored(text: str) -> str:
    """`text` reversed with its brackets turned, for a face that is not shaped."""
    return text[::-1].translate(_MIRROR)


def visual_spans(text: str, *, rtl: bool) -> list[Span]:
    """The spans of one line from left to right as they are drawn (L2)."""
    levels = _levels(text, 1 if rtl else 0)
    spans: list[tuple[int, Span]] = []
    for level, group in groupby(range(len(text)), key=levels.__getitem__):
        members = list(group)
        spans.append((level, Span(members[0], members[-1] + 1, bool(level & 1))))
    return _reordered(spans)


def _reordered(spans: list[tuple[int, Span]]) -> list[Span]:
    highest = max((level for level, _ in spans), default=0)
    for level in range(highest, 0, -1):
        turned: list[tuple[int, Span]] = []
        flagged = [(item[0] >= level, item) for item in spans]
        for reaches, group in groupby(flagged, key=itemgetter(0)):
            members = [item for _, item in group]
            turned.extend(reversed(members) if reaches else members)
        spans = turned
    return [span for _, span in spans]


def _levels(text: str, base: int) -> list[int]:
    original = [bidirectional(character) for character in text]
    kinds = _resolve_neutrals(_resolve_weak(original, base), base)
    levels = [_implicit(kind, base) for kind in kinds]
    for index in range(len(text) - 1, -1, -1):
        if original[index] not in _SPACES:
            break
        levels[index] = base
    return levels


def _implicit(kind: str, base: int) -> int:
    if base & 1:
        return base if kind == "R" else base + 1
    return {"L": base, "R": base + 1}.get(kind, base + 2)


def _resolve_weak(kinds: list[str], base: int) -> list[str]:
    start = "R" if base & 1 else "L"
    found = list(_non_spacing(kinds, start))
    strong = start
    for index, kind in enumerate(found):
        if kind in ("L", "R", "AL"):
            strong = kind
        elif kind == "EN" and strong == "AL":
            found[index] = "AN"
    found = ["R" if kind == "AL" else kind for kind in found]
    _join_numbers(found)
    strong = start
    for index, kind in enumerate(found):
        if kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            found[index] = "L"
        elif kind in ("ES", "ET", "CS"):
            found[index] = "ON"
    return found


def _non_spacing(kinds: list[str], start: str) -> Iterator[str]:
    """W1; what is ignored goes with what stands before it."""
    previous = start
    for kind in kinds:
        if kind != "NSM" and kind not in _IGNORED:
            previous = kind
        yield previous


def _join_numbers(kinds: list[str]) -> None:
    """W4 and W5: separators inside a number and signs beside one belong to it."""
    for index in range(1, len(kinds) - 1):
        before, kind, after = kinds[index - 1 : index + 2]
        if before == after and (
            (kind == "ES" and before == "EN") or (kind == "CS" and before in ("EN", "AN"))
        ):
            kinds[index] = before
    for start, end in _runs(kinds, frozenset({"ET"})):
        if (start and kinds[start - 1] == "EN") or (end < len(kinds) and kinds[end] == "EN"):
            kinds[start:end] = ["EN"] * (end - start)


def _resolve_neutrals(kinds: list[str], base: int) -> list[str]:
    """N1 and N2: neutrals take the direction around them, or the paragraph's."""
    edge = "R" if base & 1 else "L"
    found = list(kinds)
    for start, end in _runs(kinds, _NEUTRAL):
        before = _strength(found[start - 1]) if start else edge
        after = _strength(found[end]) if end < len(found) else edge
        found[start:end] = [before if before == after else edge] * (end - start)
    return found


def _strength(kind: str) -> str:
    return "L" if kind == "L" else "R"


def _runs(kinds: list[str], wanted: frozenset[str]) -> Iterator[tuple[int, int]]:
    position = 0
    for inside, group in groupby(kinds, key=wanted.__contains__):
        length = sum(1 for _ in group)
        if inside:
            yield position, position + length
        position += length
