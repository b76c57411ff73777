"""Read texts as numbers of terms: each run of characters is looked at once, and remembered.

A lexicon knows no French: it is told what the terms of a run are. A run may stand for several
words, and several terms may share a position.
"""

from __future__ import annotations

import functools
import itertools
import struct
from collections.abc import Callable, Sequence
from typing import Protocol, cast

import numpy as np
import numpy.typing as npt

from search.analysis.chain import LONGEST_REMEMBERED
from search.analysis.normalizing import APOSTROPHES, INVISIBLE
from search.analysis.tokenizing import HYPHENS, JOINERS
from search.compiled import find_compiled, is_refused

NO_TERM = -1
"""The number of the term of a word that has none in a field, as a stop word has no stem."""

_CHARACTERS = 0x2100
"""Code points of which is told whether they part runs: those of alphabets and of punctuation. Any
other belongs to a run, and whoever is asked for its words finds out."""

_SIGNS = '"():«»'
"""Frequent signs that belong to no word; without them a text has far fewer different runs."""

_ENDS = (". ", ", ", "- ", " -")
"""Frequent signs that may join words, where they do not."""

_TOKEN = np.dtype([("stem", "<i4"), ("exact", "<i4"), ("step", "<i4")])

Numbers = npt.NDArray[np.int32]

Read = tuple[bytes, bytes, bytes, bytes, bytes, bytes]
"""What was read of some texts, as numbers of 32 bits: the terms of each field in the order of their
first use, the number of each token's term in this order, field after field, the positions of the
tokens, which count on from text to text, and for each text how many tokens and positions stand
before its end."""

Find = Callable[[str], bytes]
"""Returns the tokens of a run, as `pack` makes bytes of them."""

pack = struct.Struct("<iii").pack
"""Return a token as bytes: the numbers of its stem and of its exact form, and how many positions it
stands after the one before; the first of a run at least one."""


class Lexicon(Protocol):
    """The tokens of runs of characters; not to be shared by threads."""

    def read(self, texts: list[str], find: Find) -> Read:
        """Return the tokens of texts; `find` is asked for those of runs that are not known."""

    def __len__(self) -> int:
        """Return how many runs are remembered."""


def make_lexicon() -> Lexicon:
    """Return a lexicon that knows nothing yet."""
    if compiled is None or is_refused():
        return PlainLexicon()
    return cast(Lexicon, compiled.Lexicon(parting_characters()))


compiled = find_compiled("search.analysis._lexicon")


@functools.cache
def parting_characters() -> bytes:
    """Return a byte for each character: 1 for one that parts words, 2 for one that may join them.

    3 is for one that joins figures or single letters only, 0 for one that may stand in a word.
    """
    return bytes(map(_kind, map(chr, range(_CHARACTERS))))


def _kind(char: str) -> int:
    if char.isalnum() or "\u0300" <= char <= "\u036f" or char in APOSTROPHES + INVISIBLE:
        return 0
    if char in HYPHENS:
        return 2
    return 3 if char in JOINERS else 1


class PlainLexicon:
    """The lexicon of those who have no compiler; its runs may be longer, but hold the same words.

    Python finds runs between white space sooner than runs of certain characters.
    """

    def __init__(self) -> None:
        self._runs = _Runs()

    def __len__(self) -> int:
        return len(self._runs)

    def read(self, texts: list[str], find: Find) -> Read:
        """Return the tokens of texts; `find` is asked for those of runs that are not known."""
        self._runs.find = find
        found = [self._tokens(text) for text in texts]
        tokens = np.frombuffer(b"".join(found), _TOKEN)
        stems, stem_numbers = _renumber(np.ascontiguousarray(tokens["stem"]))
        exacts, exact_numbers = _renumber(np.ascontiguousarray(tokens["exact"]))
        positions = np.cumsum(tokens["step"], dtype=np.int32)
        lengths = [len(each) // _TOKEN.itemsize for each in found]
        ends = _ends(lengths, positions)
        parts = (stems, exacts, stem_numbers, exact_numbers, positions - np.int32(1), ends)
        return cast(Read, tuple(part.tobytes() for part in parts))

    def _tokens(self, text: str) -> bytes:
        text = f"{text} "
        for sign in _SIGNS:
            text = text.replace(sign, " ")
        for sign in _ENDS:
            text = text.replace(sign, "  ")
        return b"".join(map(self._runs.__getitem__, text.split()))


class _Runs(dict[str, bytes]):
    """The tokens of each run of characters between white space, found where they are missing."""

    find: Find

    def __missing__(self, run: str) -> bytes:
        found = self.find(run)
        if len(run) <= LONGEST_REMEMBERED:
            self[run] = found
        return found


def _renumber(numbers: Numbers) -> tuple[Numbers, Numbers]:
    """Return the terms in the order of their first use, and `numbers` counted in that order."""
    places = np.arange(len(numbers), dtype=np.int32)
    count = int(numbers.max(initial=NO_TERM)) + 1
    first = np.empty(count + 1, np.int32)  # the last is that of no term
    first[numbers[::-1]] = places[::-1]  # of several values, the one that is written last stays
    used = numbers[first[numbers] == places]
    used = used[used != NO_TERM]
    renumbered = np.full(count + 1, NO_TERM, np.int32)
    renumbered[used] = np.arange(len(used), dtype=np.int32)
    return used, renumbered[numbers]


def _ends(lengths: Sequence[int], positions: Numbers) -> Numbers:
    """Return the tokens and the positions before the end of each text, given its tokens."""
    tokens = np.array([*itertools.accumulate(lengths)], dtype=np.int32)
    before = np.concatenate(([0], positions)).astype(np.int32)
    return np.column_stack((tokens, before[tokens])).ravel()
