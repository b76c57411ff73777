"""The loops of searching: compiled where there is a compiler, else the same ones in numpy.

A set of documents is a buffer of ascending four-byte numbers. Kernels check what they are given,
and raise ValueError or IndexError for arrays that cannot be those of an index.
"""

from __future__ import annotations

import os
from types import ModuleType
from typing import NamedTuple

from search.engines.whoosh import array_kernels

VARIABLE = "TROUVAILLE_KERNELS"
"""The environment variable that asks for the kernels in numpy by the value `numpy`."""


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


def _choose() -> ModuleType:
    if os.environ.get(VARIABLE) == "numpy":
        return array_kernels
    try:
        from search.engines.whoosh import _kernels  # noqa: PLC0415 - it may not be there
    except ImportError:
        return array_kernels
    return _kernels


_chosen = _choose()
best_of_any = _chosen.best_of_any
best_among = _chosen.best_among
unite = _chosen.unite
common = _chosen.common
without = _chosen.without
mark = _chosen.mark
phrase = _chosen.phrase
near = _chosen.near
positions = _chosen.positions
place_of = _chosen.place_of
within = _chosen.within
