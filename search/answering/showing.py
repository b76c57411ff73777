"""Make hits of candidates: the heading and the passages that show why each was found."""

from __future__ import annotations

from collections.abc import Sequence

from search.answering.answers import Answer, Answerer
from search.engines.base import Candidate
from search.highlighting import Highlighter
from search.models import CleanedDocument, Hit, Passage
from search.ranking import term_weights
from search.requests import Query
from search.snippets import snippet


class Shower:
    """Show the documents of an answer."""

    def __init__(self, answerer: Answerer, answer: Answer, request: Query) -> None:
        self._reader = answerer.reader
        self._query = answer.query
        self._asked = answer.asked
        self._is_grouped = request.is_grouped and answerer.has_groups
        self._highlighter = Highlighter(answer.query.terms, answerer.analyzer)
        self._weights = term_weights(answer.query, answerer.reader)

    def hits(self, candidates: Sequence[Candidate], first_rank: int) -> tuple[Hit, ...]:
        """Return the hits of candidates that follow each other from a rank on."""
        keys = [candidate.key for candidate in candidates]
        documents = self._reader.documents(keys)
        reprints = self._reprints(keys)
        ranked = enumerate(zip(candidates, documents, reprints, strict=True), first_rank)
        return tuple(
            Hit(
                rank=rank,
                score=candidate.score,
                document=document,
                heading=_heading(document, self._highlighter),
                snippet=snippet(document, self._highlighter, self._weights, self._query.zone),
                reprints=others,
            )
            for rank, (candidate, document, others) in ranked
        )

    def _reprints(self, keys: Sequence[int]) -> Sequence[int]:
        """Return how many others of each document's group match and are not shown for it."""
        if not self._is_grouped:
            return [0] * len(keys)
        return self._reader.reprints(self._asked, keys)


def _heading(document: CleanedDocument, highlighter: Highlighter) -> Passage:
    text = document.heading
    return Passage(text, highlighter.spans(text))
