"""Merge the postings of segments: the same bytes as if their documents had been written at once.

Some terms are merged at a time, so that memory stays bounded however large the segments.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from search.engines.whoosh.codec.files import Array
from search.engines.whoosh.codec.postings import Inverted, Postings
from search.engines.whoosh.codec.ragged import places, starts_of

SLICE_POSITIONS = 1 << 19
"""Positions merged at once, unless a single term has more: some tens of megabytes of arrays."""

DEAD = -1
"""The new number of a document that is left out."""


class PostingsPart(NamedTuple):
    """The postings of one segment, and the new number of each of its documents or DEAD."""

    postings: Postings
    numbers: Array


def merge(parts: Sequence[PostingsPart]) -> Iterator[Inverted]:
    """Yield the postings of all parts, terms in order; terms without documents left are gone."""
    terms = sorted(set().union(*(part.postings.terms for part in parts)))
    ranks = {term: rank for rank, term in enumerate(terms)}
    found = [_ranks(part.postings, ranks) for part in parts]
    for first, end in _slices(parts, found, len(terms)):
        pieces = [_piece(part, here, (first, end)) for part, here in zip(parts, found, strict=True)]
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


def _ranks(postings: Postings, ranks: dict[bytes, int]) -> Array:
    """Return the place of each term of a part among all terms, ascending."""
    found = map(ranks.__getitem__, postings.terms)
    return np.fromiter(found, dtype=np.int64, count=len(postings.terms))


def _slices(
    parts: Sequence[PostingsPart], found: Sequence[Array], count: int
) -> Iterator[tuple[int, int]]:
    """Yield ranges of terms that have about SLICE_POSITIONS positions together."""
    sizes = np.zeros(count, dtype=np.int64)
    for part, ranks in zip(parts, found, strict=True):
        sizes[ranks] += part.postings.counts()
    mean = _positions_a_posting(parts)
    slices = (starts_of(sizes)[:-1] * mean / SLICE_POSITIONS).astype(np.int64)
    bounds = [*np.flatnonzero(np.diff(slices, prepend=-1)).tolist(), count]
    yield from itertools.pairwise(bounds)


def _positions_a_posting(parts: Sequence[PostingsPart]) -> float:
    positions = sum(len(part.postings.positions) for part in parts)
    return positions / max(1, sum(len(part.postings.documents) for part in parts))


def _piece(part: PostingsPart, ranks: Array, wanted: tuple[int, int]) -> _Piece:
    first, end = np.searchsorted(ranks, wanted).tolist()
    postings, (start, stop) = part.postings, part.postings.span(first, end)
    counts = postings.counts(first, end)
    documents = part.numbers[postings.documents[start:stop]]
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
        positions=np.concatenate([piece.positions for piece in pieces])[
            places(starts, frequencies)
        ],
    )


def _order(terms: Array, documents: Array) -> Array:
    """Return the order by term, then document; no two have both the same."""
    keys = (terms.astype(np.uint64) << np.uint64(32)) | documents.astype(np.uint64)
    return np.argsort(keys)
