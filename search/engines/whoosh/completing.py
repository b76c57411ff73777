"""Terms that begin with some letters, and where they stand behind other words.

The terms of a beginning follow each other, and so do their postings and positions: all of them are
looked at together, in numpy, where they are few enough to be looked at between two keystrokes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from search.engines.weights import EXACT
from search.engines.whoosh import kernels
from search.engines.whoosh.codec.columns import encode
from search.engines.whoosh.codec.files import Array
from search.engines.whoosh.codec.ragged import places
from search.engines.whoosh.kernels import Arrangement, TermList
from search.engines.whoosh.leaves import Leaf
from search.engines.whoosh.matching import Documents, among, listed, without
from search.query import All, Word

MOST_POSTINGS = 1 << 17
"""Postings that are looked at one by one: about a millisecond; beyond, only frequent terms are."""

MOST_DOCUMENTS = 1 << 9
"""Documents with the words before that are looked at; of more, these many at even distances."""

FREQUENT = 16
"""Terms of a short beginning that are looked at, the most frequent ones."""

OF_EACH = 1 << 10
"""Documents of each of them that are looked at, the first ones."""


class Places(NamedTuple):
    """Where terms stand: of each place the document, the position, and the number of the term."""

    documents: Array
    positions: Array
    terms: Array


NOWHERE = Places(*(np.empty(0, dtype=np.int64) for _ in Places._fields))


def terms_beginning(leaf: Leaf, start: str) -> range:
    """Return the numbers of the exact forms that begin with some letters."""
    return leaf.postings(EXACT).terms.beginning_with(encode(start))


def frequent(leaf: Leaf, terms: range, most: int) -> list[int]:
    """Return the `most` terms that stand in most documents, equals in their order."""
    counts = leaf.postings(EXACT).counts(terms.start, terms.stop)
    if len(counts) > most:
        least = np.partition(counts, len(counts) - most)[len(counts) - most]
        kept = np.flatnonzero(counts >= least)
    else:
        kept = np.arange(len(counts))
    order = kept[np.argsort(-counts[kept], kind="stable")][:most]
    numbers: list[int] = (order + terms.start).tolist()
    return numbers


def is_countable(leaf: Leaf, terms: range) -> bool:
    """Tell whether the postings of the terms are few enough to be looked at one by one."""
    start, end = leaf.postings(EXACT).span(terms.start, terms.stop)
    return bool(end - start <= MOST_POSTINGS)


def holders(leaf: Leaf, words: Sequence[Word]) -> Documents:
    """Return the documents that hold all words, deleted ones left out."""
    return without(listed(leaf, All(tuple(words))), leaf.deleted)


def holders_of(leaf: Leaf, term: str, most: int) -> Documents:
    """Return some documents of an exact form, at even distances, deleted ones left out."""
    found = leaf.find(EXACT, term)
    if found is None:
        return np.empty(0, dtype=np.uint32)
    documents = leaf.postings(EXACT).documents[found.start : found.end]
    return without(spread(documents, most).astype(np.uint32), leaf.deleted)


def held_together(leaf: Leaf, documents: Documents, words: Sequence[Word]) -> Documents:
    """Return those of the documents that hold all words, too."""
    return among(leaf, All(tuple(words)), documents)


def counts_among(leaf: Leaf, documents: Documents, terms: range) -> dict[int, int]:
    """Return in how many of some documents each term stands: of too many, the frequent ones."""
    if not is_countable(leaf, terms):
        some = spread(documents, MOST_DOCUMENTS)
        arrays = leaf.arrays(EXACT)
        lists = {
            number: TermList(arrays, *leaf.postings(EXACT).span(number, number + 1))
            for number in frequent(leaf, terms, FREQUENT)
        }
        return {n: len(kernels.common(some, (each,))) // 4 for n, each in lists.items()}
    hits = _among(leaf, documents, terms)
    numbers, counts = np.unique(_terms_of(leaf, hits), return_counts=True)
    return dict(zip(numbers.tolist(), counts.tolist(), strict=True))


def places_behind(leaf: Leaf, documents: Documents, words: Sequence[Word], terms: range) -> Places:
    """Return where the terms stand right behind words, given the documents that hold all of these.

    Of many documents with the terms, some are looked at; nothing is found of too many terms.
    """
    if not len(documents) or not is_countable(leaf, terms):
        return NOWHERE
    wanted = _among(leaf, documents, terms)
    held = leaf.postings(EXACT).documents[wanted]
    mask = leaf.mask()
    mask[held] = 1
    some = spread(np.flatnonzero(mask), MOST_DOCUMENTS).astype("<u4")
    known = in_a_row(leaf, some, words)
    if not len(known):
        return NOWHERE
    mask[known] = 2
    found = _places(leaf, wanted[mask[held] == 2], terms)
    ends = _ends(leaf, known, words)
    keys = (found.documents << 32) + found.positions
    at = np.minimum(np.searchsorted(ends, keys), len(ends) - 1)
    return Places(*(each[ends[at] == keys] for each in found))


def in_a_row(leaf: Leaf, documents: Documents, words: Sequence[Word]) -> Documents:
    """Return those of the documents, which hold all words, in which these follow each other."""
    if len(words) < 2 or not len(documents):
        return documents
    lists = tuple(map(leaf.lists, words))
    return np.frombuffer(kernels.standing(documents, lists, Arrangement.ADJACENT, 0), dtype="<u4")


def first_places(leaf: Leaf, terms: range) -> tuple[Array, Array]:
    """Return documents and the first position of each term in them, deleted ones included.

    Of too many terms, the frequent ones are looked at, and each in its first documents.
    """
    postings = leaf.postings(EXACT)
    start, end = postings.span(terms.start, terms.stop)
    if end - start <= MOST_POSTINGS // 2:
        return _first(leaf, start, end)
    spans = (postings.span(each, each + 1) for each in frequent(leaf, terms, FREQUENT))
    found = [_first(leaf, start, min(end, start + OF_EACH)) for start, end in spans]
    documents, positions = zip(*found, strict=True)
    return np.concatenate(documents), np.concatenate(positions)


def _first(leaf: Leaf, start: int, end: int) -> tuple[Array, Array]:
    postings = leaf.postings(EXACT)
    starts, _ = _position_starts(leaf, np.arange(start, end), start)
    return postings.documents[start:end], postings.positions[starts]


def spread(documents: Array, most: int) -> Array:
    """Return at most so many documents, at even distances."""
    if len(documents) <= most:
        return documents
    found: Array = documents[np.arange(most) * len(documents) // most]
    return found


def _among(leaf: Leaf, documents: Documents, terms: range) -> Array:
    """Return the postings of the terms that are of some documents."""
    postings = leaf.postings(EXACT)
    start, end = postings.span(terms.start, terms.stop)
    mask = leaf.mask()
    mask[documents] = 1
    return np.flatnonzero(mask[postings.documents[start:end]]) + start


def _terms_of(leaf: Leaf, wanted: Array) -> Array:
    """Return the number of the term of each posting."""
    starts = leaf.postings(EXACT).starts
    found: Array = np.searchsorted(starts, wanted.astype(starts.dtype), side="right") - 1
    return found


def _places(leaf: Leaf, wanted: Array, terms: range) -> Places:
    """Return all places of some postings of the terms."""
    postings = leaf.postings(EXACT)
    first, _ = postings.span(terms.start, terms.stop)
    starts, counts = _position_starts(leaf, wanted, first)
    return Places(
        np.repeat(postings.documents[wanted].astype(np.int64), counts),
        postings.positions[places(starts, counts)].astype(np.int64),
        np.repeat(_terms_of(leaf, wanted), counts),
    )


def _position_starts(leaf: Leaf, wanted: Array, first: int) -> tuple[Array, Array]:
    """Return where the positions of some postings begin, and how many they are.

    The postings ascend from `first` on.
    """
    postings = leaf.postings(EXACT)
    if not len(wanted):
        return NOWHERE.documents, NOWHERE.positions
    end = int(wanted[-1]) + 1
    frequencies = postings.frequencies[first:end]
    if np.searchsorted(postings.many_postings, first) < np.searchsorted(
        postings.many_postings, end
    ):
        frequencies = postings.exact_frequencies(first, end)
    counts = frequencies[wanted - first].astype(np.int64)
    ends = np.cumsum(frequencies, dtype=np.int64)[wanted - first]
    return ends - counts + postings.position_start(first), counts


def _ends(leaf: Leaf, documents: Documents, words: Sequence[Word]) -> Array:
    """Return the places right behind words that follow each other, as document * 2^32 + position.

    Ascending; there is one at least in each of the documents.
    """
    lists = tuple(map(leaf.lists, words))
    counts, positions = map(_numbers, kernels.positions(documents, lists))
    keys = np.repeat(np.repeat(documents.astype(np.int64), len(words)), counts) << 32
    keys += positions
    places_of = np.repeat(np.tile(np.arange(len(words)), len(documents)), counts)
    ends: Array = keys[places_of == 0] + 1
    for place in range(1, len(words)):
        ends = ends[np.isin(ends, keys[places_of == place])] + 1
    return ends


def _numbers(found: bytes) -> Array:
    return np.frombuffer(found, dtype="<u4").astype(np.int64)
