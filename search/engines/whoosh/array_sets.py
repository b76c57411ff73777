"""Sets of documents in numpy, as `array_kernels` gives them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from search.engines.whoosh.array_lists import (
    DOCUMENT,
    Buffer,
    documents_of,
    frequencies_of,
    members,
    places_in,
)

if TYPE_CHECKING:
    from search.engines.whoosh.kernels import TermList


def unite(lists: Sequence[TermList], documents: int) -> bytes:
    """Return the set of what any list holds."""
    found = np.unique(np.concatenate([np.empty(0, DOCUMENT), *map(documents_of, lists)]))
    if len(found) and int(found[-1]) >= documents:
        raise ValueError("a document beyond the last")
    return found.astype(DOCUMENT).tobytes()


def common(candidates: Buffer, lists: Sequence[TermList]) -> bytes:
    """Return the members of a set that any list holds."""
    wanted = members(candidates)
    is_held = np.zeros(len(wanted), dtype=bool)
    for each in lists:
        is_held |= places_in(each, wanted)[1]
    return wanted[is_held].tobytes()


def held_by_all(candidates: bytes, words: Iterable[Sequence[TermList]]) -> bytes:
    """Return the members of a set that hold every word, by any of its lists."""
    for word in words:
        candidates = common(candidates, word)
    return candidates


def without(candidates: Buffer, others: Buffer) -> bytes:
    """Return the members of a set that are not in another."""
    wanted = members(candidates)
    return wanted[~np.isin(wanted, members(others))].tobytes()


def totals(lists: Sequence[TermList], documents: int) -> bytes:
    """Return how often the terms of all lists stand in each document, in four bytes.

    Lists may go from term to term: their documents need not ascend.
    """
    found = np.concatenate([np.empty(0, DOCUMENT), *map(documents_of, lists)])
    if len(found) and int(found.max()) >= documents:
        raise ValueError("a document beyond the last")
    times = [frequencies_of(each, np.arange(each.start, each.end)) for each in lists]
    sums = np.bincount(found, np.concatenate([np.empty(0), *times]), documents)
    return sums.astype(DOCUMENT).tobytes()


def frequencies(candidates: Buffer, lists: Sequence[TermList], documents: int) -> bytes:
    """Return how often the terms of all lists stand in each member of a set, in four bytes.

    Lists may go from term to term: their documents need not ascend.
    """
    wanted = members(candidates)
    if len(wanted) and int(wanted[-1]) >= documents:
        raise ValueError("a document beyond the last")
    sums = np.zeros(len(wanted), dtype=np.int64)
    for each in lists if len(wanted) else ():
        found = documents_of(each)
        if len(found) and int(found.max()) >= documents:
            raise ValueError("a document beyond the last")
        places = np.searchsorted(wanted, found)
        hits = np.flatnonzero(wanted[np.minimum(places, len(wanted) - 1)] == found)
        np.add.at(sums, places[hits], frequencies_of(each, each.start + hits))
    return sums.astype(DOCUMENT).tobytes()
