"""The lengths of documents, a byte each: Whoosh's scale, exact to about a twentieth."""

from __future__ import annotations

import functools

import numpy as np
from whoosh.util.numeric import byte_to_length

from search.engines.whoosh.codec.files import Array

_LONGEST = 255


def to_bytes(lengths: Array) -> Array:
    """Return numbers of tokens as bytes, rounded up to the next that a byte stands for."""
    steps = np.searchsorted(lengths_of_bytes(), lengths)
    return np.minimum(steps, _LONGEST).astype(np.uint8)


@functools.cache
def lengths_of_bytes() -> Array:
    """Return the number of tokens that each of the 256 bytes stands for, ascending."""
    return np.array([byte_to_length(byte) for byte in range(_LONGEST + 1)], dtype=np.float64)
