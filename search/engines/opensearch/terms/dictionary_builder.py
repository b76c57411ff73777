"""Gather the terms of articles that are written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from search.analysis.batches import TokenArrays
from search.engines.opensearch.terms.term_blocks import Term, documents_of
from search.engines.writer import AnalyzedBatch
from search.query import Field

FULL = 1 << 20
"""Terms at which a builder had better be written: about 150 MB, those of a million articles."""

_FLAGS = 1 << 19
"""Bytes that tell which documents hold which terms; of more, documents are parted."""


Counts = npt.NDArray[np.int64]


class DictionaryBuilder:
    """Count in how many documents' kept text each term stands; may go to another process.

    Terms that stand in removed text alone are there, and count nothing.
    """

    def __init__(self) -> None:
        self._tallies = {field: _Tally() for field in Field}

    def __len__(self) -> int:
        """Return the number of terms, those of both fields."""
        return sum(map(len, self._tallies.values()))

    @property
    def is_full(self) -> bool:
        """Tell whether it had better be written before it is given more."""
        return len(self) >= FULL

    def add(self, batch: AnalyzedBatch) -> None:
        """Count the terms of a batch."""
        for field, column in _columns(batch.tokens):
            self._tallies[field].add(column.names, _documents(column, batch.tokens.counts))
        for field, column in _columns(batch.removed) if batch.removed else ():
            self._tallies[field].add(column.names, np.zeros(len(column.names), np.int64))

    def merge(self, other: DictionaryBuilder) -> None:
        """Count what another builder was given."""
        for field, tally in other._tallies.items():  # its own class
            self._tallies[field].add([*tally], tally.counts)

    def blocks(self, run: str) -> Iterator[tuple[str, bytes]]:
        """Yield all terms as documents of a run, each with what a server shall know it by.

        The last ones make the run known: they had better be sent when the others arrived.
        """
        terms = {field: tally.ascending() for field, tally in self._tallies.items() if tally}
        return documents_of(run, terms)


class _Tally(dict[str, int]):
    """The number of each term; one that is missing gets the next. What was counted of each."""

    def __init__(self) -> None:
        super().__init__()
        self._counts = np.zeros(1 << 10, np.int64)

    def __missing__(self, term: str) -> int:
        self[term] = number = len(self)
        return number

    @property
    def counts(self) -> Counts:
        """What was counted of each term, by number."""
        return self._counts[: len(self)]

    def add(self, terms: list[str], counts: Counts) -> None:
        """Count so many more of some terms, no two alike."""
        numbers = np.fromiter(map(self.__getitem__, terms), np.int64, len(terms))
        if len(self) > len(self._counts):
            self._counts = np.concatenate((self._counts, np.zeros(2 * len(self), np.int64)))
        self._counts[numbers] += counts

    def ascending(self) -> Iterator[Term]:
        """Yield the terms in order, and what was counted of each."""
        counts = self.counts.tolist()
        return ((term, counts[number]) for term, number in sorted(self.items()))


class _Column(NamedTuple):
    """The terms of a field, and the number of that of each token, below 0 for none."""

    names: list[str]
    numbers: npt.NDArray[np.int32]


def _columns(tokens: TokenArrays) -> Iterator[tuple[Field, _Column]]:
    yield Field.STEM, _Column(tokens.stems, tokens.stem_numbers)
    yield Field.EXACT, _Column(tokens.exacts, tokens.exact_numbers)


def _documents(column: _Column, counts: npt.NDArray[np.int32]) -> Counts:
    """Return how many documents, of so many tokens each, hold each term."""
    width = len(column.names) + 1  # the last is for tokens without a term
    step = max(1, _FLAGS // width)
    ends = np.concatenate(([0], np.cumsum(counts)))
    found = np.zeros(width, np.int64)
    for first in range(0, len(counts), step):
        own = counts[first : first + step]
        numbers = column.numbers[ends[first] : ends[first + len(own)]].astype(np.int64)
        numbers[numbers < 0] = width - 1
        flags = np.zeros(len(own) * width, np.bool_)
        flags[np.repeat(np.arange(len(own)) * width, own) + numbers] = True
        found += np.bincount(np.flatnonzero(flags) % width, minlength=width)
    return found[:-1]
