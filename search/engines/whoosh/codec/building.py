"""Write a segment of analyzed documents."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from search.engines.base import AnalyzedBatch, Entry
from search.engines.whoosh.codec.columns import NAMES, Row, encode, write_columns
from search.engines.whoosh.codec.files import Array
from search.engines.whoosh.codec.inverting import NO_TERM, Tokens, invert
from search.engines.whoosh.codec.postings import PostingsTypes, sliced
from search.engines.whoosh.codec.ragged import starts_of
from search.engines.whoosh.codec.segment_files import SegmentFiles
from search.engines.whoosh.codec.segments import SegmentRecord
from search.engines.whoosh.codec.storing import StoredTextsWriter


class SegmentBuilder:
    """Collect documents in memory and write them as one segment.

    What is kept in memory are the numbers of their tokens; their texts go to disk at once.
    """

    def __init__(self, files: SegmentFiles) -> None:
        self._files = files
        self._rows: list[Row] = []
        self._places: dict[bytes, int] = {}
        self._stems, self._exacts = _Vocabulary(), _Vocabulary()
        self._batches = _Batches([], [], [], [])
        self.token_count = 0

    @property
    def is_empty(self) -> bool:
        """Tell whether there is no document."""
        return not self._places

    def add(self, batch: AnalyzedBatch) -> None:
        """Add documents, each in the place of one with the same id."""
        for entry in batch.entries:
            row = _row(entry)
            self._places[row.id] = len(self._rows)
            self._rows.append(row)
            self._files.documents.append(entry.stored)
            self._files.traces.append(encode(entry.trace))
            self._files.digests.append(encode(entry.digest))
        for texts in self._texts():
            texts.end_block()
        tokens = batch.tokens
        numbers = self._stems.numbers(tokens.stems, tokens.stem_numbers)
        exacts = self._exacts.numbers(tokens.exacts, tokens.exact_numbers)
        batch_arrays = (numbers, exacts, tokens.positions, tokens.counts)
        for arrays, array in zip(self._batches, batch_arrays, strict=True):
            arrays.append(array)
        self.token_count += len(numbers)

    def discard(self, id: bytes) -> None:
        """Leave a document out, if it was added."""
        self._places.pop(id, None)

    def finish(self) -> SegmentRecord:
        """Write the segment; documents are numbered in the order of their ids."""
        order = np.array([self._places[id] for id in sorted(self._places)], dtype=np.int64)
        lengths = self._write_postings(order)
        for texts in self._texts():
            texts.close(order)
        write_columns(self._files["columns"], [self._rows[place] for place in order.tolist()])
        return self._files.seal(lengths)

    def _texts(self) -> tuple[StoredTextsWriter, ...]:
        return self._files.documents, self._files.traces, self._files.digests

    def _write_postings(self, order: Array) -> Array:
        """Write both fields; return the number of stems of each document."""
        counts, positions = _taken(self._batches.counts), _taken(self._batches.positions)
        starts = starts_of(counts)
        ends = starts[1:][order][counts[order] > 0]
        types = PostingsTypes.of(len(order), int(positions[ends - 1].max(initial=0)) + 1)
        lengths = self._lengths(positions, starts)[order]
        for field, vocabulary, numbers in (
            ("exact", self._exacts, self._batches.exacts),
            ("stem", self._stems, self._batches.stems),
        ):
            tokens = Tokens(_taken(numbers), positions, counts)
            ordered = invert(vocabulary.terms(), tokens, order)
            self._files.write_postings(field, types, sliced(ordered))
            del tokens, ordered
        return lengths

    def _lengths(self, positions: Array, starts: Array) -> Array:
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
    """Tokens, document after document, an array a batch; `counts` are tokens a document."""

    stems: list[Array]
    exacts: list[Array]
    positions: list[Array]
    counts: list[Array]


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


def _row(entry: Entry) -> Row:
    return Row(
        id=encode(entry.id),
        published=entry.published,
        shared=tuple(getattr(entry, name) for name in NAMES),
    )
