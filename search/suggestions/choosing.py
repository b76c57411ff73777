"""Choose the documents that are read to complete a query."""

from __future__ import annotations

import numpy as np

from search.engines.completer import Standing

DOCUMENTS = 8
"""Documents that are read to complete a phrase."""

OF_EACH = 2
"""Documents that are read to see how a word is written."""

TITLE_POSITIONS = 24
"""Positions at which a title may be found; whether it is one is seen in the document."""

TITLE_DOCUMENTS = 6
"""Documents that are read for titles."""


def examples(standing: Standing, limit: int) -> list[int]:
    """Return documents in which the most frequent words stand, some of each."""
    keys, ranks = np.unique(standing.keys, return_inverse=True)
    by_term = np.unique(standing.numbers << 32 | ranks)
    numbers, firsts, counts = np.unique(by_term >> 32, return_index=True, return_counts=True)
    order = np.lexsort((numbers, -counts))[:limit]
    room = max(OF_EACH, DOCUMENTS // max(1, len(order)))
    found: list[int] = []
    for first, count in zip(firsts[order].tolist(), counts[order].tolist(), strict=True):
        own = by_term[first : first + count]
        found += keys[own[:: -(-count // room)] & 0xFFFFFFFF].tolist()
    return [*dict.fromkeys(found)]


def earliest(standing: Standing, words: int) -> list[int]:
    """Return documents in which what was typed stands where a title may, the earliest first."""
    is_early = np.flatnonzero(standing.positions < TITLE_POSITIONS + words)
    order = is_early[np.lexsort((standing.keys[is_early], standing.positions[is_early]))]
    return [*dict.fromkeys(standing.keys[order[:TITLE_DOCUMENTS]].tolist())]
