"""Analyze many documents at once into arrays, without an object for each word."""

from __future__ import annotations

import dataclasses
import struct
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from search.analysis.chain import LONGEST_REMEMBERED
from search.analysis.tokenizing import chunks
from search.analysis.words import ChunkAnalyzer

BLOCK_GAP = 10
"""Positions between two blocks, so that no phrase runs from one into the next."""

CACHED_RUNS = 1 << 18
"""Runs of characters between white space that are remembered: about 70 MB, 60,000 articles'."""

STOP_WORD = -1
"""The number of a stop word's stem: it has none."""

_SIGNS = '.,-"():«»'
"""Frequent signs that belong to no word; without them a text has far fewer different chunks."""

_TOKEN = np.dtype([("stem", "<i4"), ("exact", "<i4")])
"""What is remembered of a word: the numbers of its terms."""

_PACK = struct.Struct("<ii").pack

Numbers = npt.NDArray[np.int32]


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class TokenArrays:
    """The tokens of several documents as numbers of terms, document after document.

    `stems` and `exacts` are the terms of the two fields by number, each once, in the order of
    their first use. `stem_numbers`, `exact_numbers` and `positions` hold one number a token: a
    stop word's stem is -1, a position counts from 0 in each document. `counts` holds the number
    of tokens of each document.
    """

    stems: list[str]
    exacts: list[str]
    stem_numbers: Numbers
    exact_numbers: Numbers
    positions: Numbers
    counts: Numbers


class BatchAnalyzer:
    """Analyze documents as FrenchAnalyzer does, many at a time; not to be shared by threads.

    The words seen are remembered; what is returned depends on the documents alone.
    """

    def __init__(self, cached_runs: int = CACHED_RUNS) -> None:
        self._cached_runs = cached_runs
        self._memory = _Memory()

    @property
    def remembered(self) -> int:
        """How many runs of characters are remembered."""
        return len(self._memory)

    def analyze(self, documents: Iterable[Sequence[str]]) -> TokenArrays:
        """Return the tokens of documents, each given as the texts of its blocks."""
        if self.remembered > self._cached_runs:
            self._memory = _Memory()
        blocks: list[int] = []
        found: list[bytes] = []
        for texts in documents:
            blocks.append(len(texts))
            found += map(self._tokens, texts)
        tokens = np.frombuffer(b"".join(found), _TOKEN)
        stems, stem_numbers = _renumber(np.ascontiguousarray(tokens["stem"]), self._memory.stems)
        exacts, exact_numbers = _renumber(
            np.ascontiguousarray(tokens["exact"]), self._memory.exacts
        )
        positions, counts = _place([len(each) // _TOKEN.itemsize for each in found], blocks)
        return TokenArrays(stems, exacts, stem_numbers, exact_numbers, positions, counts)

    def _tokens(self, text: str) -> bytes:
        for sign in _SIGNS:
            text = text.replace(sign, " ")
        return b"".join(map(self._memory.__getitem__, text.split()))


class _Terms(dict[str, int]):
    """The number of each term; one that is missing gets the next."""

    def __init__(self) -> None:
        self.by_number: list[str] = []

    def __missing__(self, term: str) -> int:
        number = self[term] = len(self.by_number)
        self.by_number.append(term)
        return number


class _Memory(dict[str, bytes]):
    """The tokens of each run of characters between white space, found where they are missing."""

    def __init__(self) -> None:
        self.stems = _Terms()
        self.exacts = _Terms()
        self._analyzer = ChunkAnalyzer()

    def __missing__(self, run: str) -> bytes:
        found = b""
        for chunk in [run] if run.isalnum() else [chunk for chunk, _ in chunks(run)]:
            for _, _, stem, exact, is_stop in self._analyzer.forms(chunk):
                found += _PACK(STOP_WORD if is_stop else self.stems[stem], self.exacts[exact])
        if len(run) <= LONGEST_REMEMBERED:
            self[run] = found
        return found


def _renumber(numbers: Numbers, terms: _Terms) -> tuple[list[str], Numbers]:
    """Return the terms in the order of their first use, and `numbers` counted in that order."""
    places = np.arange(len(numbers), dtype=np.int32)
    first = np.empty(len(terms) + 1, np.int32)  # the last is the stop words'
    first[numbers[::-1]] = places[::-1]  # of several values, the one that is written last stays
    used = numbers[first[numbers] == places]
    used = used[used != STOP_WORD]
    renumbered = np.full(len(terms) + 1, STOP_WORD, np.int32)
    renumbered[used] = np.arange(len(used), dtype=np.int32)
    return [terms.by_number[number] for number in used.tolist()], renumbered[numbers]


def _place(lengths: Sequence[int], blocks: Sequence[int]) -> tuple[Numbers, Numbers]:
    """Return the position of each token and the number of tokens of each document.

    `lengths` counts the tokens of each block, `blocks` the blocks of each document.
    """
    block_starts = np.concatenate(([0], np.cumsum(lengths, dtype=np.int64)))
    first_blocks = np.concatenate(([0], np.cumsum(blocks, dtype=np.int64)))
    starts = block_starts[first_blocks]
    gaps = (np.arange(len(lengths)) - np.repeat(first_blocks[:-1], blocks)) * BLOCK_GAP
    shifts = np.repeat(gaps - np.repeat(starts[:-1], blocks), lengths)
    positions = np.arange(block_starts[-1]) + shifts
    return positions.astype(np.int32), np.diff(starts).astype(np.int32)
