"""Find the best documents of a query in one segment."""

from __future__ import annotations

import itertools
from typing import NamedTuple

import numpy as np

from search.engines.base import ScoredTerm
from search.engines.whoosh import kernels
from search.engines.whoosh.codec.files import Array
from search.engines.whoosh.kernels import Arrangement, TermList
from search.engines.whoosh.leaves import Leaf
from search.engines.whoosh.matching import Documents, is_listed, listed, marked, without
from search.engines.whoosh.zoning import inside
from search.query import All, Clause, Field, Pattern, Phrase, Word, Zone

FIRST_LOOK = 4096
"""Documents among which the first few marked ones are looked for at first."""

MARKED_BITS = 6
"""A document is looked up in the time in which this power of two of them are marked."""


class Question(NamedTuple):
    """A query as a segment is asked it.

    `weights` are what the terms count and after them the `forms`, which count as one term each;
    `table` is what their postings do (see `impacts`). `is_union` says that just the documents match
    that hold any of the terms and match the `rest`; `words`, if there are any, that just those do
    in which all of them stand by the `rule`. All of it is asked of a `zone` of the documents.
    """

    clause: Clause
    words: tuple[Word | Pattern, ...]
    rule: tuple[Arrangement, int]
    terms: tuple[tuple[Field, str], ...]
    forms: tuple[Phrase | Pattern, ...]
    weights: tuple[float, ...]
    is_union: bool
    rest: tuple[Clause, ...]
    table: memoryview
    limit: int
    zone: Zone


class Found(NamedTuple):
    """How many documents match, and the best of them as (score, number), best first."""

    total: int
    best: list[tuple[float, int]]


def evaluate(leaf: Leaf, question: Question, marks: Array | None = None) -> Found:
    """Return what a segment answers; raises DamagedFileError.

    Where there are `marks`, one for each document and none set, those of all that match are set.
    """
    leaf = inside(leaf, question.zone)
    try:
        if question.words:
            return _best_of_all(leaf, question, marks)
        if question.is_union and (not question.rest or _are_many(leaf, question)):
            return _best_of_any(leaf, question, marks)
        if is_listed(question.clause):
            return _best_listed(leaf, question, listed(leaf, question.clause), marks)
        return _best_marked(leaf, question, marked(leaf, question.clause), marks)
    except (ValueError, IndexError, OverflowError) as error:
        raise leaf.damaged(error) from error


def shares(leaf: Leaf, question: Question, document: Documents) -> dict[ScoredTerm, float]:
    """Return what each term counts in one document, given as an array; raises DamagedFileError."""
    found: dict[ScoredTerm, float] = {}
    scored: list[ScoredTerm] = [*question.terms, *question.forms]
    leaf = inside(leaf, question.zone)
    try:
        for term, weight in zip(scored, question.weights, strict=True):
            postings = leaf.find(*term) if isinstance(term, tuple) else leaf.find_form(term)
            lists = () if postings is None else (postings,)
            weights = (weight,) * len(lists)
            [(share, _)] = kernels.best_among(
                document, lists, weights, leaf.lengths, question.table, 1
            )
            found[term] = share
    except (ValueError, IndexError, OverflowError) as error:
        raise leaf.damaged(error) from error
    return found


def matching(leaf: Leaf, clause: Clause) -> Documents:
    """Return the live documents that match; raises DamagedFileError."""
    try:
        if is_listed(clause):
            found = listed(leaf, clause)
            return without(found, leaf.deleted) if len(leaf.deleted) else found
        mask = marked(leaf, clause)
        mask[leaf.deleted] = 0
        return np.flatnonzero(mask).astype(np.uint32)
    except (ValueError, IndexError, OverflowError) as error:
        raise leaf.damaged(error) from error


def scores(leaf: Leaf, question: Question, documents: Documents) -> dict[int, float]:
    """Return the score of each of some documents, which ascend; raises DamagedFileError."""
    try:
        lists, weights = _scored(leaf, question)
        best = kernels.best_among(
            documents, lists, weights, leaf.lengths, question.table, len(documents)
        )
    except (ValueError, IndexError, OverflowError) as error:
        raise leaf.damaged(error) from error
    return {number: score for score, number in best}


def _are_many(leaf: Leaf, question: Question) -> bool:
    """Tell whether a mark for every document costs less than a look at those that are found."""
    lists, _ = _scored(leaf, question)
    return sum(each.end - each.start for each in lists) > leaf.document_count >> MARKED_BITS


def _best_of_any(leaf: Leaf, question: Question, marks: Array | None) -> Found:
    """Match and score in one pass over the postings."""
    lists, weights = _scored(leaf, question)
    if not lists:
        return Found(0, [])
    total, best = kernels.best_of_any(
        lists,
        weights,
        leaf.lengths,
        question.table,
        leaf.deleted,
        marked(leaf, All(question.rest)) if question.rest else b"",
        marks,
        question.limit,
    )
    return Found(total, best)


def _best_of_all(leaf: Leaf, question: Question, marks: Array | None) -> Found:
    """Match and score the rarest word's documents, one after the other."""
    words = tuple(map(leaf.lists, question.words))
    if () in words:
        return Found(0, [])
    lists, weights = _scored(leaf, question)
    total, best = kernels.best_of_all(
        words,
        *question.rule,
        lists,
        weights,
        leaf.lengths,
        question.table,
        leaf.deleted,
        marks,
        question.limit,
    )
    return Found(total, best)


def _best_listed(leaf: Leaf, question: Question, documents: Array, marks: Array | None) -> Found:
    if len(leaf.deleted):
        documents = without(documents, leaf.deleted)
    if not len(documents):
        return Found(0, [])
    if marks is not None:
        marks[documents] = True
    lists, weights = _scored(leaf, question)
    best = kernels.best_among(
        documents, lists, weights, leaf.lengths, question.table, question.limit
    )
    return Found(len(documents), best)


def _best_marked(leaf: Leaf, question: Question, mask: Array, marks: Array | None) -> Found:
    mask[leaf.deleted] = 0
    lists, _ = _scored(leaf, question)
    if lists:
        return _best_listed(leaf, question, np.flatnonzero(mask).astype(np.uint32), marks)
    if marks is not None:
        marks[:] = mask
    best = [(0.0, number) for number in _first(mask, question.limit)]
    return Found(int(np.count_nonzero(mask)), best)


def _first(mask: Array, limit: int) -> list[int]:
    """Return the first documents that are marked, without looking at all."""
    look = FIRST_LOOK
    while True:
        found = np.flatnonzero(mask[:look])
        if len(found) >= limit or look >= len(mask):
            numbers: list[int] = found[:limit].tolist()
            return numbers
        look *= 8


def _scored(leaf: Leaf, question: Question) -> tuple[tuple[TermList, ...], tuple[float, ...]]:
    """Return the lists of the terms that are scored, and their weights."""
    found = tuple(itertools.starmap(leaf.find, question.terms))
    if question.forms:
        found += tuple(map(leaf.find_form, question.forms))
    if None not in found:
        return found, question.weights  # type: ignore[return-value]
    pairs = [pair for pair in zip(found, question.weights, strict=True) if pair[0] is not None]
    return tuple(pair[0] for pair in pairs), tuple(pair[1] for pair in pairs)  # type: ignore[misc]
