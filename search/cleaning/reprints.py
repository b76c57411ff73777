"""Find documents that are reprints of each other, as agency texts are.

A text's signature is a MinHash (Broder 1997) of its word shingles; the share of equal components
of two signatures estimates the share of common shingles.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import rensa

Signature = bytes
"""COMPONENTS bytes; empty for a text too short to tell."""

COMPONENTS = 128
"""Of each, the lowest byte is kept: two that differ have it in common once in 256 times, which
moves no estimate by more than .004 (Li and König 2010)."""

BAND = 4
"""Components that two signatures must share in a row to be compared: texts with half of their
shingles in common meet with a probability of 87 %, with 60 % of 99 %."""

SHINGLE = 3
"""Words."""

SHORTEST = 30
"""Words below which a text is too short to be called a reprint of another."""

ALIKE = 0.6
"""Share of equal components from which two texts are reprints; one may be cut by a third."""

MOST_COMPARED = 8
"""Documents of one band that a further one is compared with, so that a thousand copies of one text
take a thousand comparisons and not a million."""

_SEED = 1997
_HASH = np.dtype("u8")
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
"""Odd, from the golden ratio (Knuth 1973), so that hashes of neighbors mix to the highest bit."""
_HALF = np.uint64(32)
"""Bits of half a hash."""
_COMPONENT = np.dtype("u1")
_BAND_KEY = np.dtype("<u4")
"""A band as one number: BAND components of a byte."""

_COMPARED_AT_ONCE = 1 << 16
"""Pairs whose signatures are held side by side: some tens of megabytes."""

_WORD = re.compile(r"\w+")

Array = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.integer[Any]]
Hashes = npt.NDArray[np.uint64]


class AlikePairs(NamedTuple):
    """Pairs of documents that were compared, as numbers into `ids`, and how alike they are."""

    ids: Sequence[str]
    firsts: Array
    seconds: Array
    likeness: npt.NDArray[np.float64]


def sign(text: str) -> Signature:
    """Return the signature of a text."""
    words = _WORD.findall(text.lower())
    return sign_all(words, np.arange(len(words)), np.array([len(words)]))[0]


def sign_all(words: Sequence[str], numbers: Numbers, counts: Numbers) -> list[Signature]:
    """Return the signatures of texts, given as numbers into `words`, one text after another.

    `counts` holds the number of words of each text.
    """
    hashed = np.array(rensa.RMinHash.hash_token_sets([words])[0], dtype=_HASH)[numbers]
    shingles, sizes = _shingles(hashed, counts)
    rows = np.concatenate(([0], np.cumsum(sizes)))
    found = rensa.RMinHash.digest_matrix_from_flat_token_hashes(shingles, rows, COMPONENTS, _SEED)
    table = np.array(found.to_rows(), dtype=np.uint32).astype(_COMPONENT)
    pairs = zip(table, sizes.tolist(), strict=True)
    return [row.tobytes() if size else b"" for row, size in pairs]


def _shingles(hashed: Hashes, counts: Numbers) -> tuple[Hashes, Array]:
    """Return the shingles of texts by their hashes, and how many each text has.

    Texts too short to tell have none.
    """
    is_long = counts >= SHORTEST
    begins = np.repeat(is_long, counts)
    ends = np.cumsum(counts)[is_long]
    length = max(0, len(hashed) - SHINGLE + 1)
    shingles = hashed[:length].copy()  # of all words, so that they are made side by side
    for nth in range(1, SHINGLE):
        begins[ends - nth] = False
        shingles *= _FACTOR
        shingles += hashed[nth : nth + length]
        shingles ^= shingles >> _HALF
    return shingles[begins[:length]] * _FACTOR, np.where(is_long, counts - SHINGLE + 1, 0)


def group(signatures: Mapping[str, Signature], alike: float = ALIKE) -> list[list[str]]:
    """Return the groups of two or more ids whose texts are as alike as that, in chains, sorted."""
    return chains(compare(signatures), alike)


def compare(signatures: Mapping[str, Signature]) -> AlikePairs:
    """Compare each document with the first ones of each of its bands."""
    ids = sorted(id for id, signature in signatures.items() if signature)
    numbers = b"".join(signatures[id] for id in ids)
    table = np.frombuffer(numbers, _COMPONENT).reshape(-1, COMPONENTS)
    firsts, seconds = _met(table)
    return AlikePairs(ids, firsts, seconds, _likeness(table, firsts, seconds))


def chains(pairs: AlikePairs, alike: float) -> list[list[str]]:
    """Return the groups of two or more ids that pairs as alike as that link, sorted."""
    leaders: dict[int, int] = {}

    def leader(number: int) -> int:
        while leaders.setdefault(number, number) != number:
            leaders[number] = number = leaders[leaders[number]]
        return number

    chosen = np.flatnonzero(pairs.likeness >= alike)
    for pair in zip(pairs.firsts[chosen].tolist(), pairs.seconds[chosen].tolist(), strict=True):
        first, second = sorted(map(leader, pair))
        leaders[second] = first
    members = defaultdict(list)
    for number in sorted(leaders):
        members[leader(number)].append(pairs.ids[number])
    return [ids for ids in members.values() if len(ids) > 1]


def likeness(first: Signature, second: Signature) -> float:
    """Estimate the share of shingles that two texts have in common, from 0 to 1."""
    return sum(a == b for a, b in zip(first, second, strict=True)) / COMPONENTS


def _met(table: npt.NDArray[np.uint8]) -> tuple[Array, Array]:
    """Return the pairs of rows that share a band, each row with the first ones of the band."""
    count = max(1, len(table))
    bands = np.ascontiguousarray(table).view(_BAND_KEY)
    pairs = np.empty(0, dtype=np.int64)
    for band in bands.T:
        neighbors = _neighbors(np.ascontiguousarray(band))
        found = [first * count + second for first, second in neighbors]
        if found:
            pairs = np.unique(np.concatenate([pairs, *found]))
    return pairs // count, pairs % count


def _neighbors(keys: npt.NDArray[np.uint32]) -> Iterator[tuple[Array, Array]]:
    """Yield each row beside the first, the second, ... of those before it that share its key."""
    order = np.argsort(keys, kind="stable")
    ranked = keys[order]
    starts = np.flatnonzero(np.concatenate(([True], ranked[1:] != ranked[:-1]))[: len(keys)])
    sizes = np.diff(starts, append=len(keys))
    starts, sizes = starts[sizes > 1], sizes[sizes > 1]
    for nth in range(min(MOST_COMPARED, int(sizes.max(initial=1)) - 1)):
        later = np.maximum(sizes - 1 - nth, 0)
        ends = np.cumsum(later)
        inside = np.arange(int(later.sum())) - np.repeat(ends - later, later)
        seconds = np.repeat(starts + nth + 1, later) + inside
        yield order[np.repeat(starts + nth, later)], order[seconds]


def _likeness(
    table: npt.NDArray[np.uint8], firsts: Array, seconds: Array
) -> npt.NDArray[np.float64]:
    """Return how alike the rows of each pair are."""
    found = np.empty(len(firsts))
    for start in range(0, len(firsts), _COMPARED_AT_ONCE):
        part = slice(start, start + _COMPARED_AT_ONCE)
        found[part] = (table[firsts[part]] == table[seconds[part]]).mean(axis=1)
    return found
