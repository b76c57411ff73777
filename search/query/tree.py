"""What a query asks for: a tree of words, phrases, patterns, filters and their combinations."""

from __future__ import annotations

import dataclasses
import datetime
import enum

from search.analysis.variants import Variant


class Field(enum.StrEnum):
    """Where a term is looked up: among the stems of content words, or the forms of all words."""

    STEM = "stem"
    EXACT = "exact"

    __hash__ = str.__hash__  # terms are looked up by it; that of an Enum takes three times as long


class Column(enum.StrEnum):
    """What is known of each document and can be filtered by."""

    SITE = "site"
    AUTHOR = "author"
    LANGUAGE = "language"
    GROUP = "group"


@dataclasses.dataclass(frozen=True, slots=True)
class Word:
    """A word, found in its own form or in another form of the same stem.

    `text` is the word as typed, `stem` and `exact` its terms in the two fields; one that is empty
    is not looked up. A stop word is found in its own form only; a light word says little, and
    counts less than others. `variants` are other notations of it and of the words after it.
    """

    text: str
    stem: str
    exact: str
    is_stop: bool
    is_light: bool = False
    variants: tuple[Variant, ...] = dataclasses.field(default=(), compare=False, repr=False)


@dataclasses.dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand next to each other, in this order; at least one of them."""

    words: tuple[Word, ...]


class Origin(enum.StrEnum):
    """Why a way is looked for."""

    TYPED = "typed"
    SYNONYM = "synonym"
    JOINED = "joined"
    SPLIT = "split"
    NOTATION = "notation"
    CORRECTED = "corrected"


@dataclasses.dataclass(frozen=True, slots=True)
class Way:
    """One way to write what is asked for; `weight` is what it counts beside the typed form's 1."""

    clause: Word | Phrase
    weight: float
    origin: Origin


@dataclasses.dataclass(frozen=True, slots=True)
class Either:
    """Several ways to write the same; matches what any of them matches.

    The first is what was typed. It is not among them where several words were typed that are also
    looked for one by one: then this stands behind these words.

    A way that was not typed adds its weight times BM25: a word's by its terms, a phrase's as that
    of one term that stands once in each document that holds it. Beside a typed way, neither is
    worth more than the rarest of its terms that the index holds.
    """

    ways: tuple[Way, ...]

    @property
    def clauses(self) -> tuple[Word | Phrase, ...]:
        """What the ways match."""
        return tuple(way.clause for way in self.ways)

    @property
    def typed(self) -> Word | Phrase | None:
        """What was typed, where it is one of the ways."""
        first = self.ways[0] if self.ways else None
        return first.clause if first and first.origin is Origin.TYPED else None

    @property
    def added(self) -> tuple[Way, ...]:
        """The ways that were not typed."""
        return self.ways if self.typed is None else self.ways[1:]


@dataclasses.dataclass(frozen=True, slots=True)
class Near:
    """Words that stand at most `distance` words apart, in this order or in any; two at least.

    Words next to each other are 1 apart. The distance is that between the first and the last of
    them, less what the words between them take.
    """

    words: tuple[Word, ...]
    distance: int
    is_ordered: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Prefix:
    """Terms of a field that begin with `start`."""

    start: str
    field: Field = Field.EXACT


@dataclasses.dataclass(frozen=True, slots=True)
class Wildcard:
    """Terms of a field like `pattern`, in which * is any characters and ? any one."""

    pattern: str
    field: Field = Field.EXACT


@dataclasses.dataclass(frozen=True, slots=True)
class Fuzzy:
    """Terms of a field that `edits` or fewer changes of one letter make of `term`.

    A letter may be put in, left out, changed, or swapped with the next one; the first `fixed`
    letters stay.
    """

    term: str
    edits: int = 1
    fixed: int = 1
    field: Field = Field.EXACT


@dataclasses.dataclass(frozen=True, slots=True)
class TermRange:
    """Terms of a field from `first` to `last`, both included; None where it has no end."""

    first: str | None
    last: str | None
    field: Field = Field.EXACT


@dataclasses.dataclass(frozen=True, slots=True)
class Published:
    """Documents of the days from `first` to `last`, both included; None where it has no end."""

    first: datetime.date | None
    last: datetime.date | None


@dataclasses.dataclass(frozen=True, slots=True)
class Has:
    """Documents that have one of the values in a column."""

    column: Column
    values: tuple[str, ...]


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


Pattern = Prefix | Wildcard | Fuzzy | TermRange
Filter = Published | Has
Clause = Word | Phrase | Either | Near | Pattern | Filter | Any | All | Not
Term = Word | Phrase | Either


def words_of(term: Term | None) -> tuple[Word, ...]:
    """Return the words of a word or phrase, of several ways those that were typed."""
    match term:
        case Word():
            return (term,)
        case Phrase():
            return term.words
        case Either():
            return words_of(term.typed)
    return ()


def forms_of(term: Term) -> tuple[Word | Phrase, ...]:
    """Return the words and phrases of which any is what a term asks for."""
    return term.clauses if isinstance(term, Either) else (term,)


@dataclasses.dataclass(frozen=True, slots=True)
class Query:
    """A query as it was understood.

    `clause` decides which documents match; None matches nothing. `terms` are the words and
    phrases looked for, or the ways to write them, in the order typed, stop words and repetitions
    included. `warnings` say in French what was not understood.
    """

    text: str
    clause: Clause | None
    terms: tuple[Term, ...]
    warnings: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[Word, ...]:
        """The words that were typed and documents are ranked by, those of phrases included."""
        return tuple([word for term in self.terms for word in words_of(term)])

    @property
    def scored_words(self) -> tuple[Word, ...]:
        """The words that a document is scored by: all but stop words, if there are others."""
        words = self.words
        return tuple([word for word in words if not word.is_stop]) or words

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
