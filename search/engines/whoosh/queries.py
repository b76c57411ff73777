"""Translate query trees into Whoosh's queries."""

from __future__ import annotations

from typing import Any as Untyped

from whoosh import matching
from whoosh import query as wq
from whoosh.query.wrappers import WrappingQuery

from search.engines.whoosh.occurrences import phrase_documents
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
    matched = UnscoredQuery(_matched(query.clause))
    return wq.AndMaybe(matched, scored) if query.words else matched


def _scored(query: Query, scoring: Scoring) -> wq.Query:
    terms = [_exact(word, scoring.exact_weight) for word in query.scored_words]
    terms += [wq.Term(STEM, word.stem) for word in query.scored_words if not word.is_stop]
    return wq.Or(terms)


def _matched(clause: Clause) -> wq.Query:
    match clause:
        case Word():
            return _word(clause)
        case Phrase():
            return PhraseQuery(clause) if len(clause.words) > 1 else _word(clause.words[0])
        case Any():
            return wq.Or([_matched(each) for each in clause.clauses])
        case Not():
            return wq.Not(_matched(clause.clause))
        case All():
            return _all(clause)


def _all(clause: All) -> wq.Query:
    """Whoosh's And matches nothing when all its clauses are negations; begin with everything."""
    required = [_matched(each) for each in clause.clauses if not isinstance(each, Not)]
    excluded = [_matched(each.clause) for each in clause.clauses if isinstance(each, Not)]
    matched = wq.And(required) if required else wq.Every()
    return wq.AndNot(matched, wq.Or(excluded)) if excluded else matched


def _word(word: Word) -> wq.Query:
    return _exact(word) if word.is_stop else wq.Or([wq.Term(STEM, word.stem), _exact(word)])


def _exact(word: Word, boost: float = 1.0) -> wq.Query:
    return wq.Term(EXACT, word.exact, boost=boost)


class PhraseQuery(wq.Query):  # type: ignore[misc]
    """Match the documents of a phrase, each of whose words may stand in any of its forms."""

    def __init__(self, phrase: Phrase) -> None:
        self._phrase = phrase

    def __hash__(self) -> int:
        return hash(self._phrase)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PhraseQuery) and other._phrase == self._phrase

    def estimate_size(self, reader: Untyped) -> int:
        """Return an upper bound of the number of documents."""
        return int(reader.doc_count())

    def matcher(self, searcher: Untyped, _context: Untyped = None) -> matching.Matcher:
        """Return a matcher of the documents of one segment."""
        documents = phrase_documents(searcher.reader(), self._phrase)
        return matching.ListMatcher(documents)


class UnscoredQuery(WrappingQuery):  # type: ignore[misc]
    """Match what another query matches, with a score of 0."""

    def matcher(self, searcher: Untyped, context: Untyped = None) -> matching.Matcher:
        """Return a matcher of the documents of one segment."""
        documents = list(self.child.matcher(searcher, context).all_ids())
        return matching.ListMatcher(documents, weights=[0.0] * len(documents))
