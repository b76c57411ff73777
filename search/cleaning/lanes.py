"""Vectors of small integers, each packed into one long integer, so that adding is one operation.

Lane k of a packed vector is its k-th entry times 2 to the power of 32 k. Sums of packed vectors
are packed sums, entries below zero included.
"""

from __future__ import annotations

import functools
import struct
from collections.abc import Sequence

LANE_BITS = 32
_BIAS = 1 << 31
_LANE_BYTES = LANE_BITS // 8


def pack(entries: Sequence[int]) -> int:
    """Return the packed vector of entries, from -2**31 to 2**31 - 1 like all their sums."""
    return sum(entry << (LANE_BITS * place) for place, entry in enumerate(entries))


def parts(packed: int, size: int, count: int) -> list[int]:
    """Cut a packed vector into `count` packed vectors of `size` lanes each."""
    width, bias = size * LANE_BITS, _bias(size)
    mask, lanes = (1 << width) - 1, packed + _bias(size * count)
    return [((lanes >> place) & mask) - bias for place in range(0, width * count, width)]


def unpack(packed: Sequence[int], size: int) -> list[tuple[int, ...]]:
    """Return the entries of packed vectors of `size` lanes each."""
    bias, read = _bias(size), struct.Struct(f"<{size}i").unpack
    length = size * _LANE_BYTES
    return [read(((vector + bias) ^ bias).to_bytes(length, "little")) for vector in packed]


@functools.cache
def _bias(size: int) -> int:
    """Return the packed vector that lifts every entry of `size` lanes above zero."""
    return pack([_BIAS] * size)
