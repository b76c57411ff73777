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
    AGENCY = "agency"
    SECTION = "section"
    PICTURE = "picture"
    TRUNCATED = "truncated"


class Zone(enum.StrEnum):
    """Which part of a document is looked at.

    KEPT is the article: its title, text and captions. REMOVED is what the cleaner took away,
    EVERYTHING both.
    """

    KEPT = "kept"
    TITLE = "title"
    CAPTIONS = "captions"
    REMOVED = "removed"
    EVERYTHING = "everything"


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
class Like:
    """Documents that have a value in a column which says `text`: all its words, one after another.

    Case, accents and punctuation do not count: `vietnam.vn` is said by fr.vietnam.vn.
    """

    column: Column
    text: str


@dataclasses.dataclass(frozen=True, slots=True)
class Long:
    """Documents of `first` to `last` content words, both included; None where it has no end."""

    first: int | None
    last: int | None


@dataclasses.dataclass(frozen=True, slots=True)
class Inside:
    """What matches the clause in a zone of the document alone.

    Filters in the clause mean what they mean elsewhere. A zone inside a zone replaces it.
    """

    zone: Zone
    clause: Clause


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
Filter = Published | Has | Like | Long
Clause = Word | Phrase | Either | Near | Pattern | Filter | Inside | Any | All | Not
Term = Word | Phrase | Either | Near | Pattern
