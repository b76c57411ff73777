"""The best documents in numpy, as `array_kernels` gives them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.array_lists import (
    DOCUMENT,
    MANY,
    Buffer,
    documents_of,
    frequencies_of,
    members,
    places_in,
)
from search.engines.whoosh.array_positions import standing
from search.engines.whoosh.array_sets import held_by_all, unite, without

if TYPE_CHECKING:
    from search.engines.whoosh.kernels import TermList

Best = list[tuple[float, int]]


def best_of_any(
    lists: Sequence[TermList],
    weights: Sequence[float],
    lengths: Buffer,
    table: Buffer,
    deleted: Buffer,
    marks: Buffer,
    found: Buffer | None,
    limit: int,
) -> tuple[int, Best]:
    """Return how many documents any list holds, and the best as (score, document).

    Where there are `marks`, a byte for each document, only those that are marked count. In `found`,
    none of which is marked, all that are found are.
    """
    if len(marks) not in {0, len(lengths)}:
        raise TypeError("a mark a document, or none")
    scores = np.zeros(len(lengths), dtype=np.float32)
    for each, weight in _weighted(lists, weights):
        scores[documents_of(each)] += np.float32(weight) * _impacts(each, lengths, table)
    scores[members(deleted)] = 0
    if len(marks):
        scores[np.asarray(marks, dtype=np.uint8) == 0] = 0
    documents = np.flatnonzero(scores).astype(DOCUMENT)
    _mark(documents, found, lengths)
    return len(documents), _best(documents, scores[documents], limit)


def best_among(
    candidates: Buffer,
    lists: Sequence[TermList],
    weights: Sequence[float],
    lengths: Buffer,
    table: Buffer,
    limit: int,
) -> Best:
    """Return the best of a set as (score, document), best first, equal scores by number."""
    wanted = members(candidates)
    if len(wanted) and int(wanted[-1]) >= len(lengths):
        raise ValueError("a document beyond the last")
    scores = np.zeros(len(wanted), dtype=np.float32)
    for each, weight in _weighted(lists, weights):
        places, is_there = places_in(each, wanted)
        impacts = _impacts(each, lengths, table)
        scores[is_there] += np.float32(weight) * impacts[places[is_there]]
    return _best(wanted, scores, limit)


def best_of_all(
    words: Sequence[Sequence[TermList]],
    arrangement: int,
    reach: int,
    lists: Sequence[TermList],
    weights: Sequence[float],
    lengths: Buffer,
    table: Buffer,
    deleted: Buffer,
    found: Buffer | None,
    limit: int,
) -> tuple[int, Best]:
    """Return in how many documents all words stand as they must, and the best of them.

    In `found`, a byte for each document, none of which is marked, all that are found are.
    """
    if not words:
        raise TypeError("a phrase of no word")
    rarest, *others = sorted(words, key=lambda each: sum(one.end - one.start for one in each))
    held = without(held_by_all(unite(rarest, len(lengths)), others), deleted)
    held = standing(held, words, arrangement, reach)
    _mark(members(held), found, lengths)
    return len(members(held)), best_among(held, lists, weights, lengths, table, limit)


def _mark(documents: NDArray[Any], found: Buffer | None, lengths: Buffer) -> None:
    if found is None:
        return
    if len(found) != len(lengths):
        raise TypeError("a mark a document, or none")
    np.asarray(found)[documents] = 1


def _weighted(
    lists: Sequence[TermList], weights: Sequence[float]
) -> Iterable[tuple[TermList, float]]:
    if len(lists) != len(weights):
        raise TypeError("a weight a list")
    return zip(lists, weights, strict=True)


def _impacts(each: TermList, lengths: Buffer, table: Buffer) -> NDArray[np.float32]:
    """Return what each posting of a list counts; the table's last row holds norms."""
    values = np.frombuffer(table, dtype="<f4")
    short = np.asarray(each.arrays.frequencies)[each.start : each.end]
    norms = np.asarray(lengths)[documents_of(each)]
    found: NDArray[np.float32] = values[short.astype(np.uint16) << 8 | norms]
    many = np.flatnonzero(short == MANY)
    times = frequencies_of(each, each.start + many).astype(np.float32)
    found[many] = times / (times + found[many])
    return found


def _best(documents: NDArray[Any], scores: NDArray[np.float32], limit: int) -> Best:
    limit = max(1, limit)
    if len(scores) > limit:
        least = np.partition(scores, len(scores) - limit)[len(scores) - limit]
        kept = scores >= least
        documents, scores = documents[kept], scores[kept]
    order = np.lexsort((documents, -scores))[:limit]
    return list(zip(scores[order].tolist(), documents[order].tolist(), strict=True))
