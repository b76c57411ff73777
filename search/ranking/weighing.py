"""What the terms of a query are worth in a snippet."""

from __future__ import annotations

import math
from collections.abc import Mapping

from search.engines.base import IndexReader
from search.query import Either, Near, ParsedQuery, Pattern, Term, Word, words_of


def term_weights(query: ParsedQuery, reader: IndexReader) -> dict[Term, float]:
    """Return what each form is worth in the zone; stop words are worth nothing among others.

    Words near each other are worth their sum together, and something each where a passage has only
    some of them.
    """
    weights = _weights(query, reader)
    scored = {*query.scored_words, *query.patterns}
    found: dict[Term, float] = {}
    for term in query.terms:
        typed = term.typed if isinstance(term, Either) else term
        if isinstance(typed, Near):
            for word in typed.words:
                found.setdefault(word, weights[word] if word in scored else 0.0)
        if typed is not None:
            forms = (typed,) if isinstance(typed, Pattern) else words_of(typed)
            found[typed] = math.fsum(weights[form] for form in forms if form in scored)
    for way in query.added:
        known = [weights[word] for word in words_of(way.clause) if not word.is_stop]
        found.setdefault(way.clause, way.weight * sum(known))
    return {term: weight for term, weight in found.items() if weight}


def _weights(query: ParsedQuery, reader: IndexReader) -> Mapping[Word | Pattern, float]:
    """Return what every word and pattern is worth that something is made of."""
    added = (word for way in query.added for word in words_of(way.clause) if not word.is_stop)
    forms = [*dict.fromkeys((*query.scored_words, *query.patterns, *added))]
    return dict(zip(forms, reader.weights(forms, query.zone), strict=True))
