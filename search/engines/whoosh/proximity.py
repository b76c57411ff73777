"""Whether words stand near each other, given where each of them stands."""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Sequence

Spots = Sequence[int]
"""The ascending positions of a word in a document."""


def stand_near(words: Sequence[Spots], reach: int, *, is_ordered: bool) -> bool:
    """Tell whether each word has a place of its own, the last at most `reach` after the first."""
    if not all(words):
        return False
    if is_ordered:
        return any(_in_order(words, first, reach) for first in words[0])
    return any(_seated(words, first, reach) for first in itertools.chain(*words))


def _in_order(words: Sequence[Spots], first: int, reach: int) -> bool:
    last = first
    for word in words[1:]:
        place = bisect.bisect_right(word, last)
        if place == len(word):
            return False
        last = word[place]
    return last - first <= reach


def _seated(words: Sequence[Spots], first: int, reach: int) -> bool:
    """Tell whether all words find different positions from `first` on (Kuhn's matching)."""
    taken: dict[int, int] = {}
    window = range(first, first + reach + 1)
    return all(_seat(words, word, window, taken, set()) for word in range(len(words)))


def _seat(
    words: Sequence[Spots], word: int, window: range, taken: dict[int, int], seen: set[int]
) -> bool:
    """Give a word a position, moving others; of each word a few positions are enough."""
    start = bisect.bisect_left(words[word], window.start)
    for position in words[word][start : start + len(words)]:
        if position not in window or position in seen:
            continue
        seen.add(position)
        if position not in taken or _seat(words, taken[position], window, taken, seen):
            taken[position] = word
            return True
    return False
