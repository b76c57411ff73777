"""Merge the postings of segments: the same bytes as if their documents had been written at once.

Some terms are merged at a time, so that memory stays bounded however large the segments.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import NamedTuple, Self

import numpy as np

from search.engines.whoosh.codec.files import Array
from search.engines.whoosh.codec.postings import Inverted, Postings
from search.engines.whoosh.codec.ragged import places, starts_of
from search.engines.whoosh.codec.terms import LAST

SLICE_POSITIONS = 1 << 18
"""Positions merged at once, unless a single term has more: some tens of megabytes of arrays."""

SLICE_TERMS = 1 << 12
"""Terms of the largest part that are held at once, with those between them of the others: rare
ones stand in one part only, and thirty parts have a hundred thousand of them, twenty megabytes."""

_GATHERED_AT_ONCE = 1 << 14
"""Postings whose positions are brought into order at once."""

DEAD = -1
"""The new number of a document that is left out."""


class PostingsPart(NamedTuple):
    """The postings of one segment, and the new number of each of its documents or DEAD."""

    postings: Postings
    numbers: Array


def merge(parts: Sequence[PostingsPart]) -> Iterator[Inverted]:
    """Yield the postings of all parts, terms in order; terms without documents left are gone."""
    for first, end in itertools.pairwise(_bounds(parts)):
        some = [_SomeTerms.between(part, first, end) for part in parts]
        yield from _merge(some)


class _SomeTerms(NamedTuple):
    """Terms of a part that follow each other, from the one of number `first` on."""

    part: PostingsPart
    first: int
    terms: Sequence[bytes]

    @classmethod
    def between(cls, part: PostingsPart, first: bytes, end: bytes) -> Self:
        """Return the terms from `first` on and before `end`."""
        terms = part.postings.terms
        numbers = terms.between(first, end)
        return cls(part, numbers.start, terms.some(numbers))

    def counts(self) -> Array:
        """Return the number of postings of each term."""
        return self.part.postings.counts(self.first, self.first + len(self.terms))


def _bounds(parts: Sequence[PostingsPart]) -> list[bytes]:
    """Return terms between which few enough stand to be held in memory, beginning and end."""
    longest = max((part.postings.terms for part in parts), key=len)
    inner = [longest[number] for number in range(SLICE_TERMS, len(longest), SLICE_TERMS)]
    return [b"", *inner, LAST]


def _merge(some: Sequence[_SomeTerms]) -> Iterator[Inverted]:
    terms = sorted(set().union(*(each.terms for each in some)))
    ranks = {term: rank for rank, term in enumerate(terms)}
    found = [_ranks(each.terms, ranks) for each in some]
    for first, end in _slices(some, found, len(terms)):
        pieces = [_piece(each, here, (first, end)) for each, here in zip(some, found, strict=True)]
        yield _join(terms[first:end], pieces)


class _Piece(NamedTuple):
    """The live postings of one part for some terms, these counted from 0.

    `starts` are the places of the first position of each posting in `positions`.
    """

    terms: Array
    documents: Array
    frequencies: Array
    starts: Array
    positions: Array


def _ranks(terms: Sequence[bytes], ranks: dict[bytes, int]) -> Array:
    """Return the place of each term of a part among all terms, ascending."""
    return np.fromiter(map(ranks.__getitem__, terms), dtype=np.int64, count=len(terms))


def _slices(
    some: Sequence[_SomeTerms], found: Sequence[Array], count: int
) -> Iterator[tuple[int, int]]:
    """Yield ranges of terms that have about SLICE_POSITIONS positions together."""
    sizes = np.zeros(count, dtype=np.int64)
    for each, ranks in zip(some, found, strict=True):
        sizes[ranks] += each.counts()
    mean = _positions_a_posting([each.part for each in some])
    slices = (starts_of(sizes)[:-1] * mean / SLICE_POSITIONS).astype(np.int64)
    bounds = [*np.flatnonzero(np.diff(slices, prepend=-1)).tolist(), count]
    yield from itertools.pairwise(bounds)


def _positions_a_posting(parts: Sequence[PostingsPart]) -> float:
    positions = sum(len(part.postings.positions) for part in parts)
    return positions / max(1, sum(len(part.postings.documents) for part in parts))


def _piece(some: _SomeTerms, ranks: Array, wanted: tuple[int, int]) -> _Piece:
    first, end = np.searchsorted(ranks, wanted).tolist()
    postings = some.part.postings
    start, stop = postings.span(some.first + first, some.first + end)
    counts = postings.counts(some.first + first, some.first + end)
    documents = some.part.numbers[postings.documents[start:stop]]
    frequencies = postings.exact_frequencies(start, stop)
    live = np.flatnonzero(documents != DEAD)
    positions = postings.positions[postings.position_start(start) : postings.position_start(stop)]
    return _Piece(
        np.repeat(ranks[first:end] - wanted[0], counts)[live],
        documents[live],
        frequencies[live],
        starts_of(frequencies)[:-1][live],
        positions,
    )


def _join(terms: Sequence[bytes], pieces: Sequence[_Piece]) -> Inverted:
    """Return the postings of the same terms in several parts, put together."""
    before = starts_of(np.array([len(piece.positions) for piece in pieces]))
    of_terms = np.concatenate([piece.terms for piece in pieces])
    documents = np.concatenate([piece.documents for piece in pieces])
    order = _order(of_terms, documents)
    frequencies = np.concatenate([piece.frequencies for piece in pieces])[order]
    starts = np.concatenate(
        [piece.starts + shift for piece, shift in zip(pieces, before.tolist(), strict=False)]
    )[order]
    counts = np.bincount(of_terms, minlength=len(terms))
    return Inverted(
        terms=list(itertools.compress(terms, counts.tolist())),
        counts=counts[counts > 0],
        documents=documents[order],
        frequencies=frequencies,
        positions=_gather(
            np.concatenate([piece.positions for piece in pieces]), starts, frequencies
        ),
    )


def _gather(positions: Array, starts: Array, frequencies: Array) -> Array:
    """Return positions posting by posting; a frequent word alone has millions."""
    found = np.empty(int(frequencies.sum()), dtype=positions.dtype)
    end = 0
    for first in range(0, len(starts), _GATHERED_AT_ONCE):
        some = slice(first, first + _GATHERED_AT_ONCE)
        wanted = places(starts[some], frequencies[some])
        found[end : end + len(wanted)] = positions[wanted]
        end += len(wanted)
    return found


def _order(terms: Array, documents: Array) -> Array:
    """Return the order by term, then document; no two have both the same."""
    keys = (terms.astype(np.uint64) << np.uint64(32)) | documents.astype(np.uint64)
    return np.argsort(keys)
