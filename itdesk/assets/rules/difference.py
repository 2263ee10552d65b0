"""What changed on a machine between two inventories, for people to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from itdesk.assets.importers.inventory import Part

SUMMED = 12
"""Changes of one category from which they are counted before they are listed."""


@dataclass(frozen=True)
class Difference:
    """Parts that came, went or are no longer as they were (before, after)."""

    added: tuple[Part, ...]
    removed: tuple[Part, ...]
    changed: tuple[tuple[Part, Part], ...]

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.removed or self.changed)


def compare(old: Sequence[Part], new: Sequence[Part], categories: frozenset[str]) -> Difference:
    """Only what lies in `categories` can have gone: the others were not looked at."""
    before = {(p.category, p.identity): p for p in old}
    after = {(p.category, p.identity): p for p in new}
    return Difference(
        tuple(part for key, part in after.items() if key not in before),
        tuple(part for key, part in before.items() if key not in after and part.category in categories),
        tuple((before[k], p) for k, p in after.items() if k in before and not _is_same(before[k], p)),
    )


def _is_same(one: Part, other: Part) -> bool:
    return (one.name, one.release, dict(one.facts)) == (other.name, other.release, dict(other.facts))


def sentences(difference: Difference, values: Mapping[str, tuple[str, str]]) -> list[str]:
    """Lines such as "Software: Firefox 115 → 120"; `values` are (before, after) of the asset by label."""
    lines = [f"{label}: {before or '—'} → {after}" for label, (before, after) in values.items()]
    told: list[tuple[str, str, str]] = [
        *((p.category, "added", _called(p)) for p in difference.added),
        *((p.category, "gone", _called(p)) for p in difference.removed),
        *((new.category, "changed", _change(old, new)) for old, new in difference.changed),
    ]
    told.sort()
    for category, group in groupby(told, key=lambda item: item[0]):
        lines += _of_category(category, list(group))
    return lines


def _of_category(category: str, items: list[tuple[str, str, str]]) -> Iterator[str]:
    name = category.capitalize()
    if len(items) >= SUMMED:
        counts = {what: sum(1 for _, w, _ in items if w == what) for what in ("added", "gone", "changed")}
        yield f"{name}: " + ", ".join(f"{count:,} {what}" for what, count in counts.items() if count)
    for _, what, text in items:
        yield f"{name} {what}: {text}" if what != "changed" else f"{name}: {text}"


def _called(part: Part) -> str:
    return " ".join(word for word in (part.name, part.release) if word)


def _change(old: Part, new: Part) -> str:
    if old.name != new.name:
        return f"{_called(old)} → {_called(new)}"
    if old.release != new.release:
        return f"{new.name} {old.release or '—'} → {new.release or '—'}"
    words = ", ".join(_facts_changed(old, new))
    return f"{new.name}: {words}"


def _facts_changed(old: Part, new: Part) -> Iterable[str]:
    for name in sorted({*old.facts, *new.facts}):
        before, after = old.facts.get(name), new.facts.get(name)
        if before != after:
            yield f"{name} {before if before is not None else '—'} → {after if after is not None else '—'}"
