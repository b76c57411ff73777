"""Arithmetic on lists of lists that stand one after another in one array."""

from __future__ import annotations

import numpy as np

from search.engines.whoosh.codec.files import Array


def starts_of(lengths: Array) -> Array:
    """Return where each list begins, and after the last where it ends."""
    return np.concatenate(([0], np.cumsum(lengths, dtype=np.int64)))


def places(starts: Array, lengths: Array) -> Array:
    """Return the places of all members of some lists, list after list."""
    ends = np.cumsum(lengths, dtype=np.int64)
    total = int(ends[-1]) if len(ends) else 0
    found: Array = np.repeat(starts - (ends - lengths), lengths)
    found += np.arange(total)
    return found
