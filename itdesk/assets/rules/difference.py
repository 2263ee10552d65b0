"""What changed on a machine between two inventories, for people to read."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from itdesk.assets.importers.inventory import Part

SUMMED = 12
"""Changes of one category from which they are counted before they are listed."""
_MISSING = "—"


@dataclass(frozen=True, slots=True)
class Difference:
    """Parts that came, went or are no longer as they were; those known before with their keys."""

    added: tuple[Part, ...]
    removed: Mapping[int, Part]
    changed: Mapping[int, tuple[Part, Part]]

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.removed or self.changed)


# --- which part is which -----------------------------------------------------------------

Likeness = Callable[[Part], Hashable | None]


def _edition(part: Part) -> Hashable:
    return part.category, part.identity, part.name, part.release


def _identity(part: Part) -> Hashable | None:
    return (part.category, part.identity) if part.identity else None


def _name(part: Part) -> Hashable:
    return part.category, part.name


def _bare_name(part: Part) -> Hashable | None:
    return None if part.identity else _name(part)


_CLOSEST_FIRST: tuple[tuple[Likeness, Likeness], ...] = (
    (_edition, _edition), (_identity, _identity), (_bare_name, _name), (_name, _bare_name),
)  # fmt: skip
"""What an old and a new part have in common. Names count only where one of them has no identity."""


def compare(old: Mapping[int, Part], new: Sequence[Part], categories: frozenset[str]) -> Difference:
    """`old` by key. Only what lies in `categories` can have gone: the others were not looked at.

    Parts are paired by the closest likeness first, so that of three kernels the two that stayed are
    the same, and the third is a change. Two serials are never one thing, whatever its name.
    """
    left_old, left_new = dict(old), list(new)
    pairs: dict[int, Part] = {}
    for of_old, of_new in _CLOSEST_FIRST:
        left_new = _unpaired(left_old, left_new, of_old, of_new, pairs)
    kept = {key: (old[key], _merged(old[key], part)) for key, part in pairs.items()}
    return Difference(
        tuple(left_new),
        {key: part for key, part in left_old.items() if part.category in categories},
        {key: (before, after) for key, (before, after) in kept.items() if not _is_same(before, after)},
    )


def _unpaired(
    old: dict[int, Part], new: Iterable[Part], of_old: Likeness, of_new: Likeness, pairs: dict[int, Part]
) -> list[Part]:
    """Move what is alike from `old` into `pairs`; answers the parts that found no partner."""
    waiting: dict[Hashable, list[int]] = {}
    for key in sorted(old, reverse=True):
        if (found := of_old(old[key])) is not None:
            waiting.setdefault(found, []).append(key)
    alone: list[Part] = []
    for part in new:
        keys = waiting.get(of_new(part))
        if keys:
            key = keys.pop()
            del old[key]
            pairs[key] = part
        else:
            alone.append(part)
    return alone


def _merged(old: Part, new: Part) -> Part:
    """The new part; what only the old one told (another agent looked then) stays known."""
    return replace(new, identity=new.identity or old.identity, facts={**old.facts, **new.facts})


def _is_same(one: Part, other: Part) -> bool:
    return (one.identity, one.name, one.release, dict(one.facts)) == (
        other.identity,
        other.name,
        other.release,
        dict(other.facts),
    )


# --- in words ----------------------------------------------------------------------------


def sentences(difference: Difference, values: Mapping[str, tuple[str, str]]) -> list[str]:
    """Lines such as "Software: Firefox 115 → 120"; `values` are (before, after) of the asset by label."""
    lines = [f"{label}: {before or _MISSING} → {after}" for label, (before, after) in values.items()]
    told: list[tuple[str, str, str]] = [
        *((p.category, "added", _called(p)) for p in difference.added),
        *((p.category, "gone", _called(p)) for p in difference.removed.values()),
        *((new.category, "changed", _change(old, new)) for old, new in difference.changed.values()),
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
        yield f"{name}: {text}" if what == "changed" else f"{name} {what}: {text}"


def _called(part: Part) -> str:
    """ "DELL U2415 (ABC123)": what it is, and its serial where it has one."""
    serial = part.facts.get("serial")
    return " ".join(word for word in (part.name, part.release, f"({serial})" if serial else "") if word)


def _change(old: Part, new: Part) -> str:
    if old.name != new.name:
        return f"{_called(old)} → {_called(new)}"
    if old.release != new.release:
        return f"{new.name} {old.release or _MISSING} → {new.release or _MISSING}"
    return f"{new.name}: {', '.join(_facts_changed(old, new)) or 'recognised by its serial'}"


def _facts_changed(old: Part, new: Part) -> Iterator[str]:
    for name in sorted({*old.facts, *new.facts}):
        before, after = old.facts.get(name, ""), new.facts.get(name, "")
        if before != after:
            yield f"{name} {_shown(before)} → {_shown(after)}"


def _shown(fact: object) -> str:
    return _MISSING if fact == "" else str(fact)
