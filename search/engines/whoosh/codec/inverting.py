"""Turn tokens, document after document, into postings, term after term."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from search.compiled import find_compiled, is_refused
from search.engines.whoosh.codec.files import Array
from search.engines.whoosh.codec.postings import Inverted
from search.engines.whoosh.codec.ragged import places, starts_of

NO_TERM = -1
"""The number of the term of a token that has none in a field, as a stop word has no stem."""

_KEY_BITS = 64
_ONE = np.uint64(1)
_NUMBER = np.dtype("<u4")

Gathered = tuple[bytes, bytes, bytes, bytes]
"""Postings of each term in alphabetical order, their documents, their frequencies, and positions,
as numbers of four bytes."""


class Tokens(NamedTuple):
    """The tokens of a field, document after document, as numbers of four bytes.

    Positions ascend in a document; `counts` are tokens a document.
    """

    terms: Array
    positions: Array
    counts: Array


def invert(terms: Sequence[bytes], tokens: Tokens, order: Array) -> Inverted:
    """Return the postings of tokens whose terms are numbers into `terms`, all different.

    Document i of them is the one that stands as `order[i]`; those that it leaves out are not in
    them, nor are tokens and terms without each other.
    """
    alphabet = sorted(range(len(terms)), key=terms.__getitem__)
    numbers = np.array(alphabet, dtype=np.int32)
    found = _gather(numbers, *tokens, order.astype(np.int32))
    counts, documents, frequencies, positions = (np.frombuffer(each, _NUMBER) for each in found)
    listed = counts.tolist()
    return Inverted(
        terms=[terms[number] for number in itertools.compress(alphabet, listed)],
        counts=counts[counts > 0].astype(np.int64),
        documents=documents,
        frequencies=frequencies.astype(np.int64),
        positions=positions,
    )


def gather(
    alphabet: Array, terms: Array, positions: Array, counts: Array, order: Array
) -> Gathered:
    """Return tokens term by term, without a compiler; `alphabet` lists terms in their order."""
    ranks = np.empty(len(alphabet) + 1, dtype=np.int32)
    ranks[alphabet] = np.arange(len(alphabet), dtype=np.int32)
    wanted = places(starts_of(counts)[:-1][order], counts[order])
    documents = np.repeat(np.arange(len(order), dtype=np.int32), counts[order])
    is_kept = terms[wanted] != NO_TERM
    wanted = wanted[is_kept]
    ranked, documents, ordered = _sorted(
        ranks[terms[wanted]], documents[is_kept], positions[wanted]
    )
    firsts = _first_places(ranked, documents)
    found = (
        np.bincount(ranked[firsts], minlength=len(alphabet)),
        documents[firsts],
        np.diff(firsts, append=len(ranked)),
        ordered,
    )
    first, second, third, fourth = (each.astype(_NUMBER).tobytes() for each in found)
    return first, second, third, fourth


compiled = find_compiled("search.engines.whoosh.codec._inverting")
_gather = gather if compiled is None or is_refused() else compiled.gather


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
