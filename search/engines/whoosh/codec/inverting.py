"""Turn tokens, document after document, into postings, term after term."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from search.engines.whoosh.codec.files import Array
from search.engines.whoosh.codec.postings import Inverted


class Tokens(NamedTuple):
    """The tokens of a field in the order of documents and positions: one array an aspect."""

    terms: Array
    documents: Array
    positions: Array


def invert(terms: Sequence[bytes], tokens: Tokens) -> Inverted:
    """Return the postings of tokens whose terms are numbers into `terms`, all different.

    Terms without a token are left out.
    """
    alphabetical, ranks = _rank(terms)
    order = _order(ranks[tokens.terms])
    ranked, documents = ranks[tokens.terms][order], tokens.documents[order]
    firsts = _first_places(ranked, documents)
    counts = np.bincount(ranked[firsts], minlength=len(terms))
    return Inverted(
        terms=list(itertools.compress(alphabetical, counts.tolist())),
        counts=counts[counts > 0],
        documents=documents[firsts],
        frequencies=np.diff(firsts, append=len(order)),
        positions=tokens.positions[order],
    )


def _rank(terms: Sequence[bytes]) -> tuple[list[bytes], Array]:
    """Return the terms in alphabetical order, and the place of each in it."""
    order = sorted(range(len(terms)), key=terms.__getitem__)
    ranks = np.empty(len(terms), dtype=np.uint32)
    ranks[order] = np.arange(len(terms), dtype=np.uint32)
    return [terms[number] for number in order], ranks


def _order(ranks: Array) -> Array:
    """Return the order by rank, tokens of the same rank as they stand.

    The place of a token is made part of what is sorted: numbers that all differ sort several
    times faster than numpy's stable sort.
    """
    keys = ranks.astype(np.uint64) << np.uint64(32)
    keys |= np.arange(len(ranks), dtype=np.uint64)
    keys.sort()
    return keys.astype(np.uint32)


def _first_places(terms: Array, documents: Array) -> Array:
    """Return the place of the first token of each term in each document."""
    is_first = np.ones(len(terms), dtype=bool)
    is_first[1:] = (terms[1:] != terms[:-1]) | (documents[1:] != documents[:-1])
    return np.flatnonzero(is_first)
