"""Translate query trees into Whoosh's queries."""

from __future__ import annotations

from typing import Any as Untyped

from whoosh import matching
from whoosh import query as wq

from search.engines.whoosh.occurrences import phrase_documents, word_documents
from search.engines.whoosh.schema import EXACT, STEM
from search.query import All, Any, Clause, Not, Phrase, Query, Word
from search.scoring import Scoring


def to_whoosh(query: Query, scoring: Scoring) -> wq.Query:
    """Return the query that matches by the clause and scores by the words."""
    if query.clause is None:
        return wq.NullQuery
    scored = _scored(query, scoring)
    if isinstance(query.clause, Any) and set(query.clause.clauses) == set(query.scored_words):
        return scored
    matched = ClauseQuery(query.clause)
    return wq.AndMaybe(matched, scored) if query.words else matched


def _scored(query: Query, scoring: Scoring) -> wq.Query:
    words = query.scored_words
    exact = [wq.Term(EXACT, word.exact, boost=scoring.exact_weight) for word in words]
    return wq.Or(exact + [wq.Term(STEM, word.stem) for word in words if not word.is_stop])


class ClauseQuery(wq.Query):  # type: ignore[misc]
    """Match the documents of a clause, without a score.

    They are looked up beforehand: Whoosh's AndNot lets the first document of what is required
    through, excluded or not, and its And and Or take their negations apart each in its own way.
    """

    def __init__(self, clause: Clause) -> None:
        self._clause = clause

    def __hash__(self) -> int:
        return hash(self._clause)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ClauseQuery) and other._clause == self._clause

    def estimate_size(self, reader: Untyped) -> int:
        """Return an upper bound of the number of documents."""
        return int(reader.doc_count())

    def matcher(self, searcher: Untyped, _context: Untyped = None) -> matching.Matcher:
        """Return a matcher of the documents of one segment."""
        documents = sorted(_documents(searcher.reader(), self._clause))
        return matching.ListMatcher(documents, weights=[0.0] * len(documents))


def _documents(reader: Untyped, clause: Clause) -> set[int]:
    """Return the numbers of the documents of one segment that match."""
    match clause:
        case Word():
            return word_documents(reader, clause)
        case Phrase():
            return set(phrase_documents(reader, clause))
        case Any():
            return set().union(*(_documents(reader, each) for each in clause.clauses))
        case Not():
            return set(reader.all_doc_ids()) - _documents(reader, clause.clause)
        case All():
            return _common(reader, clause)


def _common(reader: Untyped, clause: All) -> set[int]:
    """Return what all clauses match; begin with what is required, if anything is."""
    required = [_documents(reader, each) for each in clause.clauses if not isinstance(each, Not)]
    common = set.intersection(*required) if required else set(reader.all_doc_ids())
    for each in clause.clauses:
        if isinstance(each, Not):
            common -= _documents(reader, each.clause)
    return common
