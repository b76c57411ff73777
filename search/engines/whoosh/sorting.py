"""Find the first documents of a query by day or title."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from search.engines.base import Candidate, Matches
from search.engines.whoosh.catalogs import Catalogs
from search.engines.whoosh.codec.columns import TITLE, UNDATED, decode
from search.engines.whoosh.codec.files import Array
from search.engines.whoosh.evaluation import Question, scores
from search.engines.whoosh.leaves import Leaf
from search.engines.whoosh.matching import Documents
from search.engines.whoosh.zoning import inside
from search.requests import Sort

_LAST = 1 << 30
"""The key of a document without day or title: after all others."""

_NUMBER_BITS = 32
_NUMBERS = (1 << _NUMBER_BITS) - 1
"""The bits of the number of a document, below those of its key."""


def first_by(
    leaves: Sequence[Leaf],
    catalogs: Catalogs,
    question: Question,
    sort: Sort,
    found: Sequence[Documents],
) -> Matches:
    """Return the first of the documents found in an order other than by relevance, with scores."""
    places: list[_Place] = []
    for each in enumerate(found):
        places += _first(each, _keys(leaves, catalogs, each, sort), question.limit)
    candidates = _candidates(leaves, question, _merged(leaves, places, question.limit))
    return Matches(sum(map(len, found)), tuple(candidates))


class _Place(NamedTuple):
    """Where a document stands in the order, and its segment and number there."""

    key: int
    segment: int
    document: int


def _keys(
    leaves: Sequence[Leaf], catalogs: Catalogs, found: tuple[int, Documents], sort: Sort
) -> Array:
    """Return a number a document, by which some documents of a segment are in order."""
    segment, documents = found
    if sort is Sort.TITLE:
        places = catalogs.find(TITLE).of(segment, documents).astype(np.int64)
        return np.where(places == 0, _LAST, places)
    days = leaves[segment].columns.days[documents].astype(np.int64)
    return np.where(days == UNDATED, _LAST, days if sort is Sort.OLDEST else -days)


def _first(found: tuple[int, Documents], keys: Array, limit: int) -> list[_Place]:
    """Return the first documents of a segment, whose numbers are in the order of ids."""
    segment, documents = found
    places = (keys << _NUMBER_BITS) + documents
    if 0 < limit < len(places):
        places = np.partition(places, limit - 1)[:limit]
    places = np.sort(places)[:limit]
    keys, numbers = places >> _NUMBER_BITS, places & _NUMBERS
    return [
        _Place(key, segment, number)
        for key, number in zip(keys.tolist(), numbers.tolist(), strict=True)
    ]


def _merged(leaves: Sequence[Leaf], places: Sequence[_Place], limit: int) -> list[_Place]:
    """Return the first of all segments, equal keys by id."""
    if len(leaves) < 2:
        return list(places)
    ids = [leaf.columns.ids for leaf in leaves]
    return sorted(places, key=lambda each: (each.key, ids[each.segment][each.document]))[:limit]


def _candidates(
    leaves: Sequence[Leaf], question: Question, places: Sequence[_Place]
) -> Iterator[Candidate]:
    scored = [
        scores(inside(leaf, question.zone), question, np.array(sorted(numbers), dtype="<u4"))
        for leaf, numbers in zip(leaves, _by_segment(len(leaves), places), strict=True)
    ]
    for _, segment, number in places:
        leaf = leaves[segment]
        id = decode(leaf.columns.ids[number])
        yield Candidate(leaf.offset + number, id, scored[segment][number])


def _by_segment(count: int, places: Sequence[_Place]) -> list[list[int]]:
    """Return the numbers of documents, a list for each segment."""
    found: list[list[int]] = [[] for _ in range(count)]
    for _, segment, number in places:
        found[segment].append(number)
    return found
