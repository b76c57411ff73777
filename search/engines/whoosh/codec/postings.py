"""The postings of a field: which documents hold a term, how often, and where.

Posting p says that document `documents[p]` holds a term; those of term t are the postings from
`starts[t]` on and before `starts[t + 1]`, in ascending order of documents. `frequencies[p]` is
how often, in a byte; MANY stands for more, which are looked up by p among `many.postings`. The
positions of all postings follow each other; those of posting p begin where the positions of
posting p - p % BLOCK do, `position_starts[p // BLOCK]`, after the frequencies of the postings
in between.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator, Sequence
from typing import NamedTuple, Self

import numpy as np

from search.engines.whoosh.codec.files import Array, ArrayFile, ArrayFileWriter, smallest
from search.engines.whoosh.codec.ragged import starts_of
from search.engines.whoosh.codec.terms import Dictionary, StringsWriter

BLOCK = 128
"""Postings after which it is noted anew where positions begin."""

SLICE_POSTINGS = 1 << 18
"""Postings that are written at once, unless a single term has more."""

MANY = 255
"""The frequency that stands for this and all higher ones."""


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Inverted:
    """The postings of some terms of a field, in order, in memory.

    `counts` are postings a term, `frequencies` positions a posting.
    """

    terms: Sequence[bytes]
    counts: Array
    documents: Array
    frequencies: Array
    positions: Array


def sliced(inverted: Inverted) -> Iterator[Inverted]:
    """Yield postings some terms at a time, so that what is made of each takes little memory."""
    postings = starts_of(inverted.counts)
    slices = np.flatnonzero(np.diff(postings[:-1] // SLICE_POSTINGS, prepend=-1))
    position = 0
    for first, end in itertools.pairwise([*slices.tolist(), len(inverted.terms)]):
        frequencies = inverted.frequencies[postings[first] : postings[end]]
        before, position = position, position + int(frequencies.sum())
        yield Inverted(
            inverted.terms[first:end],
            inverted.counts[first:end],
            inverted.documents[postings[first] : postings[end]],
            frequencies,
            inverted.positions[before:position],
        )


class Postings:
    """Read the postings of a field."""

    def __init__(
        self, name: str, terms: ArrayFile, postings: ArrayFile, positions: ArrayFile
    ) -> None:
        self.terms = Dictionary(terms, name)
        self.starts = terms[f"{name}.starts"]
        self._starts = self.starts.data  # a number of it is had sooner than one of an array
        self.documents = postings[f"{name}.documents"]
        self.frequencies = postings[f"{name}.frequencies"]
        self.many_postings = postings[f"{name}.many.postings"]
        self.many_frequencies = postings[f"{name}.many.frequencies"]
        self.position_starts = positions[f"{name}.starts"]
        self.positions = positions[f"{name}.positions"]

    @property
    def position_limit(self) -> int:
        """A number above all positions: how many their type can tell apart."""
        return int(np.iinfo(self.positions.dtype).max) + 1

    def counts(self, first: int = 0, end: int | None = None) -> Array:
        """Return the number of postings of each term from `first` on and before `end`."""
        starts = self.starts[first : None if end is None else end + 1].astype(np.int64)
        counts: Array = starts[1:] - starts[:-1]
        return counts

    def span(self, first: int, end: int) -> tuple[int, int]:
        """Return the first posting of the term `first` and the first of the term `end`."""
        return self._starts[first], self._starts[end]

    def exact_frequencies(self, start: int, end: int) -> Array:
        """Return the frequencies of some postings, those beyond a byte too."""
        frequencies = self.frequencies[start:end].astype(np.int64)
        first, last = np.searchsorted(self.many_postings, (start, end))
        frequencies[self.many_postings[first:last] - start] = self.many_frequencies[first:last]
        return frequencies

    def position_start(self, posting: int) -> int:
        """Return where the positions of a posting begin."""
        block = posting // BLOCK
        before = self.exact_frequencies(block * BLOCK, posting)
        return int(self.position_starts[block]) + int(before.sum())


class PostingsFiles(NamedTuple):
    """The files that postings are written to."""

    terms: ArrayFileWriter
    postings: ArrayFileWriter
    positions: ArrayFileWriter


class PostingsTypes(NamedTuple):
    """The types that numbers of documents, and positions, are written in."""

    document: str
    position: str

    @classmethod
    def of(cls, documents: int, positions: int) -> Self:
        """Return the smallest types for that many documents, and positions in the longest."""
        return cls(_type_of(documents), _type_of(positions))


def _type_of(count: int) -> str:
    return "<u2" if count <= 1 << 16 else "<u4"


_NOTHING = Inverted((), *(np.empty(0, dtype=np.int64) for _ in range(4)))


class PostingsWriter:
    """Write the postings of a field to three files, terms in ascending order."""

    def __init__(self, files: PostingsFiles, name: str, types: PostingsTypes) -> None:
        self._files = files
        self._name = name
        self._types = types
        self._dictionary = StringsWriter(files.terms, name)
        self._counts = [np.zeros(1, dtype=np.int64)]
        self._many = [np.empty(0, dtype=np.int64)]
        self._many_frequencies = [np.empty(0, dtype=np.int64)]
        self._position_starts: list[Array] = []
        self._posting_count = 0
        self._position_count = 0
        self.append(_NOTHING)  # so that all arrays are there, however few the terms

    def append(self, inverted: Inverted) -> None:
        """Write the postings of terms that come after those written before."""
        self._dictionary.append(inverted.terms)
        self._counts.append(inverted.counts)
        self._append_frequencies(inverted.frequencies)
        self._files.postings.append(
            f"{self._name}.documents", inverted.documents.astype(self._types.document)
        )
        self._files.positions.append(
            f"{self._name}.positions", inverted.positions.astype(self._types.position)
        )

    def close(self) -> None:
        """Write what is known only now."""
        name = self._name
        self._dictionary.close()
        self._files.terms.append(
            f"{name}.starts", smallest(np.cumsum(np.concatenate(self._counts)))
        )
        many, frequencies = map(np.concatenate, (self._many, self._many_frequencies))
        self._files.postings.append(f"{name}.many.postings", many.astype("<u8"))
        self._files.postings.append(f"{name}.many.frequencies", frequencies.astype("<u4"))
        ends = np.array([self._position_count])
        starts = np.concatenate([*self._position_starts, ends])
        self._files.positions.append(f"{name}.starts", smallest(starts))

    def _append_frequencies(self, frequencies: Array) -> None:
        many = np.flatnonzero(frequencies >= MANY)
        self._many.append(many + self._posting_count)
        self._many_frequencies.append(frequencies[many])
        in_bytes = np.minimum(frequencies, MANY).astype("<u1")
        self._files.postings.append(f"{self._name}.frequencies", in_bytes)
        starts = np.cumsum(frequencies, dtype=np.int64) - frequencies + self._position_count
        self._position_starts.append(starts[-self._posting_count % BLOCK :: BLOCK])
        self._posting_count += len(frequencies)
        self._position_count += int(frequencies.sum())
