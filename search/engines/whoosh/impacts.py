"""What postings count, for every frequency and length at once."""

from __future__ import annotations

import numpy as np

from search.engines.lengths import lengths_of_bytes
from search.engines.whoosh.codec.files import Array
from search.engines.whoosh.codec.postings import MANY
from search.scoring import Scoring


def impact_table(scoring: Scoring, mean_length: float) -> Array:
    """Return f / (f + norm) for each frequency f, and each length in a byte.

    BM25 is this times the word's weight times (k1 + 1). The row of the frequency MANY, which may
    stand for any, holds the norms instead.
    """
    lengths = lengths_of_bytes()
    norms = scoring.k1 * (1 - scoring.b + scoring.b * lengths / mean_length)
    frequencies = np.arange(MANY + 1, dtype=np.float64)[:, np.newaxis]
    table = np.zeros((MANY + 1, len(lengths)))
    np.divide(frequencies, frequencies + norms, out=table, where=frequencies > 0)
    table[MANY] = norms
    return table.astype(np.float32).ravel()


def norms_of(table: memoryview) -> Array:
    """Return k1 times the norm of each length in a byte, as a table holds them."""
    rows: Array = np.frombuffer(table, dtype=np.float32).reshape(MANY + 1, -1)
    last: Array = rows[MANY]
    return last
