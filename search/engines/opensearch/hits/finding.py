"""Find the best documents of a query: one search, in the order asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from search.engines.base import Candidate, Matches, ScoredTerm
from search.engines.opensearch.counts.statistics import Statistics
from search.engines.opensearch.hits.fetching import Fetcher, told
from search.engines.opensearch.hits.standing import Texts, frequencies, norms, placings
from search.engines.opensearch.queries.matching import filter_of
from search.engines.opensearch.queries.scored import Measure, scored
from search.engines.opensearch.stored.view import AT_ONCE, View, is_partial
from search.engines.opensearch.terms.dictionary import Dictionary
from search.engines.weights import Weights, terms_of, weighed, weights_of
from search.query import Clause, ParsedQuery, Phrase
from search.requests import Sort
from search.scoring import Scoring

WHOLE = 100
"""Hits up to which documents come with them: those that are ranked again and shown."""

ORDERS: Mapping[Sort, list[dict[str, Any]]] = {
    Sort.RELEVANCE: [{"_score": "desc"}],
    Sort.NEWEST: [{"published": {"order": "desc", "missing": "_last"}}],
    Sort.OLDEST: [{"published": {"order": "asc", "missing": "_last"}}],
    Sort.TITLE: [{"heading": {"order": "asc", "missing": "_last"}}],
}


class Finder:
    """Answer queries of one zone by one way of scoring."""

    def __init__(
        self,
        view: View,
        fetcher: Fetcher,
        dictionary: Dictionary,
        statistics: Statistics,
        scoring: Scoring,
    ) -> None:
        self._view = view
        self._fetcher = fetcher
        self._dictionary = dictionary
        self._statistics = statistics
        self._scoring = scoring

    @property
    def measure(self) -> Measure:
        """How frequencies and lengths count."""
        return Measure(self._scoring, self._statistics.zone, self._statistics.mean_length)

    def find(self, query: ParsedQuery, clause: Clause, limit: int, sort: Sort) -> Matches:
        """Return the first `limit` matches, ties by id, and how many there are in all."""
        body = {
            "query": self._query(query, clause),
            "sort": [*ORDERS[sort], {"id": "asc"}],
            "track_scores": True,
            "track_total_hits": True,
            **told(whole=limit <= WHOLE),
        }
        total, found, parts = 0, [], False
        for answer in self._answers(body, limit):
            total = total or answer["hits"]["total"]["value"]
            found += self._candidates(answer)
            parts = parts or is_partial(answer)
            if len(found) >= limit:
                break
        return Matches(total, tuple(found[:limit]), is_partial=parts)

    def shares(self, query: ParsedQuery, texts: Texts) -> Mapping[ScoredTerm, float]:
        """Return what each term counts in a document that was read."""
        weights = self._weights(query)
        scored_terms: list[tuple[ScoredTerm, float]] = [
            *weights.terms.items(),
            *weights.forms.items(),
        ]
        frequency = np.array([self._frequency(texts, term) for term, _ in scored_terms])
        counted = self.measure.saturated(frequency, norms(texts)).tolist()
        return {
            term: weight * each for (term, weight), each in zip(scored_terms, counted, strict=True)
        }

    def _query(self, query: ParsedQuery, clause: Clause) -> dict[str, Any]:
        weights = self._weights(query)
        patterns = [form for form in weights.forms if not isinstance(form, Phrase)]
        terms = dict(zip(patterns, self._dictionary.all_terms(patterns), strict=True))
        return {
            "bool": {
                "filter": [filter_of(clause, query.zone)],
                "should": scored(weights, terms, self.measure),
                "minimum_should_match": 0,
            }
        }

    def _weights(self, query: ParsedQuery) -> Weights:
        terms, forms = weighed(query)
        terms |= {term for word in query.meant_words for term in terms_of(word)[:1]}  # asked later
        self._statistics.count([*terms, *forms])  # at once, for each would be a request
        return weights_of(query, self._scoring, self._statistics)

    def _answers(self, body: dict[str, Any], limit: int) -> Iterator[dict[str, Any]]:
        if limit > AT_ONCE:
            yield from self._view.pages(body, allows_partial=True)
        else:
            yield self._view.search({**body, "size": limit}, allows_partial=True)

    def _candidates(self, answer: dict[str, Any]) -> list[Candidate]:
        hits = answer["hits"]["hits"]
        told = zip(self._fetcher.take(hits), hits, strict=True)
        return [Candidate(facts.key, facts.id, hit["_score"] or 0.0) for facts, hit in told]

    def _frequency(self, texts: Texts, term: ScoredTerm) -> float:
        """Return how often a term stands in a document; a phrase once, if it does."""
        zone = self._statistics.zone
        if not isinstance(term, Phrase):
            return float(frequencies(texts, term, zone)[0])
        counts, positions = placings(texts, term.words, zone)
        starts, first = [], 0
        for offset, count in enumerate(counts[0].tolist()):
            starts.append({int(each) - offset for each in positions[first : first + count]})
            first += count
        return float(bool(set.intersection(*starts)))
