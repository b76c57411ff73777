"""Say what may help where a request finds nothing."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from search.advice import Advice, Instead
from search.answering.answers import LONGEST_SAID, Answer, Answerer
from search.query import (
    Either,
    Fuzzy,
    Near,
    ParsedQuery,
    Prefix,
    Term,
    TermRange,
    Wildcard,
    forms_of,
    words_of,
    written,
)
from search.requests import Query, Scope

MOST_TRIED = 8
"""Pieces of a query that are tried without: each costs a search."""


def advise(answer: Answer, request: Query, answerer: Answerer) -> Advice:
    """Return what is nowhere, what would be found by asking less, and what was removed.

    Nothing of a partial answer: what was asked for may be in the part that is missing.
    """
    if answer.matches.is_partial:
        return Advice()
    return Advice(
        nowhere=tuple(_nowhere(answer.query, answerer)),
        instead=tuple(_instead(answer.query, request, answerer)),
        removed=answerer.total(dataclasses.replace(request, scope=Scope.REMOVED))
        if request.scope is Scope.ARTICLE
        else 0,
        unfiltered=answerer.total(_unfiltered(request)) if request.is_narrowed else 0,
    )


def _nowhere(query: ParsedQuery, answerer: Answerer) -> Iterator[str]:
    """Yield what was typed of which no document has any form."""
    for term in dict.fromkeys(query.terms):
        forms = (dataclasses.replace(query, clause=form, terms=(form,)) for form in forms_of(term))
        if not any(answerer.reader.search(form, answerer.scoring, 1).total for form in forms):
            yield _text(term)


def _text(term: Term) -> str:
    """Return what was typed, or else what is looked for."""
    if isinstance(term, Prefix | Wildcard | Fuzzy | TermRange):
        return written(term)
    typed = term.typed if isinstance(term, Either) else term
    words = words_of(typed) or words_of(forms_of(term)[0])
    space = f" PRES/{typed.distance} " if isinstance(typed, Near) else " "
    return space.join(word.text for word in words)


def _instead(query: ParsedQuery, request: Query, answerer: Answerer) -> Iterator[Instead]:
    """Yield the query without each of its pieces, where that finds something, the most first."""
    parts = query.reading.parts if query.reading and len(query.text) <= LONGEST_SAID else ()
    found = []
    for part in parts[:MOST_TRIED]:
        if part.without.strip():
            total = answerer.total(dataclasses.replace(request, text=part.without))
            found.append(Instead(part.without, part.text, total))
    yield from sorted((each for each in found if each.total), key=lambda each: -each.total)


def _unfiltered(request: Query) -> Query:
    return dataclasses.replace(request, choices=(), first=None, last=None, within=())
