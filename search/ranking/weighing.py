"""What the terms of a query are worth in a snippet."""

from __future__ import annotations

import math

from search.engines.base import IndexReader
from search.query import Either, Near, ParsedQuery, Pattern, Term, words_of


def term_weights(query: ParsedQuery, reader: IndexReader) -> dict[Term, float]:
    """Return what each form is worth in the zone; stop words are worth nothing among others.

    Words near each other are worth their sum together, and something each where a passage has only
    some of them.
    """
    zone = query.zone
    weights = {word: reader.weight(word, zone) for word in set(query.scored_words)}
    found: dict[Term, float] = {}
    for term in query.terms:
        typed = term.typed if isinstance(term, Either) else term
        if isinstance(typed, Near):
            for word in typed.words:
                found.setdefault(word, weights.get(word, 0.0))
        if typed is not None:
            found[typed] = (
                reader.weight(typed, zone)
                if isinstance(typed, Pattern)
                else math.fsum(weights.get(word, 0.0) for word in words_of(typed))
            )
    for way in query.added:
        known = [reader.weight(word, zone) for word in words_of(way.clause) if not word.is_stop]
        found.setdefault(way.clause, way.weight * sum(known))
    return {term: weight for term, weight in found.items() if weight}
