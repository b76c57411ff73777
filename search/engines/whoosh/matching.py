"""Which documents of a segment match a clause, deleted ones included.

There are two ways to say it. What words, phrases and patterns decide is listed: found where the
rarest of them stands, and looked up among the others. What anything else decides is marked: a byte
for each document of the segment.
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh import kernels
from search.engines.whoosh.codec.files import Array
from search.engines.whoosh.filtering import passes
from search.engines.whoosh.kernels import Arrangement
from search.engines.whoosh.leaves import Leaf
from search.engines.whoosh.zoning import halves, inside
from search.query import (
    All,
    Any,
    Clause,
    Either,
    Fuzzy,
    Has,
    Inside,
    Like,
    Long,
    Near,
    Not,
    Pattern,
    Phrase,
    Prefix,
    Published,
    TermRange,
    Wildcard,
    Word,
)
from search.query.nearness import reach_of

Documents: TypeAlias = NDArray[np.uint32]
"""Ascending numbers of documents."""


def is_listed(clause: Clause) -> bool:
    """Tell whether `listed` knows the documents of a clause, else `marked`."""
    match clause:
        case Word() | Phrase() | Near() | Prefix() | Wildcard() | Fuzzy() | TermRange():
            return True
        case All():
            return any(map(is_listed, clause.clauses))
        case Any() | Either():
            return all(map(is_listed, clause.clauses))
        case Inside():
            return is_listed(clause.clause)
        case _:
            return False


def listed(leaf: Leaf, clause: Clause) -> Documents:
    """Return the documents that match a clause of words."""
    match clause:
        case Word() | Prefix() | Wildcard() | Fuzzy() | TermRange():
            return _array(kernels.unite(leaf.lists(clause), leaf.document_count))
        case Phrase() | Near():
            return _union([_listed_words(each, clause) for each in halves(leaf)])
        case All():
            return _listed_all(leaf, clause)
        case Any(each) if all(isinstance(one, Word | Pattern) for one in each):
            lists = tuple(list_ for one in each for list_ in leaf.lists(one))  # type: ignore[arg-type]
            return _array(kernels.unite(lists, leaf.document_count))
        case Any() | Either():
            return _union([listed(leaf, each) for each in clause.clauses])
        case Inside():
            return listed(inside(leaf, clause.zone), clause.clause)
        case _:
            raise TypeError(clause)


def marked(leaf: Leaf, clause: Clause) -> Array:
    """Return a mark for each document that matches; the array is the caller's own."""
    match clause:
        case Published() | Has() | Like() | Long():
            return passes(leaf, clause).view(np.uint8)
        case Not():
            return marked(leaf, clause.clause) ^ 1
        case Inside():
            return marked(inside(leaf, clause.zone), clause.clause)
        case All(each) | Any(each) if not is_listed(clause):
            return _combined(leaf, each, operator.iand if type(clause) is All else operator.ior)
        case _:
            mask = leaf.mask()
            mask[listed(leaf, clause)] = 1
            return mask


def among(leaf: Leaf, clause: Clause, documents: Documents) -> Documents:
    """Return those of some documents that match."""
    match clause:
        case Word() | Prefix() | Wildcard() | Fuzzy() | TermRange() | Phrase() | Near():
            return _words_among(leaf, clause, documents)
        case All():
            return _all_among(leaf, clause.clauses, documents)
        case Any() | Either():
            return _union([among(leaf, each, documents) for each in clause.clauses])
        case Not():
            return without(documents, among(leaf, clause.clause, documents))
        case Inside():
            return among(inside(leaf, clause.zone), clause.clause, documents)
        case _:
            return documents[passes(leaf, clause, documents)]


def without(documents: Documents, others: Array) -> Documents:
    """Return the documents that are not among the others."""
    return _array(kernels.without(documents, others))


def _listed_words(leaf: Leaf, clause: Phrase | Near) -> Documents:
    return _standing(leaf, clause, _listed_all(leaf, All(clause.words)))


def _words_among(
    leaf: Leaf, clause: Word | Pattern | Phrase | Near, documents: Documents
) -> Documents:
    if not isinstance(clause, Phrase | Near):
        return _array(kernels.common(documents, leaf.lists(clause)))
    return _union(
        [
            _standing(each, clause, _all_among(each, clause.words, documents))
            for each in halves(leaf)
        ]
    )


def _listed_all(leaf: Leaf, clause: All) -> Documents:
    """Return what all clauses match: what the rarest lists, looked up among the others."""
    rarest, *others = sorted(clause.clauses, key=functools.partial(_cost, leaf))
    return _all_among(leaf, others, listed(leaf, rarest))


def _all_among(leaf: Leaf, clauses: Sequence[Clause], documents: Documents) -> Documents:
    for each in clauses:
        if not len(documents):
            break
        documents = among(leaf, each, documents)
    return documents


def _cost(leaf: Leaf, clause: Clause) -> float:
    """Return an upper bound of the documents of a listed clause; no bound for others."""
    match clause:
        case Word() | Prefix() | Wildcard() | Fuzzy() | TermRange():
            return sum(each.end - each.start for each in leaf.lists(clause))
        case Phrase() | Near():
            return min(_cost(leaf, word) for word in clause.words)
        case All():
            return min((_cost(leaf, each) for each in clause.clauses), default=float("inf"))
        case Any() | Either():
            return sum(_cost(leaf, each) for each in clause.clauses)
        case Inside():
            return _cost(inside(leaf, clause.zone), clause.clause)
        case _:
            return float("inf")


def rule_of(clause: Phrase | Near) -> tuple[Arrangement, int]:
    """Return how words must stand, and how far after the first the last may; below 0, nowhere."""
    if isinstance(clause, Phrase):
        return Arrangement.ADJACENT, 0
    arrangement = Arrangement.IN_ORDER if clause.is_ordered else Arrangement.IN_ANY_ORDER
    return arrangement, reach_of(clause)


def _standing(leaf: Leaf, clause: Phrase | Near, documents: Documents) -> Documents:
    """Return those of the documents, which hold all words, in which they stand as wanted."""
    if isinstance(clause, Phrase) and len(clause.words) == 1:
        return documents
    arrangement, reach = rule_of(clause)
    if reach < 0:
        return documents[:0]
    words = tuple(leaf.lists(word) for word in clause.words)
    return _array(kernels.standing(documents, words, arrangement, reach))


def _combined(
    leaf: Leaf, clauses: Sequence[Clause], combine: Callable[[Array, Array], Array]
) -> Array:
    """Return the marks of all clauses combined; those of every document without any."""
    if not clauses:
        return leaf.mask() + np.uint8(1)
    return functools.reduce(combine, (marked(leaf, each) for each in clauses))


def _union(sets: Sequence[Documents]) -> Documents:
    if not sets:
        return np.empty(0, dtype=np.uint32)
    return sets[0] if len(sets) == 1 else np.unique(np.concatenate(sets))


def _array(found: bytes) -> Documents:
    return np.frombuffer(found, dtype="<u4")
