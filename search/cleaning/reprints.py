"""Find documents that are reprints of each other, as agency texts are.

A text's signature is a MinHash (Broder 1997) of its word shingles; the share of equal components
of two signatures estimates the share of common shingles.
"""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping

import rensa

Signature = bytes
"""COMPONENTS little-endian 32-bit numbers; empty for a text too short to tell."""

COMPONENTS = 128
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
_WORD = re.compile(r"\w+")


def sign(text: str) -> Signature:
    """Return the signature of a text."""
    words = _WORD.findall(text.casefold())
    if len(words) < SHORTEST:
        return b""
    hashed = rensa.RMinHash(num_perm=COMPONENTS, seed=_SEED)
    hashed.update([" ".join(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)])
    return array("I", hashed.digest()).tobytes()


def group(signatures: Mapping[str, Signature], alike: float = ALIKE) -> list[list[str]]:
    """Return the groups of two or more ids whose texts are as alike as that, in chains, sorted."""
    leaders: dict[str, str] = {}

    def leader(id: str) -> str:
        while leaders.setdefault(id, id) != id:
            leaders[id] = id = leaders[leaders[id]]
        return id

    for first, second in _pairs(signatures, alike):
        ends = sorted((leader(first), leader(second)))
        leaders[ends[1]] = ends[0]
    members = defaultdict(list)
    for id in sorted(leaders):
        members[leader(id)].append(id)
    return [ids for ids in members.values() if len(ids) > 1]


def likeness(first: Signature, second: Signature) -> float:
    """Estimate the share of shingles that two texts have in common, from 0 to 1."""
    pairs = zip(array("I", first), array("I", second), strict=True)
    return sum(a == b for a, b in pairs) / COMPONENTS


def _pairs(signatures: Mapping[str, Signature], alike: float) -> Iterator[tuple[str, str]]:
    """Yield the pairs of ids that are alike, each document beside the first of its bands."""
    firsts: dict[tuple[int, bytes], list[str]] = {}
    width = BAND * array("I").itemsize
    for id in sorted(id for id, signature in signatures.items() if signature):
        signature = signatures[id]
        met: set[str] = set()
        for start in range(0, len(signature), width):
            others = firsts.setdefault((start, signature[start : start + width]), [])
            met.update(others)
            if len(others) < MOST_COMPARED:
                others.append(id)
        for other in sorted(met):
            if likeness(signature, signatures[other]) >= alike:
                yield other, id
