"""Score terms by BM25 through Whoosh's plug-in point for weighting models."""

from __future__ import annotations

from whoosh.matching import Matcher
from whoosh.scoring import BaseScorer, WeightingModel
from whoosh.searching import Searcher

from search.query import Field
from search.scoring import Scoring, inverse_document_frequency


class Bm25(WeightingModel):  # type: ignore[misc]
    """BM25 in which the length of a document is its number of content words in both fields."""

    def __init__(self, scoring: Scoring) -> None:
        self._scoring = scoring

    def scorer(self, searcher: Searcher, field: str, term: bytes, **_options: object) -> Bm25Scorer:
        """Return the scorer of one term; statistics are those of the whole index."""
        whole = searcher.get_parent()
        count = whole.doc_count_all()
        idf = inverse_document_frequency(count, whole.doc_frequency(field, term))
        mean_length = max(1.0, whole.field_length(Field.STEM.value) / max(1, count))
        return Bm25Scorer(searcher, self._scoring, idf, mean_length)


class Bm25Scorer(BaseScorer):  # type: ignore[misc]
    """Score the documents of one term."""

    def __init__(
        self, searcher: Searcher, scoring: Scoring, idf: float, mean_length: float
    ) -> None:
        self._searcher = searcher
        self._scoring = scoring
        self._idf = idf
        self._mean_length = mean_length

    def supports_block_quality(self) -> bool:
        """Tell that matchers may leave out blocks that hold nothing good enough."""
        return True

    def score(self, matcher: Matcher) -> float:
        """Return the score of the matcher's current document."""
        length = self._searcher.doc_field_length(matcher.id(), Field.STEM.value, 0) or 0
        return self._score(matcher.weight(), length)

    def max_quality(self) -> float:
        """Return a bound of all scores."""
        return self._idf * (self._scoring.k1 + 1)

    def block_quality(self, matcher: Matcher) -> float:
        """Return a bound of the scores in the matcher's current block."""
        return self._score(matcher.block_max_weight(), matcher.block_min_length())

    def _score(self, frequency: float, length: float) -> float:
        return self._idf * self._scoring.saturate(frequency, length, self._mean_length)
