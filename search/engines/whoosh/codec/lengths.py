"""The lengths of documents and of their zones.

Lengths are kept exactly, and a byte each: Whoosh's scale, exact to about a twentieth. Of captions
is noted how far beyond CAPTIONS they begin: in nearly all documents nowhere beyond.
"""

from __future__ import annotations

import functools
from typing import NamedTuple

import numpy as np
from whoosh.util.numeric import byte_to_length

from search.analysis.batches import CAPTIONS
from search.engines.whoosh.codec.files import Array, ArrayFileWriter, smallest

_LONGEST = 255


class Lengths(NamedTuple):
    """The content words of each document, where its title ends, and where its captions begin."""

    words: Array
    title_ends: Array
    caption_starts: Array


def write_lengths(file: ArrayFileWriter, lengths: Lengths) -> None:
    """Write the lengths of all documents of a segment."""
    file.append("lengths", to_bytes(lengths.words))
    file.append("words", smallest(lengths.words))
    file.append("titles", smallest(lengths.title_ends))
    file.append("captions", smallest(lengths.caption_starts - CAPTIONS))


def to_bytes(lengths: Array) -> Array:
    """Return numbers of tokens as bytes, rounded up to the next that a byte stands for."""
    steps = np.searchsorted(lengths_of_bytes(), lengths)
    return np.minimum(steps, _LONGEST).astype(np.uint8)


@functools.cache
def lengths_of_bytes() -> Array:
    """Return the number of tokens that each of the 256 bytes stands for, ascending."""
    return np.array([byte_to_length(byte) for byte in range(_LONGEST + 1)], dtype=np.float64)
