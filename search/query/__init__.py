"""Parse what a person typed."""

from search.query.parsing import parse
from search.query.relaxing import relax
from search.query.tree import All, Any, Clause, Not, Phrase, Query, Term, Word, words_of

__all__ = [
    "All",
    "Any",
    "Clause",
    "Not",
    "Phrase",
    "Query",
    "Term",
    "Word",
    "parse",
    "relax",
    "words_of",
]
