"""Say of an answer what a page of it does, but for its hits."""

from __future__ import annotations

from search import answering
from search.answering.answers import LONGEST_SAID, Answer, Answerer
from search.answering.counting import count, undated_warning
from search.models import ResultPage
from search.query.correcting import is_told
from search.requests import Query

PARTIAL = "Une partie de l’index n’a pas répondu : il peut manquer des articles."


def page_without_hits(
    answer: Answer, request: Query, answerer: Answerer, size: int, *, with_facets: bool
) -> ResultPage:
    """Return the first page of an answer, of `size` hits of which none is made yet.

    With a partial one goes nothing that would have to be counted in all of the index.
    """
    total = distinct = answer.matches.total
    facets = counts = None
    if answer.matches.is_partial:
        facets = answering.no_facets() if with_facets else None
    elif with_facets:
        counts, facets = answering.count_facets(answer, request, answerer.reader)
    elif total and answerer.has_groups:
        counts = count(answer, answerer.reader)
    if counts:
        distinct = counts.distinct
    is_partial = answer.matches.is_partial or bool(counts and counts.is_partial)
    undated = undated_warning(answer, request, answerer.reader) if total and not is_partial else ()
    return ResultPage(
        query=request.text,
        page=1,
        size=size,
        total=total,
        distinct=distinct,
        is_grouped=request.is_grouped,
        took_ms=0.0,
        warnings=(*answer.query.warnings, *undated, *(PARTIAL,) * is_partial),
        hits=(),
        suggestion=_suggestion(answer, request, answerer),
        reading=answer.query.reading,
        facets=facets,
        advice=None if total else answering.advise(answer, request, answerer),
    )


def _suggestion(answer: Answer, request: Query, answerer: Answerer) -> str | None:
    """Return what may be meant, where it is short and was not said in a warning."""
    if len(request.text) > LONGEST_SAID or answer.matches.is_partial:
        return None
    suggestion = answerer.expander.suggestion(answerer.parse(request.text))
    if suggestion is None or is_told(suggestion, request.text, answer.query):
        return None
    return suggestion
