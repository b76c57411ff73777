"""A segment, ready to be searched."""

from __future__ import annotations

import functools
import itertools
import weakref
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from search.analysis.plain import plain
from search.engines.weights import terms_of
from search.engines.whoosh import kernels
from search.engines.whoosh.codec.columns import Column as SharedColumn
from search.engines.whoosh.codec.columns import Columns, decode, encode
from search.engines.whoosh.codec.errors import DamagedFileError
from search.engines.whoosh.codec.files import Array
from search.engines.whoosh.codec.postings import Postings
from search.engines.whoosh.codec.remembering import remembered
from search.engines.whoosh.codec.segments import Segment
from search.engines.whoosh.expanding import expand
from search.engines.whoosh.kernels import Arrangement, Arrays, TermList
from search.engines.whoosh.uniting import as_list, united
from search.query import Column, Field, Pattern, Phrase, Word, Zone

CACHED_FORMS = 64
"""Phrases and patterns remembered as terms are: five bytes for each document that holds one."""

CACHED_TERMS = 1 << 16
"""Terms whose postings are remembered: about 20 MB, for terms are looked up again and again."""

CACHED_PATTERNS = 1 << 12
"""Patterns whose terms are remembered: fewer, for one may stand for any number of lists."""


class Leaf:
    """Look up terms and columns of a segment; `offset` is the key of its first document.

    What it says of words is true of its `zone` of each document. `views` are the same segment in
    other zones, `origin` gives the one of kept text, which has them.
    """

    zone = Zone.KEPT
    cached_terms = CACHED_TERMS
    cached_patterns = CACHED_PATTERNS

    def __init__(self, segment: Segment, offset: int) -> None:
        self.segment = segment
        self.offset = offset
        self.document_count = segment.document_count
        self.deleted = segment.deleted.astype("<u4")
        self._arrays: dict[Field, Arrays] = {}
        self.views: dict[Zone, Leaf] = {}
        self.origin = weakref.ref(self)
        self.find = remembered(self._find, self.cached_terms)
        self.matching = remembered(self._matching, self.cached_patterns)
        self.find_form = remembered(self._find_form, CACHED_FORMS)
        self.number_of = remembered(self._number_of, CACHED_TERMS)
        self.saying = remembered(self._saying, CACHED_PATTERNS)
        self._plain = remembered(self._plain_values, None)
        self._shared = remembered(self._shared_column, None)

    @functools.cached_property
    def lengths(self) -> memoryview:
        """The length of each document, a byte each."""
        return self.segment.lengths.data

    @property
    def columns(self) -> Columns:
        """The columns."""
        return self.segment.columns

    def lists(self, form: Word | Pattern) -> tuple[TermList, ...]:
        """Return the postings of a word: of its forms in both fields, as far as there are any.

        Those of a pattern are those of all its terms as one.
        """
        if type(form) is not Word:
            one = self.find_form(form)
            return () if one is None else (one,)
        found = tuple(itertools.starmap(self.find, terms_of(form)))
        return tuple(filter(None, found)) if None in found else found  # type: ignore[return-value]

    def postings(self, field: Field) -> Postings:
        """Return the postings of a field."""
        return self.segment.postings(field.value)

    def span(self, field: Field, terms: range) -> TermList:
        """Return the postings of terms that follow each other, which are not in order."""
        start, end = self.postings(field).span(terms.start, terms.stop)
        return TermList(self.arrays(field), start, end)

    def arrays(self, field: Field) -> Arrays:
        """Return the arrays of a field as the kernels read them."""
        if field not in self._arrays:
            self._arrays[field] = _arrays(self.postings(field))
        return self._arrays[field]

    def near(self, pattern: Pattern) -> dict[str, int]:
        """Return the terms of a pattern, and how many documents hold each."""
        postings = self.postings(pattern.field)
        numbers = list(itertools.chain.from_iterable(expand(postings.terms, pattern)))
        counts = (postings.counts(number, number + 1).item() for number in numbers)
        return dict(zip(postings.terms.texts(numbers), counts, strict=True))

    def numbers(self, column: Column) -> Array:
        """Return the number of each document's value in a column."""
        return self._shared(column).numbers

    def value(self, column: Column, document: int) -> str | None:
        """Return the value of a document, None where it has none."""
        value = self._shared(column).of(document)
        return None if value is None else decode(value)

    def mask(self) -> Array:
        """Return a mark for each document, none set."""
        return np.zeros(self.document_count, dtype=np.uint8)

    def damaged(self, error: object) -> DamagedFileError:
        """Return the error that says which segment is wrong."""
        path = self.segment.folder / self.segment.record.name
        return DamagedFileError(path, f"its files contradict each other ({error})")

    def _find(self, field: Field, term: str) -> TermList | None:
        postings = self.postings(field)
        number = postings.terms.find(encode(term))
        if number < 0:
            return None
        return TermList(self.arrays(field), *postings.span(number, number + 1))

    def _matching(self, pattern: Pattern) -> tuple[TermList, ...]:
        """Return the postings of the terms of a pattern; those of one list may be several."""
        terms = expand(self.postings(pattern.field).terms, pattern)
        return tuple([self.span(pattern.field, each) for each in terms])

    def _find_form(self, form: Phrase | Pattern) -> TermList | None:
        """Return what counts as one term as one; what a pattern stands for is looked up once."""
        if isinstance(form, Phrase):
            return self._find_phrase(form)
        return united(self._matching(form), self.document_count)

    def _find_phrase(self, phrase: Phrase) -> TermList | None:
        """Return a phrase as a term that stands once in each document that holds it."""
        words = tuple(map(self.lists, phrase.words))
        if not all(words):
            return None
        rarest, *others = sorted(words, key=lambda lists: sum(one.end - one.start for one in lists))
        found = kernels.unite(rarest, self.document_count)
        for each in others:
            found = kernels.common(found, each)
        found = kernels.standing(found, words, Arrangement.ADJACENT, 0)
        documents = np.frombuffer(found, dtype="<u4")
        if not len(documents):
            return None
        return as_list(documents, np.ones(len(documents), dtype=np.uint8))

    def _number_of(self, column: Column, value: str) -> int:
        return self._shared(column).number(value)

    def _saying(self, column: Column, text: str) -> Array:
        """Tell of each number of a column whether its value says a text."""
        wanted = f" {plain(text)} "
        return np.array([False, *[wanted in value for value in self._plain(column)]])

    def _plain_values(self, column: Column) -> list[str]:
        """Return the words of each value of a column, a space around each."""
        values = self._shared(column).values
        return [f" {plain(text)} " for text in values.texts(list(range(len(values))))]

    def _shared_column(self, column: Column) -> SharedColumn:
        return self.columns.shared(column.value)


