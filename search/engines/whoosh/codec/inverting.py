"""Turn tokens, document after document, into postings, term after term."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from search.engines.whoosh.codec.files import Array
from search.engines.whoosh.codec.postings import Inverted

_KEY_BITS = 64
_ONE = np.uint64(1)


class Tokens(NamedTuple):
    """The tokens of a field: one array an aspect."""

    terms: Array
    documents: Array
    positions: Array


def invert(terms: Sequence[bytes], tokens: Tokens) -> Inverted:
    """Return the postings of tokens whose terms are numbers into `terms`, all different.

    No two tokens are at the same position of a document. Terms without a token are left out.
    """
    alphabetical, ranks = _rank(terms)
    ranked, documents, positions = _sorted(ranks[tokens.terms], tokens.documents, tokens.positions)
    firsts = _first_places(ranked, documents)
    counts = np.bincount(ranked[firsts], minlength=len(terms))
    return Inverted(
        terms=list(itertools.compress(alphabetical, counts.tolist())),
        counts=counts[counts > 0],
        documents=documents[firsts],
        frequencies=np.diff(firsts, append=len(ranked)),
        positions=positions,
    )


def _rank(terms: Sequence[bytes]) -> tuple[list[bytes], Array]:
    """Return the terms in alphabetical order, and the place of each in it."""
    order = sorted(range(len(terms)), key=terms.__getitem__)
    ranks = np.empty(len(terms), dtype=np.uint32)
    ranks[order] = np.arange(len(terms), dtype=np.uint32)
    return [terms[number] for number in order], ranks


def _sorted(ranks: Array, documents: Array, positions: Array) -> tuple[Array, Array, Array]:
    """Return tokens in the order of ranks, documents and positions.

    The three make one number where they fit, for numpy sorts those several times faster, and
    nothing need be fetched from afterwards.
    """
    widths = [int(each.max(initial=0)).bit_length() for each in (ranks, documents, positions)]
    if sum(widths) > _KEY_BITS:
        order = np.lexsort((positions, documents, ranks))
        return ranks[order], documents[order], positions[order]
    keys = ranks.astype(np.uint64)
    for values, width in zip((documents, positions), widths[1:], strict=True):
        keys <<= np.uint64(width)
        keys |= values.astype(np.uint64)
    keys.sort()
    return _unpacked(keys, widths)


def _unpacked(keys: Array, widths: Sequence[int]) -> tuple[Array, Array, Array]:
    """Return the three numbers that each key is made of."""
    _, of_documents, of_positions = (np.uint64(width) for width in widths)
    positions = (keys & ((_ONE << of_positions) - _ONE)).astype(np.uint32)
    keys >>= of_positions
    documents = (keys & ((_ONE << of_documents) - _ONE)).astype(np.uint32)
    keys >>= of_documents
    return keys.astype(np.uint32), documents, positions


def _first_places(terms: Array, documents: Array) -> Array:
    """Return the place of the first token of each term in each document."""
    is_first = np.ones(len(terms), dtype=bool)
    is_first[1:] = (terms[1:] != terms[:-1]) | (documents[1:] != documents[:-1])
    return np.flatnonzero(is_first)
