"""The loops of searching: compiled where there is a compiler, else the same ones in numpy.

A set of documents is a buffer of ascending four-byte numbers. Kernels check what they are given,
and raise ValueError or IndexError for arrays that cannot be those of an index, TypeError for a
call that is wrong.
"""

from __future__ import annotations

import enum
import importlib
from typing import NamedTuple

from search.compiled import find_compiled, is_refused


class Arrays(NamedTuple):
    """The postings of a field, as kernels read them."""

    documents: memoryview
    frequencies: memoryview
    many_postings: memoryview
    many_frequencies: memoryview
    position_starts: memoryview
    positions: memoryview


class TermList(NamedTuple):
    """The postings of a term: those from `start` on and before `end`."""

    arrays: Arrays
    start: int
    end: int


class Arrangement(enum.IntEnum):
    """Where words must stand: anywhere, each right after the one before, or near each other."""

    ANYWHERE = 0
    ADJACENT = 1
    IN_ORDER = 2
    IN_ANY_ORDER = 3


compiled = find_compiled("search.engines.whoosh._kernels")
_chosen = (
    importlib.import_module("search.engines.whoosh.array_kernels")
    if compiled is None or is_refused()
    else compiled
)

best_of_any = _chosen.best_of_any
best_among = _chosen.best_among
unite = _chosen.unite
common = _chosen.common
without = _chosen.without
totals = _chosen.totals
standing = _chosen.standing
best_of_all = _chosen.best_of_all
positions = _chosen.positions
frequencies = _chosen.frequencies
place_of = _chosen.place_of
strings = _chosen.strings
within = _chosen.within
