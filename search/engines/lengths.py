"""The lengths of documents as every engine scores by them: rounded to what a byte tells."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh.util.numeric import byte_to_length

from search.analysis.batches import TokenArrays

_LONGEST = 255


def content_words(tokens: TokenArrays) -> npt.NDArray[np.int64]:
    """Return the content words of each document; other notations of words count in none."""
    owners = np.repeat(np.arange(len(tokens.counts)), tokens.counts)
    is_first = np.ones(len(owners), dtype=bool)
    is_first[1:] = (np.diff(tokens.positions) != 0) | (np.diff(owners) != 0)
    counted = owners[is_first & (tokens.stem_numbers >= 0)]
    return np.bincount(counted, minlength=len(tokens.counts))


def to_bytes(lengths: npt.NDArray[Any]) -> npt.NDArray[np.uint8]:
    """Return numbers of tokens as bytes, rounded up to the next that a byte stands for."""
    steps = np.searchsorted(lengths_of_bytes(), lengths)
    return np.minimum(steps, _LONGEST).astype(np.uint8)


@functools.cache
def lengths_of_bytes() -> npt.NDArray[np.float64]:
    """Return the number of tokens that each of the 256 bytes stands for, ascending.

    Whoosh's scale, exact to about a twentieth.
    """
    return np.array([byte_to_length(byte) for byte in range(_LONGEST + 1)], dtype=np.float64)


def rounded(lengths: npt.NDArray[Any]) -> npt.NDArray[np.float64]:
    """Return numbers of tokens as documents are scored by."""
    found: npt.NDArray[np.float64] = lengths_of_bytes()[to_bytes(lengths)]
    return found
