"""Part a run's batches into portions, each of which a process stores at once."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

LEAST_TOKENS = 1 << 17
"""Tokens from which on a portion is worth another one beside it: some tenths of a second of work,
where merging the two takes some hundredths."""


def part(counts: Sequence[int], most: int, processes: int) -> list[range]:
    """Return the batches of each portion, given the tokens of each batch.

    A portion has about `most` tokens at the most. All are of about the same size, and as many as
    keep all processes busy.
    """
    total = sum(counts)
    needed = math.ceil(total / most)
    shared = max(1, min(processes, total // LEAST_TOKENS))
    number = max(1, math.ceil(needed / shared)) * shared
    before = itertools.accumulate(counts, initial=0)
    places = [number * tokens // max(1, total) for tokens, _ in zip(before, counts, strict=False)]
    groups = itertools.groupby(range(len(counts)), places.__getitem__)
    portions = [list(batches) for _, batches in groups]
    return [range(batches[0], batches[-1] + 1) for batches in portions]
