"""Check that the postings of a field make sense, a piece at a time."""

from __future__ import annotations

import numpy as np

from search.engines.whoosh.codec.checking_strings import (
    CHUNK,
    check_ascending,
    check_lines,
    check_sorted,
    check_strings,
    check_text,
    chunks,
    demand,
)
from search.engines.whoosh.codec.files import Array, ArrayFile
from search.engines.whoosh.codec.postings import BLOCK, MANY, Postings
from search.engines.whoosh.codec.segments import Segment


def check_postings(segment: Segment, field: str) -> Array:
    """Return the number of tokens of each document, after all postings were looked at.

    Raises DamagedFileError, or what Python raises over impossible numbers.
    """
    return _Check(segment, field).tokens()


class _Check:
    """What is known of the postings of a field, while they are looked at."""

    def __init__(self, segment: Segment, field: str) -> None:
        self._terms = segment.file("terms")
        self._postings = segment.file("postings")
        self._positions = segment.file("positions")
        self._field = field
        self._found: Postings = segment.postings(field)
        self._segment = segment
        self._count = segment.document_count

    def tokens(self) -> Array:
        self._check_terms()
        self._check_many()
        tokens, before = np.zeros(self._count, dtype=np.int64), 0
        for first, end in chunks(len(self._found.documents)):
            documents = self._documents(first, end)
            frequencies = self._frequencies(first, end)
            ends = before + np.cumsum(frequencies)
            self._check_starts(first, ends - frequencies)
            self._check_positions(before, ends)
            tokens += np.bincount(documents, weights=frequencies, minlength=self._count).astype(
                np.int64
            )
            before = int(ends[-1])
            self._segment.release()
        is_whole = before == self._found.position_starts[-1] == len(self._found.positions)
        demand(bool(is_whole), self._positions, "its positions are not as many as the frequencies")
        return tokens

    def _check_terms(self) -> None:
        file, found, what = self._terms, self._found, f"{self._field} term"
        check_strings(file, found.terms, what)
        check_sorted(file, found.terms, what)
        check_text(file, found.terms, what)
        check_lines(file, found.terms, what)
        starts, count = found.starts, len(found.documents)
        is_whole = len(starts) == len(found.terms) + 1 and starts[0] == 0 and starts[-1] == count
        demand(bool(is_whole), file, "its postings are not all there")
        check_ascending(file, starts, f"{what}’s postings", step=1)

    def _check_many(self) -> None:
        """Check what is said of frequencies beyond a byte, and the numbers of everything."""
        file, found, count = self._postings, self._found, len(self._found.documents)
        demand(len(found.frequencies) == count, file, "its frequencies are not all there")
        is_whole = len(found.many_postings) == len(found.many_frequencies)
        demand(is_whole, file, "its high frequencies are not all there")
        check_ascending(file, found.many_postings, "high frequency", step=1)
        blocks = -(-count // BLOCK) + 1
        is_whole = len(found.position_starts) == blocks
        demand(is_whole, self._positions, "the starts of its positions are not all there")

    def _documents(self, first: int, end: int) -> Array:
        """Return the documents of some postings: ascending, unless a term begins."""
        found = self._found
        documents: Array = found.documents[max(0, first - 1) : end].astype(np.int64)
        is_there = int(documents.max()) < self._count
        demand(is_there, self._postings, "it names a document that is not there")
        begins = np.zeros(len(documents), dtype=bool)
        terms = np.searchsorted(found.starts, (first, end))
        begins[found.starts[terms[0] : terms[1]].astype(np.int64) - max(0, first - 1)] = True
        is_ascending = bool(((np.diff(documents) > 0) | begins[1:]).all())
        demand(is_ascending, self._postings, "its documents are not in order")
        return documents[len(documents) - (end - first) :]

    def _frequencies(self, first: int, end: int) -> Array:
        found, file = self._found, self._postings
        stored = found.frequencies[first:end]
        demand(bool((stored > 0).all()), file, "a term stands nowhere in a document")
        many = np.flatnonzero(stored == MANY) + first
        start, stop = np.searchsorted(found.many_postings, (first, end))
        is_known = np.array_equal(found.many_postings[start:stop], many)
        demand(is_known, file, "its high frequencies are those of others")
        is_many = bool((found.many_frequencies[start:stop] >= MANY).all())
        demand(is_many, file, "a high frequency is low")
        return found.exact_frequencies(first, end)

    def _check_starts(self, first: int, starts: Array) -> None:
        stored = self._found.position_starts[first // BLOCK :][: -(-len(starts) // BLOCK)]
        is_so = np.array_equal(stored, starts[::BLOCK])
        demand(is_so, self._positions, "positions begin elsewhere than frequencies say")

    def _check_positions(self, before: int, ends: Array) -> None:
        """Check that the positions of each posting ascend."""
        file: ArrayFile = self._positions
        last = int(ends[-1])
        demand(last <= len(self._found.positions), file, "its positions are not all there")
        for first in range(before, last, CHUNK):
            part = self._found.positions[first : min(first + CHUNK + 1, last)].astype(np.int64)
            begins = np.zeros(len(part), dtype=bool)
            here = ends[slice(*np.searchsorted(ends, (first, first + len(part))))]
            begins[here - first] = True
            is_ascending = bool(((np.diff(part) > 0) | begins[1:]).all())
            demand(is_ascending, file, "the positions of a posting are not in order")
