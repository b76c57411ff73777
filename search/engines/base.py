"""The contract of an engine: it stores terms, positions and documents, and answers query trees.

Analysis, parsing, ranking weights, snippets and highlighting are the same for every engine and
stand outside. An engine keeps two fields of terms: stems of the content words, and exact forms
of all words, both at the positions of the words in the document's kept text; and the same two of
its removed text.

A zone of a document is looked at as if it were all of it: words, phrases, patterns, frequencies and
what they are worth are those of the zone. Kept text is what is asked of where no other is named.
Its title is what stands below `title_ends`, its captions from `caption_starts` on (see
TokenArrays). In EVERYTHING a word stands as often as in kept and removed text together, but no
phrase and nothing near to each other goes from one to the other, and a pattern counts both apart.
What filters say is true of the document whatever the zone. The length of a document, that of its
kept text, counts in KEPT and EVERYTHING; in the other zones all are of the mean length.

Statistics, how many documents there are that hold something and how long they are on average, are
those of the documents that are there, or also of deleted ones until nothing is left of these: so
an engine chooses what costs it less. How many documents match counts no deleted one.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

from search.models import CleanedDocument
from search.query import Clause, Column, Field, Fuzzy, ParsedQuery, Pattern, Phrase, Word, Zone
from search.requests import Facet, Sort
from search.scoring import Scoring

if TYPE_CHECKING:
    from search.engines.completer import Completer

REMOVED_AFTER = 1 << 30
"""What the positions of words in removed text are more than in it, where kept text is looked at,
too: more than any article has."""


class Placings(NamedTuple):
    """Where words stand in documents.

    `counts` has a row for each document and in it, for each word, how often it stands there;
    `positions` are all of these positions one after the other, those of a word ascending.
    """

    counts: npt.NDArray[np.uint32]
    positions: npt.NDArray[np.uint32]


ScoredTerm: TypeAlias = tuple[Field, str] | Phrase | Pattern
"""What BM25 counts by itself: a term of a field, a phrase that stands for what was typed, or all
terms of a pattern."""


class Candidate(NamedTuple):
    """A document that matches a query.

    `key` is the engine's own name for it, good for as long as the reader is open.
    """

    key: int
    id: str
    score: float


@dataclasses.dataclass(frozen=True, slots=True)
class Matches:
    """The best candidates of a query, best first, and how many documents match in all.

    What `is_partial` comes from a part of the index, for the rest did not answer.
    """

    total: int
    candidates: tuple[Candidate, ...]
    is_partial: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Counts:
    """How many documents match, how many where reprints count once, and how many have each value.

    `values` are the most frequent of each facet; `others` counts the values that are left out,
    `missing` the documents that have none: 0 for PICTURE and TRUNCATED, where that says it all.
    `is_partial` tells that a part of the index did not answer, and is not counted.
    """

    total: int
    distinct: int
    values: Mapping[Facet, Mapping[str, int]]
    others: Mapping[Facet, int]
    missing: Mapping[Facet, int]
    is_partial: bool = False


class IndexReader(Protocol):
    """A consistent view of an index, which later commits do not change."""

    @property
    def document_count(self) -> int:
        """The number of documents."""

    @property
    def version(self) -> str:
        """The state of the index that is seen: another after each commit."""

    @property
    def completer(self) -> Completer:
        """What knows how words go on."""

    def search(
        self, query: ParsedQuery, scoring: Scoring, limit: int, sort: Sort = Sort.RELEVANCE
    ) -> Matches:
        """Return the first `limit` matches, ties by id, with their BM25 over both fields.

        Those without a day, or a title, are last where it decides.
        """

    def counts(
        self,
        query: ParsedQuery,
        filters: Mapping[Facet, Clause],
        facets: Sequence[Facet],
        limit: int,
    ) -> Counts:
        """Return how many documents match the query and the filters, and how many by facet.

        The values of a facet are counted over the documents that match the query and the filters
        of all other facets, the `limit` most frequent ones, equal counts by name; of dates and
        lengths all, in their own order.
        """

    def reprints(self, query: ParsedQuery, keys: Sequence[int]) -> Sequence[int]:
        """Return how many others of the group of each of the documents `keys` match the query."""

    def groups(self, keys: Sequence[int]) -> list[str | None]:
        """Return the group of each of the documents `keys`, None for one without reprints."""

    def days(self, keys: Sequence[int]) -> list[datetime.date | None]:
        """Return the day of each of the documents `keys`, None for one without date."""

    def values(self, column: Column) -> Mapping[str, int]:
        """Return all values of a column, in order, and how many documents have each."""

    def has_values(self, column: Column) -> bool:
        """Tell whether any document has a value in a column."""

    def frequent_values(self, column: Column, limit: int) -> Mapping[str, int]:
        """Return the values that most documents have, equal counts by name.

        An index in several parts may leave out one that is not frequent in any of them.
        """

    def titles(self, start: str, limit: int) -> Mapping[str, int]:
        """Return titles that begin with `start`, and how many documents have each.

        They are as `search.analysis.plain.title_key` makes them, the `limit` most frequent ones,
        equal counts by name. An index in several parts may leave out one that is not frequent in
        any of them.
        """

    def titled(self, titles: Sequence[str]) -> list[int]:
        """Return the key of the first document, by ids, of each of some titles that has one.

        The titles are as `titles` tells them.
        """

    def sample(self, most: int) -> list[int]:
        """Return keys of documents spread over all, the same for the same documents."""

    def shares(self, query: ParsedQuery, key: int, scoring: Scoring) -> Mapping[ScoredTerm, float]:
        """Return what each term counts in the document `key`: together, its score in `search`."""

    def weights(self, forms: Sequence[Word | Pattern], zone: Zone = Zone.KEPT) -> list[float]:
        """Return the inverse document frequencies of patterns, of words' stems or exact forms.

        That of the exact form counts for stop words and words without a stem.
        """

    def frequencies(
        self, forms: Sequence[Word | Phrase | Pattern], zone: Zone = Zone.KEPT
    ) -> list[int]:
        """Return how many documents hold each form, a word by whichever term more of them do.

        Deleted documents may count until they are gone.
        """

    def together(
        self, pairs: Sequence[tuple[Word, Sequence[Word]]], zone: Zone = Zone.KEPT
    ) -> list[int]:
        """Return how many documents hold a word and any of those beside it.

        Deleted ones may count, too.
        """

    def terms_near(self, pattern: Fuzzy, zone: Zone = Zone.KEPT) -> Mapping[str, int]:
        """Return the terms near a term, and how many documents hold each."""

    def setting(self, name: str) -> bytes:
        """Return what was kept by that name; nothing where nothing was."""

    def positions(
        self, words: Sequence[Word], keys: Sequence[int], zone: Zone = Zone.KEPT
    ) -> Placings:
        """Return where each word stands, in any of its forms, in each of the documents `keys`.

        The keys ascend.
        """

    def scores(
        self,
        patterns: Sequence[Pattern],
        keys: Sequence[int],
        scoring: Scoring,
        zone: Zone = Zone.KEPT,
    ) -> npt.NDArray[np.float64]:
        """Return BM25 of each pattern, as if all its terms were one, a row for each of `keys`.

        The keys ascend. A document of two of the terms counts for each in the frequency; of
        more than a few terms, that may be an estimate.
        """

    def documents(self, keys: Sequence[int]) -> list[CleanedDocument]:
        """Return the documents of `keys`."""

    def document(self, id: str) -> CleanedDocument:
        """Return the document of that id; raises DocumentNotFoundError."""

    def is_current(self) -> bool:
        """Tell whether no commit was made, and no setting changed, since the reader was opened."""

    def close(self) -> None:
        """Let go of the index."""