def leaves_of(segments: list[Segment]) -> tuple[Leaf, ...]:
    """Return segments ready to be searched, their documents numbered through."""
    leaves, offset = [], 0
    for segment in segments:
        leaves.append(Leaf(segment, offset))
        offset += segment.document_count
    return tuple(leaves)


def placed(leaves: Sequence[Leaf], keys: Iterable[int]) -> Iterator[tuple[Leaf, int]]:
    """Yield the segment of each document, and its number there."""
    for key in keys:
        leaf = leaves[-1]
        if key < leaf.offset:
            leaf = next(leaf for leaf in reversed(leaves) if leaf.offset <= key)
        yield leaf, key - leaf.offset


def by_leaf(leaves: Sequence[Leaf], keys: Iterable[int]) -> Iterator[tuple[Leaf, Array]]:
    """Yield the segments that hold some of the documents, and their numbers, ascending."""
    ascending = np.array(sorted(keys), dtype="<u4")
    if len(leaves) == 1:
        yield leaves[0], ascending
        return
    for leaf in leaves:
        bounds = leaf.offset, leaf.offset + leaf.document_count
        first, end = np.searchsorted(ascending, bounds).tolist()
        if first < end:
            yield leaf, ascending[first:end] - np.uint32(leaf.offset)


def _arrays(postings: Postings) -> Arrays:
    return kernels.Arrays(
        postings.documents.data,
        postings.frequencies.data,
        postings.many_postings.data,
        postings.many_frequencies.data,
        postings.position_starts.data,
        postings.positions.data,
    )
