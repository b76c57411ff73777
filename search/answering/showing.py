"""Make hits of candidates: the heading and the passages that show why each was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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
        reprints = self._reprints(keys) if self._is_grouped else {}
        documents = self._reader.documents(keys)
        ranked = enumerate(zip(candidates, documents, strict=True), first_rank)
        return tuple(
            Hit(
                rank=rank,
                score=candidate.score,
                document=document,
                heading=_heading(document, self._highlighter),
                snippet=snippet(document, self._highlighter, self._weights, self._query.zone),
                reprints=reprints.get(document.group or "", 0),
            )
            for rank, (candidate, document) in ranked
        )

    def _reprints(self, keys: Sequence[int]) -> Mapping[str, int]:
        """Return how many others of each group match."""
        groups = sorted({group for group in self._reader.groups(keys) if group is not None})
        if not groups:
            return {}
        found = self._reader.reprints(self._asked, groups)
        return {group: max(0, count - 1) for group, count in found.items()}


def _heading(document: CleanedDocument, highlighter: Highlighter) -> Passage:
    text = document.heading
    return Passage(text, highlighter.spans(text))
