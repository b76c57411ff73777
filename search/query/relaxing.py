"""Loosen a query that finds nothing."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Sequence

from search.query.parsed import ParsedQuery
from search.query.parsing import any_of, is_stop
from search.query.tree import All, Clause, Not, Phrase, Term
from search.query.units import units

WARNING = (
    "Aucun article ne contient l’expression entre guillemets : ses mots sont cherchés un à un."
)


def relax(query: ParsedQuery) -> ParsedQuery | None:
    """Return `query` with the words of its phrases instead of the phrases.

    None where there is no phrase, or nothing beside it: who looks for a phrase alone wants to
    know that it is nowhere.
    """
    phrases = [term for term in query.terms if isinstance(term, Phrase)]
    words = [term for term in query.terms if not (isinstance(term, Phrase) or is_stop(term))]
    if not (phrases and words):
        return None
    terms = tuple(itertools.chain.from_iterable(map(_terms, query.terms)))
    return dataclasses.replace(
        query,
        clause=_any_beside(query, terms),
        terms=terms,
        warnings=(*query.warnings, WARNING),
    )


def _terms(term: Term) -> tuple[Term, ...]:
    return tuple(units(term.words)) if isinstance(term, Phrase) else (term,)


def _any_beside(query: ParsedQuery, terms: Sequence[Term]) -> Clause:
    """Require any of the terms, and leave out what was left out."""
    any_word = any_of(terms)
    clauses = query.clause.clauses if isinstance(query.clause, All) else ()
    excluded = [clause for clause in clauses if isinstance(clause, Not)]
    return All((any_word, *excluded)) if excluded else any_word
