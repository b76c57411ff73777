"""What a query asks for: a tree of words, phrases and their combinations."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True, slots=True)
class Word:
    """A word, found in its own form or in another form of the same stem.

    `text` is the word as typed, `stem` and `exact` its terms in the two fields. A stop word is
    found in its own form only.
    """

    text: str
    stem: str
    exact: str
    is_stop: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand next to each other, in this order; at least one of them."""

    words: tuple[Word, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Any:
    """What matches at least one of the clauses."""

    clauses: tuple[Clause, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class All:
    """What matches every one of the clauses; without clauses, every document."""

    clauses: tuple[Clause, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Not:
    """What does not match the clause."""

    clause: Clause


Clause = Word | Phrase | Any | All | Not
Term = Word | Phrase


def words_of(term: Term) -> tuple[Word, ...]:
    """Return the words of a word or phrase."""
    return term.words if isinstance(term, Phrase) else (term,)


@dataclasses.dataclass(frozen=True, slots=True)
class Query:
    """A query as it was understood.

    `clause` decides which documents match; None matches nothing. `terms` are the words and
    phrases looked for, in the order typed, stop words and repetitions included. `warnings` say
    in French what was not understood.
    """

    text: str
    clause: Clause | None
    terms: tuple[Term, ...]
    warnings: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[Word, ...]:
        """The words that documents are ranked by, those of phrases included."""
        return tuple(word for term in self.terms for word in words_of(term))

    @property
    def scored_words(self) -> tuple[Word, ...]:
        """The words that a document is scored by: all but stop words, if there are others."""
        words = self.words
        return tuple(word for word in words if not word.is_stop) or words
