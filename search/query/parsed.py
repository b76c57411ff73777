"""A query as it was understood: a tree, and the terms that documents are ranked by."""

from __future__ import annotations

import dataclasses
import enum

from search.query.tree import (
    Clause,
    Either,
    Near,
    Origin,
    Pattern,
    Phrase,
    Term,
    Way,
    Word,
    Zone,
)
from search.readings import Reading

Form = Word | Phrase | Near | Pattern


def words_of(term: Term | None) -> tuple[Word, ...]:
    """Return the words of a word or phrase, of several ways those that were typed."""
    match term:
        case Word():
            return (term,)
        case Phrase() | Near():
            return term.words
        case Either():
            return words_of(term.typed)
    return ()


def forms_of(term: Term) -> tuple[Form, ...]:
    """Return the words, phrases and patterns of which any is what a term asks for."""
    return term.clauses if isinstance(term, Either) else (term,)


class Manner(enum.Enum):
    """How words are wanted: any of them, all of them, or just as they were typed."""

    LOOSE = enum.auto()
    REQUIRED = enum.auto()
    FIXED = enum.auto()


@dataclasses.dataclass(frozen=True, slots=True)
class Run:
    """Terms that were typed side by side."""

    terms: tuple[Term, ...]
    manner: Manner


@dataclasses.dataclass(frozen=True, slots=True)
class ParsedQuery:
    """A query as it was understood.

    `clause` decides which documents match; None matches nothing. `terms` are the words and
    phrases looked for, or the ways to write them, in the order typed, stop words and repetitions
    included; `zone` is where they are looked for. `runs` part the terms where all of some words
    are wanted; without any, they are one that is loose. `warnings` say in French what was not
    understood, and `reading` what was.
    """

    text: str
    clause: Clause | None
    terms: tuple[Term, ...]
    warnings: tuple[str, ...] = ()
    zone: Zone = Zone.KEPT
    runs: tuple[Run, ...] = ()
    reading: Reading | None = None

    @property
    def words(self) -> tuple[Word, ...]:
        """The words that were typed and documents are ranked by, those of phrases included."""
        return tuple([word for term in self.terms for word in words_of(term)])

    @property
    def patterns(self) -> tuple[Pattern, ...]:
        """The patterns that documents are ranked by, each as one term."""
        return tuple([term for term in self.terms if isinstance(term, Pattern)])

    @property
    def scored_words(self) -> tuple[Word, ...]:
        """The words that a document is scored by: all but stop words, if there is anything else."""
        words = self.words
        content = tuple([word for word in words if not word.is_stop])
        return content if content or self.patterns else words

    @property
    def meant_words(self) -> tuple[Word, ...]:
        """The words with those that were corrected as they are meant, to see where they stand."""
        if not self.either:
            return self.words
        return tuple([word for term in self.terms for word in _meant(term)])

    @property
    def either(self) -> tuple[Either, ...]:
        """The terms for which there are other ways than the typed one."""
        return tuple([term for term in self.terms if type(term) is Either])

    @property
    def added(self) -> tuple[Way, ...]:
        """The ways that were not typed."""
        return tuple(way for either in self.either for way in either.added)


def _meant(term: Term) -> tuple[Word, ...]:
    """Return what was typed, or what it was corrected to."""
    ways = term.ways if isinstance(term, Either) else ()
    corrected = (way.clause for way in ways if way.origin is Origin.CORRECTED)
    return words_of(next(corrected, term))
