"""Loosen a query that finds nothing."""

from __future__ import annotations

import dataclasses

from search.query.tree import All, Any, Clause, Either, Not, Phrase, Query, Word, words_of

WARNING = (
    "Aucun article ne contient l’expression entre guillemets : ses mots sont cherchés un à un."
)


def relax(query: Query) -> Query | None:
    """Return `query` with the words of its phrases instead of the phrases.

    None where there is no phrase, or nothing beside it: who looks for a phrase alone wants to
    know that it is nowhere.
    """
    typed = [term.typed if isinstance(term, Either) else term for term in query.terms]
    phrases = [term for term in typed if isinstance(term, Phrase)]
    words = [term for term in typed if isinstance(term, Word) and not term.is_stop]
    if not (phrases and words):
        return None
    return dataclasses.replace(
        query,
        clause=_with_words(query),
        terms=tuple(word for term in query.terms for word in words_of(term)),
        warnings=(*query.warnings, WARNING),
    )


def _with_words(query: Query) -> Clause:
    """Require any of the words, and leave out what was left out."""
    any_word = Any(tuple(dict.fromkeys(query.scored_words)))
    clauses = query.clause.clauses if isinstance(query.clause, All) else ()
    excluded = [clause for clause in clauses if isinstance(clause, Not)]
    return All((any_word, *excluded)) if excluded else any_word
