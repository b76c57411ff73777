"""Put a query as segments are asked it: what counts, and how much in the whole index."""

from __future__ import annotations

import dataclasses
import functools
import itertools
from collections.abc import Sequence

from search.engines.weights import terms_of, weights_of
from search.engines.whoosh.codec.remembering import remembered
from search.engines.whoosh.evaluation import Question
from search.engines.whoosh.impacts import impact_table
from search.engines.whoosh.kernels import Arrangement
from search.engines.whoosh.leaves import CACHED_TERMS, Leaf
from search.engines.whoosh.matching import is_listed, rule_of
from search.engines.whoosh.pattern_scores import PatternScorer
from search.engines.whoosh.zoning import EVERYTHING, MEASURED, inside
from search.query import (
    All,
    Any,
    Clause,
    Either,
    Field,
    Fuzzy,
    Near,
    ParsedQuery,
    Pattern,
    Phrase,
    Word,
    Zone,
)
from search.scoring import Scoring, inverse_document_frequency

CACHED_TABLES = 4
"""Tables of impacts that are remembered: one for each way of scoring that is in use."""

ANYWHERE = (Arrangement.ANYWHERE, 0)
"""The rule that words may stand wherever they do."""


class Questions:
    """Know what terms are worth over some segments, all in one zone of their documents.

    Deleted documents count until they are gone.
    """

    def __init__(self, leaves: Sequence[Leaf], zone: Zone = Zone.KEPT) -> None:
        self._leaves = [inside(leaf, zone) for leaf in leaves]
        self._zone = zone
        self.document_count = sum(leaf.document_count for leaf in leaves)
        self.idf = remembered(self._idf, CACHED_TERMS)
        self._table = remembered(self._impact_table, CACHED_TABLES)

    @functools.cached_property
    def mean_length(self) -> float:
        """The mean number of content words of a document, at least 1."""
        total = sum(leaf.segment.record.length for leaf in self._leaves)
        return max(1.0, total / max(1, self.document_count))

    def ask(self, query: ParsedQuery, clause: Clause, scoring: Scoring, limit: int) -> Question:
        """Return the question of a query whose clause is given once more, for it is there."""
        scored, patterns, added = query.scored_words, query.patterns, query.either
        weights, forms = weights_of(query, scoring, self)
        words, rule = _words_and_rule(clause, self._zone)
        wanted = (*scored, *patterns, *(way.clause for each in added for way in each.added))
        is_union, rest = (False, ()) if words else _union_and_rest(clause, wanted, scoring)
        return Question(
            clause=clause,
            words=words,
            rule=rule,
            terms=tuple(weights),
            forms=tuple(forms),
            weights=(*weights.values(), *forms.values()),
            is_union=is_union,
            rest=rest,
            table=self._table(scoring),
            limit=limit,
            zone=self._zone,
        )

    def pattern_scorer(self, patterns: Sequence[Pattern], scoring: Scoring) -> PatternScorer:
        """Return what scores patterns in documents of any of the segments."""
        return PatternScorer(self._leaves, patterns, scoring, self._table(scoring))

    def weight(self, form: Word | Pattern) -> float:
        """Return what a pattern is worth, or a word's stem, or its exact form where that counts."""
        if not isinstance(form, Word):
            return self.form_idf(form)
        if form.is_stop or not form.stem:
            return self.idf(Field.EXACT, form.exact)
        return self.idf(Field.STEM, form.stem)

    def holding(self, form: Word | Phrase | Pattern) -> int:
        """Return how many documents hold a form, a word by whichever term more of them do."""
        if not isinstance(form, Word):
            return self.form_frequency(form)
        return max(itertools.starmap(self.frequency, terms_of(form)), default=0)

    def form_frequency(self, form: Phrase | Pattern) -> int:
        """Return how many documents hold a phrase, or any term of a pattern."""
        found = (leaf.find_form(form) for leaf in self._leaves)
        return sum(each.end for each in found if each is not None)

    def form_idf(self, form: Phrase | Pattern) -> float:
        """Return what a phrase, or all terms of a pattern as one, are worth."""
        return inverse_document_frequency(self.document_count, self.form_frequency(form))

    def frequency(self, field: Field, term: str) -> int:
        """Return how many documents hold a term."""
        found = (leaf.find(field, term) for leaf in self._leaves)
        return sum(each.end - each.start for each in found if each is not None)

    def terms_near(self, pattern: Fuzzy) -> dict[str, int]:
        """Return the terms near a term, and how many documents hold each."""
        found: dict[str, int] = {}
        for leaf in self._leaves:
            for term, count in leaf.near(pattern).items():
                found[term] = found.get(term, 0) + count
        return found

    def _idf(self, field: Field, term: str) -> float:
        return inverse_document_frequency(self.document_count, self.frequency(field, term))

    def _impact_table(self, scoring: Scoring) -> memoryview:
        if self._zone not in MEASURED:
            scoring = dataclasses.replace(scoring, b=0.0)
        return impact_table(scoring, self.mean_length).data


def _words_and_rule(
    clause: Clause, zone: Zone
) -> tuple[tuple[Word | Pattern, ...], tuple[Arrangement, int]]:
    """Return the words that must all be there, and how; none where more or less is wanted."""
    if isinstance(clause, All):
        each = clause.clauses
        if len(each) > 1 and all(isinstance(one, Word | Pattern) for one in each):
            return each, ANYWHERE  # type: ignore[return-value]
    elif isinstance(clause, Phrase | Near) and zone is not EVERYTHING:
        arrangement, reach = rule_of(clause)
        if reach >= 0:
            return clause.words, (arrangement, reach)
    return (), ANYWHERE


def _union_and_rest(
    clause: Clause, wanted: Sequence[Clause], scoring: Scoring
) -> tuple[bool, tuple[Clause, ...]]:
    """Tell whether what has a score matches, or which of it: what passes filters and the like."""
    if not isinstance(clause, All):
        return _is_union(clause, wanted, scoring), ()
    unions = [each for each in clause.clauses if _is_union(each, wanted, scoring)]
    rest = tuple(each for each in clause.clauses if each not in unions)
    return bool(unions) and not any(map(is_listed, rest)), rest


def _is_union(clause: Clause, wanted: Sequence[Clause], scoring: Scoring) -> bool:
    """Tell whether just what has a score matches: any of what is wanted, in all its forms."""
    if not isinstance(clause, Any | Word | Either | Pattern):
        return False
    forms = clause.clauses if isinstance(clause, Any) else (clause,)
    if Either in map(type, forms):
        forms = tuple(itertools.chain.from_iterable(map(_forms_of, forms)))
    is_same = forms == wanted or set(forms) == set(wanted)
    words = [each for each in wanted if type(each) is Word]
    is_all_scored = scoring.exact_weight > 0 or not any(word.exact for word in words)
    is_light_scored = scoring.light_weight > 0 or not any(word.is_light for word in words)
    return is_same and is_all_scored and is_light_scored and bool(wanted)


def _forms_of(clause: Clause) -> tuple[Clause, ...]:
    return clause.clauses if isinstance(clause, Either) else (clause,)
