"""Count the documents of an answer, and those without a date."""

from __future__ import annotations

from search.answering.answers import Answer
from search.engines.base import Counts, IndexReader
from search.requests import Facet, Query, Sort

UNDATED = "{} articles sans date sont à la fin."
ONE_UNDATED = "Un article sans date est à la fin."


def count(answer: Answer, reader: IndexReader) -> Counts:
    """Count the documents, with and without reprints."""
    return reader.counts(answer.asked, {}, (), 0)


def undated_warning(answer: Answer, request: Query, reader: IndexReader) -> tuple[str, ...]:
    """Return what is said of documents without a date where dates decide the order."""
    if request.sort not in {Sort.NEWEST, Sort.OLDEST}:
        return ()
    counts = reader.counts(answer.query, answer.filters, (Facet.YEAR,), 0)
    undated = counts.missing.get(Facet.YEAR, 0)
    if not undated:
        return ()
    return (UNDATED.format(undated) if undated > 1 else ONE_UNDATED,)
