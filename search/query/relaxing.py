"""Loosen a query that finds nothing."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Sequence

from search.query.parsed import ParsedQuery, words_of
from search.query.runs import any_of, is_stop
from search.query.sentences import sentence
from search.query.tree import All, Clause, Phrase, Term
from search.query.units import units
from search.readings import Reading, ReadingNode

WARNING = (
    "Aucun article ne contient l’expression entre guillemets : ses mots sont cherchés un à un."
)


def relax(query: ParsedQuery) -> ParsedQuery | None:
    """Return `query` with the words of its phrases instead of the phrases.

    None where there is no phrase, or nothing beside it: who looks for a phrase alone wants to
    know that it is nowhere. None, too, where operators or signs say what is wanted.
    """
    if query.runs:
        return None
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
        reading=query.reading and _reading(query.reading, terms),
    )


def _terms(term: Term) -> tuple[Term, ...]:
    return tuple(units(term.words)) if isinstance(term, Phrase) else (term,)


def _any_beside(query: ParsedQuery, terms: Sequence[Term]) -> Clause:
    """Require any of the terms, and keep the filters and what was left out."""
    any_word = any_of(terms)
    clauses = query.clause.clauses if isinstance(query.clause, All) else ()
    others = [clause for clause in clauses if not isinstance(clause, Phrase)]
    return All((any_word, *others)) if others else any_word


def _reading(reading: Reading, terms: Sequence[Term]) -> Reading:
    """Return how the loosened query reads; what can be left out of it stays the same."""
    tree = reading.tree
    known = [term for term in terms if not is_stop(term)]
    words = dict.fromkeys(ReadingNode("word", _said(term)) for term in known)
    wished = ReadingNode("any", children=tuple(words)) if len(words) > 1 else next(iter(words))
    others = [
        each
        for each in (tree.children if tree and tree.kind == "all" else ())
        if each.kind in {"not", "field", "date"}
    ]
    whole = ReadingNode("all", children=(wished, *others)) if others else wished
    return dataclasses.replace(reading, tree=whole, sentence=sentence(whole))


def _said(term: Term) -> str:
    return " ".join(word.text for word in words_of(term))
