"""Score terms by BM25 through Whoosh's plug-in point for weighting models."""

from __future__ import annotations

from whoosh.matching import Matcher
from whoosh.scoring import BaseScorer, WeightingModel
from whoosh.searching import Searcher

from search.engines.whoosh.schema import STEM
from search.scoring import Scoring, inverse_document_frequency


class Bm25(WeightingModel):  # type: ignore[misc]
    """BM25 in which the length of a document is its number of content words in both fields."""

    def __init__(self, scoring: Scoring, mean_length: float) -> None:
        self._scoring = scoring
        self._mean_length = mean_length

    def scorer(self, searcher: Searcher, field: str, term: bytes, **_options: object) -> Bm25Scorer:
        """Return the scorer of one term; statistics are those of the whole index."""
        whole = searcher.get_parent()
        idf = inverse_document_frequency(whole.doc_count_all(), whole.doc_frequency(field, term))
        return Bm25Scorer(searcher, self._scoring, idf, self._mean_length)


class Bm25Scorer(BaseScorer):  # type: ignore[misc]
    """Score the documents of one term."""

    def __init__(
        self, searcher: Searcher, scoring: Scoring, idf: float, mean_length: float
    ) -> None:
        self._searcher = searcher
        self._scoring = scoring
        self._idf = idf
        self._mean_length = mean_length

    def score(self, matcher: Matcher) -> float:
        """Return the score of the matcher's current document."""
        # None for a document of stop words only
        length = self._searcher.doc_field_length(matcher.id(), STEM, 0) or 0
        return self._idf * self._scoring.saturate(matcher.weight(), length, self._mean_length)
