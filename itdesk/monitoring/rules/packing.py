"""Measurements as bytes: one poll of a device, and the rollups of one series.

Values are 32-bit floats (seven digits), little-endian, NaN for a gap; what zlib makes smaller is
kept compressed. Only finite values are kept: infinity and what 32 bits cannot hold are gaps.
"""

from __future__ import annotations

import math
import sys
import zlib
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from itdesk.monitoring.rules.counters import Quality

_COMPRESSED, _RATED = 1, 2
"""Flags in the first byte: zlib follows, and one byte of quality for each value stands behind them."""

_LARGEST = 3.4028234e38
_SMALL = 64
"""Bytes below which zlib only costs time."""
_LEVEL = 1


class Row(NamedTuple):
    """One poll: a value (NaN for a gap) and a quality (`counters.Quality`) for each series."""

    values: array[float]
    qualities: bytes


class Rollup(NamedTuple):
    """What `number` values of a time came to."""

    low: float
    mean: float
    high: float
    number: int


def is_kept(value: float | None) -> bool:
    """Whether a value can be stored as one."""
    return value is not None and math.isfinite(value) and abs(value) <= _LARGEST


def pack_row(values: Sequence[float | None], qualities: Sequence[int]) -> bytes:
    """Bytes of one poll; `qualities` has one for each value."""
    kept = array("f", (v if v is not None and is_kept(v) else math.nan for v in values))
    marked = bytes(
        q if v is None or is_kept(v) else Quality.UNRELIABLE for v, q in zip(values, qualities, strict=True)
    )
    if any(marked):
        return _closed(_floats(kept) + marked, _RATED)
    return _closed(_floats(kept), 0)


def unpack_row(data: bytes) -> Row:
    """A poll as `pack_row` was given it, to 32-bit precision. Raises ValueError for other bytes."""
    flags, body = _opened(data)
    size, rest = divmod(len(body), 5 if flags & _RATED else 4)
    if rest:
        raise ValueError("not a packed poll")
    values = _read_floats(body[: 4 * size])
    return Row(values, body[4 * size :] if flags & _RATED else bytes(size))


@dataclass(slots=True)
class RollupBlock:
    """Rollups of equally long slots that follow one another; a count of 0 is a gap."""

    low: array[float]
    mean: array[float]
    high: array[float]
    count: array[int]

    @classmethod
    def empty(cls, slots: int) -> RollupBlock:
        zeros = bytes(4 * slots)
        return cls(array("f", zeros), array("f", zeros), array("f", zeros), array("I", zeros))

    @classmethod
    def unpack(cls, data: bytes) -> RollupBlock:
        """A block as `pack` wrote it; raises ValueError for other bytes."""
        _, body = _opened(data)
        size, rest = divmod(len(body), 16)
        if rest:
            raise ValueError("not a block of rollups")
        parts = [_joined(body[4 * size * n : 4 * size * (n + 1)]) for n in range(4)]
        counts = array("I")
        counts.frombytes(parts[3])
        if sys.byteorder == "big":
            counts.byteswap()
        return cls(_read_floats(parts[0]), _read_floats(parts[1]), _read_floats(parts[2]), counts)

    def pack(self) -> bytes:
        """Its bytes; like bytes of neighbouring slots stand together, which zlib likes."""
        counts = array("I", self.count)
        if sys.byteorder == "big":
            counts.byteswap()
        parts = (_floats(self.low), _floats(self.mean), _floats(self.high), counts.tobytes())
        return _closed(b"".join(_split(part) for part in parts), 0)

    def __len__(self) -> int:
        return len(self.count)

    def get(self, slot: int) -> Rollup | None:
        """The rollup of a slot; None for a gap."""
        if self.count[slot] == 0:
            return None
        return Rollup(self.low[slot], self.mean[slot], self.high[slot], self.count[slot])

    def put(self, slot: int, rollup: Rollup | None) -> None:
        low, mean, high, number = rollup or (0.0, 0.0, 0.0, 0)
        self.low[slot], self.mean[slot], self.high[slot], self.count[slot] = low, mean, high, number


def rolled(values: Sequence[float]) -> Rollup | None:
    """The rollup of values, NaN being gaps; None when nothing is left."""
    kept = [value for value in values if value == value]
    if not kept:
        return None
    return Rollup(min(kept), math.fsum(kept) / len(kept), max(kept), len(kept))


def merged(rollups: Sequence[Rollup | None]) -> Rollup | None:
    """The rollup of a longer time from those of its parts."""
    kept = [rollup for rollup in rollups if rollup is not None]
    if not kept:
        return None
    number = sum(rollup.number for rollup in kept)
    low, high = min(rollup.low for rollup in kept), max(rollup.high for rollup in kept)
    mean = math.fsum(rollup.mean * rollup.number for rollup in kept) / number
    return Rollup(low, min(max(mean, low), high), high, number)


def pack_keys(keys: Sequence[int]) -> bytes:
    """Keys of series as bytes, in order."""
    packed = array("I", keys)
    if sys.byteorder == "big":
        packed.byteswap()
    return packed.tobytes()


def unpack_keys(data: bytes) -> tuple[int, ...]:
    packed = array("I")
    packed.frombytes(data)
    if sys.byteorder == "big":
        packed.byteswap()
    return tuple(packed)


def _closed(body: bytes, flags: int) -> bytes:
    if len(body) >= _SMALL:
        small = zlib.compress(body, _LEVEL)
        if len(small) < len(body):
            return bytes((flags | _COMPRESSED,)) + small
    return bytes((flags,)) + body


def _opened(data: bytes) -> tuple[int, bytes]:
    if not data:
        return 0, b""
    flags = data[0]
    if not flags & _COMPRESSED:
        return flags, data[1:]
    try:
        return flags, zlib.decompress(data[1:])
    except zlib.error as error:
        raise ValueError("not packed measurements") from error


def _floats(values: array[float]) -> bytes:
    if sys.byteorder == "little":
        return values.tobytes()
    swapped = array("f", values)
    swapped.byteswap()
    return swapped.tobytes()


def _read_floats(data: bytes) -> array[float]:
    values = array("f")
    values.frombytes(data)
    if sys.byteorder == "big":
        values.byteswap()
    return values


def _split(data: bytes) -> bytes:
    return data[0::4] + data[1::4] + data[2::4] + data[3::4]


def _joined(data: bytes) -> bytes:
    size = len(data) // 4
    mixed = bytearray(len(data))
    for n in range(4):
        mixed[n::4] = data[n * size : (n + 1) * size]
    return bytes(mixed)
