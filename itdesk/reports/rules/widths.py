"""How the columns of a printed table share the width of a page."""

from __future__ import annotations

from collections.abc import Sequence

_NARROWEST = 0.72
"""The part of its declared width that a column may shrink to before the table is parted in bands."""

_LEAST = 20.0
"""Points that a column needs at least, with the gap beside it, for a number of two digits."""

_SURE = 64.0
"""Points that every column gets before any gets more, if it wants them."""

_CRUMB = 0.01


def bands_of(widths: Sequence[float], room: float) -> list[list[int]]:
    """The indexes of the columns of each band: one band unless the columns are too wide for `room`.

    Every band begins with the first column."""
    needed = [min(max(width * _NARROWEST, _LEAST), room / 2) for width in widths]
    bands: list[list[int]] = []
    left = 0.0
    for index, space in enumerate(needed):
        if not bands or space > left:
            bands.append([0, index] if bands else [index])
            left = room - needed[0] - (space if index else 0.0)
        else:
            bands[-1].append(index)
            left -= space
    return bands


def shared_out(wanted: Sequence[float], weights: Sequence[float], room: float) -> list[float]:
    """Widths that sum to `room`: short columns whole first, then long ones by weight up to their need.

    What is left over then goes to every column by weight. Weights are positive.
    """
    shares = _levelled([min(width, _SURE) for width in wanted], room)
    left: float = room - sum(shares)
    hungry: list[int] = [index for index in range(len(wanted)) if wanted[index] > shares[index]]
    while hungry and left > _CRUMB:
        unit = left / sum(weights[index] for index in hungry)
        for index in hungry:
            given = min(unit * weights[index], wanted[index] - shares[index])
            shares[index] += given
            left -= given
        hungry = [index for index in hungry if wanted[index] - shares[index] > _CRUMB]
    total = sum(weights) or 1.0
    return [share + max(left, 0.0) * weight / total for share, weight in zip(shares, weights, strict=True)]


def _levelled(wanted: Sequence[float], room: float) -> list[float]:
    """`wanted`, the longest cut alike so that all fit into `room`."""
    shares = [0.0] * len(wanted)
    waiting = sorted(range(len(wanted)), key=wanted.__getitem__)
    while waiting:
        index = waiting.pop(0)
        shares[index] = min(wanted[index], room / (len(waiting) + 1))
        room -= shares[index]
    return shares
