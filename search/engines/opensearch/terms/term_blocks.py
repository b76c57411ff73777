"""Sorted terms as documents of the state index, which blocks of them can be read by themselves.

A run holds the terms of some articles: blocks of terms that follow each other; the most frequent
ones of each short beginning of many; and last, for each field, what every block begins with, by
which the run is known: one that broke off is as if it were not there.
"""

from __future__ import annotations

import heapq
import itertools
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from search.query import Field

BLOCK = 256
"""Terms of a block: three kilobytes, two of which most beginnings of four letters need."""

BLOCK_LETTERS = 1 << 15
"""Letters at which a block ends, whatever it holds: words may be immense."""

BEGINNING = 64
"""Letters of a block's first term that are kept to find it."""

SHORT = 3
"""Letters of a beginning up to which its most frequent terms are kept."""

MANY = 2 * BLOCK
"""Terms of a beginning from which on they are; of fewer, all are looked at."""

MOST_FREQUENT = 64
"""Terms that are kept of a beginning."""

LEAF, HEAD, ROOT = "terms", "head", "root"
"""What a document of a run is, by its field `kind`: a block, frequent terms, or what begins them.

The first is the kind of nearly all of them.
"""

Term = tuple[str, int]
"""A term, and in how many documents it stood."""

_encode = json.JSONEncoder(separators=(",", ":")).encode


class Terms(NamedTuple):
    """Terms of a document, each ended by a newline, and in how many documents each stood."""

    text: str
    counts: list[int]

    @classmethod
    def read(cls, source: Mapping[str, Any]) -> Terms:
        """Return the terms of a document that a server sent."""
        text, counts = source["terms"]
        return cls(text, [*map(int, counts.split())])

    def pairs(self) -> Iterator[Term]:
        """Yield the terms one by one."""
        return zip(self.text.split("\n"), self.counts, strict=False)


def documents_of(run: str, terms: Mapping[Field, Iterable[Term]]) -> Iterator[tuple[str, bytes]]:
    """Yield the documents of a run, by the names a server shall know them by, as JSON.

    The terms ascend, no two alike. What makes the run known comes last.
    """
    roots = []
    for field, ascending in terms.items():
        heads, begins = _Heads(), []
        for number, block in enumerate(_blocks(ascending)):
            begins.append((block[0][0][:BEGINNING], len(block)))
            yield _document(run, field, LEAF, str(number), block)
            if field is Field.EXACT:
                heads.add(block)
        for start, frequent in heads.finished():
            yield _document(run, field, HEAD, start, frequent)
        roots.append(_document(run, field, ROOT, "", begins))
    yield from roots


def name_of(run: str, field: Field, kind: str, part: str) -> str:
    """Return what a server knows a document of a run by."""
    return f"{run}.{field.value}.{kind}.{part}"


def _blocks(terms: Iterable[Term]) -> Iterator[list[Term]]:
    block: list[Term] = []
    letters = 0
    for term in terms:
        block.append(term)
        letters += len(term[0])
        if len(block) == BLOCK or letters >= BLOCK_LETTERS:
            yield block
            block, letters = [], 0
    if block:
        yield block


def _document(
    run: str, field: Field, kind: str, part: str, terms: Sequence[Term]
) -> tuple[str, bytes]:
    text = "".join(f"{term}\n" for term, _ in terms)
    counts = " ".join(str(count) for _, count in terms)
    written = {"kind": kind, "run": run, "field": field.value, "terms": [text, counts]}
    return name_of(run, field, kind, part), _encode(written).encode()


class _Heads:
    """The most frequent terms of each short beginning of many."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = defaultdict(int)
        self._frequent: dict[str, list[Term]] = defaultdict(list)

    def add(self, terms: Iterable[Term]) -> None:
        """Take terms that follow each other."""
        for start, group in itertools.groupby(terms, key=lambda term: term[0][:SHORT]):
            listed = [*group]
            frequent = _most_frequent(listed)
            for length in range(len(start) + 1):
                self._numbers[start[:length]] += len(listed)
                self._frequent[start[:length]] += frequent

    def finished(self) -> Iterator[tuple[str, list[Term]]]:
        """Yield the beginnings of many terms, and the most frequent of these."""
        for start, number in self._numbers.items():
            if number > MANY:
                yield start, _most_frequent(self._frequent[start])


def _most_frequent(terms: Sequence[Term]) -> list[Term]:
    return heapq.nsmallest(MOST_FREQUENT, terms, key=lambda term: (-term[1], term[0]))
