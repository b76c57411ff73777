"""The tokens of documents on their way into a segment, as numbers in memory."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from search.analysis.batches import TokenArrays
from search.engines.whoosh.codec.columns import encode
from search.engines.whoosh.codec.files import Array
from search.engines.whoosh.codec.inverting import NO_TERM, Tokens, invert
from search.engines.whoosh.codec.lengths import Lengths
from search.engines.whoosh.codec.postings import PostingsTypes, sliced
from search.engines.whoosh.codec.ragged import starts_of
from search.engines.whoosh.codec.segment_files import SegmentFiles


class Collected:
    """The tokens of one text of each document, which stand in `fields` of the segment.

    These are the names of the fields of exact forms and of stems.
    """

    def __init__(self, fields: Sequence[str]) -> None:
        self._fields = fields
        self._stems, self._exacts = _Vocabulary(), _Vocabulary()
        self._batches = _Batches(*([] for _ in _Batches._fields))
        self.token_count = 0

    def add(self, tokens: TokenArrays) -> None:
        """Add the tokens of more documents."""
        numbers = self._stems.numbers(tokens.stems, tokens.stem_numbers)
        exacts = self._exacts.numbers(tokens.exacts, tokens.exact_numbers)
        ends = (tokens.title_ends, tokens.caption_starts)
        batch = (numbers, exacts, tokens.positions, tokens.counts, *ends)
        for arrays, array in zip(self._batches, batch, strict=True):
            arrays.append(array)
        self.token_count += len(numbers)

    def add_nothing(self, documents: int) -> None:
        """Add so many documents without a token."""
        none = np.empty(0, dtype=np.int32)
        counts = np.zeros(documents, dtype=np.int32)
        self.add(TokenArrays([], [], none, none, none, counts, counts, counts))

    def write(self, files: SegmentFiles, order: Array) -> Lengths:
        """Write both fields, document i as the one that was added as `order[i]`."""
        counts, positions = _taken(self._batches.counts), _taken(self._batches.positions)
        starts = starts_of(counts)
        ends = starts[1:][order][counts[order] > 0]
        types = PostingsTypes.of(len(order), int(positions[ends - 1].max(initial=0)) + 1)
        lengths = Lengths(
            self._words(positions, starts)[order],
            _taken(self._batches.title_ends)[order],
            _taken(self._batches.caption_starts)[order],
        )
        numbers = (self._batches.exacts, self._batches.stems)
        for field, vocabulary, batches in zip(
            self._fields, (self._exacts, self._stems), numbers, strict=True
        ):
            tokens = Tokens(_taken(batches), positions, counts)
            ordered = invert(vocabulary.terms(), tokens, order)
            files.write_postings(field, types, sliced(ordered))
            del tokens, ordered
        return lengths

    def _words(self, positions: Array, starts: Array) -> Array:
        """Return the number of stems of each document, given where its tokens begin."""
        has_stem = np.concatenate([numbers != NO_TERM for numbers in self._batches.stems])
        content = starts_of(has_stem & _take_positions(positions, starts))
        return content[starts[1:]] - content[starts[:-1]]


class _Vocabulary:
    """The terms of a segment by number, in the order in which they were first seen."""

    def __init__(self) -> None:
        self._numbers: defaultdict[str, int] = defaultdict(itertools.count().__next__)

    def numbers(self, terms: Sequence[str], numbers: Array) -> Array:
        """Return numbers into `terms` as numbers of the segment; that of no term stays."""
        known = np.empty(len(terms) + 1, dtype=np.int32)
        known[: len(terms)] = np.fromiter(
            map(self._numbers.__getitem__, terms), dtype=np.int32, count=len(terms)
        )
        known[NO_TERM] = NO_TERM
        return known[numbers]

    def terms(self) -> list[bytes]:
        """Return the terms by number."""
        return [encode(term) for term in self._numbers]


class _Batches(NamedTuple):
    """Tokens, document after document, an array a batch.

    `counts` are tokens a document, the last two say where its title ends and its captions begin.
    """

    stems: list[Array]
    exacts: list[Array]
    positions: list[Array]
    counts: list[Array]
    title_ends: list[Array]
    caption_starts: list[Array]


def _taken(arrays: list[Array]) -> Array:
    """Return arrays as one, and let go of them: both take more memory than all else."""
    one = np.concatenate(arrays)
    arrays.clear()
    return one


def _take_positions(positions: Array, starts: Array) -> Array:
    """Tell which tokens take a position, others stand where the one before them does.

    Documents begin at `starts` and end at the next one.
    """
    takes = np.ones(len(positions), dtype=bool)
    takes[1:] = positions[1:] != positions[:-1]
    takes[starts[:-1][starts[:-1] < starts[1:]]] = True
    return takes
