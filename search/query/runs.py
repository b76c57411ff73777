"""Ask for words that stand side by side: for any of them, or for all."""

from __future__ import annotations

from collections.abc import Sequence

from search.query.tree import All, Any, Clause, Either, Term, Word


def any_of(terms: Sequence[Clause]) -> Clause:
    """Match any of the terms; where all are stop words, all of them, or all would match."""
    content = dict.fromkeys(term for term in terms if not is_stop(term))
    if content:
        return Any(tuple(content))
    return All(tuple(dict.fromkeys(terms)))


def all_of(terms: Sequence[Term]) -> Clause | None:
    """Match all of the terms but stop words, of a date the whole of it; None without terms."""
    return every_of([typed(term) for term in terms])


def every_of(clauses: Sequence[Clause]) -> Clause | None:
    """Match every clause but stop words, if there are others; None without clauses."""
    content = [clause for clause in clauses if not is_stop(clause)] or clauses
    distinct = tuple(dict.fromkeys(content))
    if not distinct[1:]:
        return distinct[0] if distinct else None
    return All(distinct)


def typed(term: Term) -> Term:
    """Return what was typed of a term, without what says less."""
    form = term.typed if isinstance(term, Either) else None
    return term if form is None else form


def is_stop(term: Clause) -> bool:
    """Tell whether a term is a stop word."""
    return isinstance(term, Word) and term.is_stop
