"""Where words stand, in numpy, as `array_kernels` gives it."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.array_lists import DOCUMENT, Buffer, frequencies_of, members, places_in
from search.engines.whoosh.array_sets import held_by_all
from search.query.nearness import stand_near

if TYPE_CHECKING:
    from search.engines.whoosh.kernels import TermList

BLOCK = 128
"""Postings after which it is noted anew where positions begin."""

ANYWHERE, ADJACENT, IN_ORDER = range(3)
"""Arrangements of words (see `kernels.Arrangement`)."""


def standing(
    candidates: Buffer, words: Sequence[Sequence[TermList]], arrangement: int, reach: int
) -> bytes:
    """Return the members of a set in which all words stand as they must (see `Arrangement`)."""
    if not words:
        raise TypeError("a phrase of no word")
    if arrangement == ANYWHERE:
        return held_by_all(bytes(candidates), words)
    if arrangement == ADJACENT:
        return _adjacent(members(candidates), words)
    spots = zip(*(_spots(members(candidates), word) for word in words), strict=True)
    is_found = [stand_near(each, reach, is_ordered=arrangement == IN_ORDER) for each in spots]
    found: bytes = members(candidates)[np.array(is_found, dtype=bool)].tobytes()
    return found


def positions(candidates: Buffer, words: Sequence[Sequence[TermList]]) -> tuple[bytes, bytes]:
    """Return how many positions each member of a set has of each word, and these positions.

    Both are numbers of four bytes, member after member; those of a word ascend.
    """
    wanted = members(candidates)
    each = [_spots(wanted, word) for word in words]
    counts = [[len(word[member]) for word in each] for member in range(len(wanted))]
    found = [spot for member in range(len(wanted)) for word in each for spot in word[member]]
    return np.array(counts, dtype=DOCUMENT).tobytes(), np.array(found, dtype=DOCUMENT).tobytes()


def _adjacent(wanted: NDArray[Any], words: Sequence[Sequence[TermList]]) -> bytes:
    starts = _keys(wanted, words[0])
    for offset, word in enumerate(words[1:], 1):
        starts = starts[np.isin(starts, _keys(wanted, word) - np.uint64(offset))]
    return wanted[np.unique(starts >> np.uint64(32)).astype(np.int64)].tobytes()


def _keys(wanted: NDArray[Any], lists: Iterable[TermList]) -> NDArray[np.uint64]:
    """Return positions as place in the set * 2^32 + position, ascending and each once."""
    found = [np.empty(0, dtype=np.uint64)]
    for each in lists:
        places, is_there = places_in(each, wanted)
        for member in np.flatnonzero(is_there).tolist():
            spots = _positions(each, each.start + int(places[member]))
            found.append(spots.astype(np.uint64) + np.uint64(member << 32))
    return np.unique(np.concatenate(found))


def _spots(wanted: NDArray[Any], lists: Iterable[TermList]) -> list[list[int]]:
    """Return the ascending positions in each member of a set of what any list holds."""
    keys = _keys(wanted, lists)
    ends = np.searchsorted(keys >> np.uint64(32), np.arange(1, len(wanted) + 1))
    found = (keys & np.uint64(0xFFFFFFFF)).tolist()
    return [found[start:end] for start, end in itertools.pairwise([0, *ends.tolist()])]


def _positions(each: TermList, posting: int) -> NDArray[Any]:
    block = posting // BLOCK
    before = frequencies_of(each, np.arange(block * BLOCK, posting))
    start = int(each.arrays.position_starts[block]) + int(before.sum())
    [count] = frequencies_of(each, np.array([posting]))
    if start + count > len(each.arrays.positions):
        raise ValueError("positions beyond the end")
    return np.asarray(each.arrays.positions[start : start + count])
