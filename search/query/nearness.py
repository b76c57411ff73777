"""Which words stand near each other, given where each of them stands."""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Iterator, Sequence

from search.query.tree import Near

Spots = Sequence[int]
"""The ascending positions of a word in a document."""


def reach_of(near: Near) -> int:
    """Return how far after the first word the last may stand; below 0, nowhere."""
    return near.distance + len(near.words) - 2


def stand_near(words: Sequence[Spots], reach: int, *, is_ordered: bool) -> bool:
    """Tell whether each word has a place of its own, the last at most `reach` after the first."""
    if not all(words):
        return False
    if is_ordered:
        return any(_in_order(words, first, reach) for first in words[0])
    return any(_seated(words, first, reach) for first in itertools.chain(*words))


def standing_near(words: Sequence[Spots], reach: int, *, is_ordered: bool) -> frozenset[int]:
    """Return the positions that take part where words stand near each other."""
    if not all(words):
        return frozenset()
    spans = _ordered_spans(words, reach) if is_ordered else _spans(words, reach)
    found: set[int] = set()
    done = [-1] * len(words)  # spans of a word ascend, and each position is looked at once
    for number, low, high in spans:
        start = bisect.bisect_left(words[number], max(low, done[number] + 1))
        found.update(words[number][start : bisect.bisect_right(words[number], high)])
        done[number] = max(done[number], high)
    return frozenset(found)


def _spans(words: Sequence[Spots], reach: int) -> Iterator[tuple[int, int, int]]:
    """Yield each word with the span in which it and all others stand.

    Wherever all have places, each place of a word can be its own, and the others move.
    """
    for first in sorted(set(itertools.chain(*words))):
        if _seated(words, first, reach):
            yield from ((number, first, first + reach) for number in range(len(words)))


def _ordered_spans(words: Sequence[Spots], reach: int) -> Iterator[tuple[int, int, int]]:
    """Yield each word with the span in which it may stand after the words before it."""
    for first in words[0]:
        lows = _chain(words, first)
        if lows is None:
            return
        if lows[-1] > first + reach:
            continue
        high = first + reach + 1
        for number in range(len(words) - 1, 0, -1):
            high = words[number][bisect.bisect_left(words[number], high) - 1]
            yield number, lows[number], high
        yield 0, first, first


def _chain(words: Sequence[Spots], first: int) -> list[int] | None:
    """Return the first places of words, each after the one before; None where there are none."""
    places = [first]
    for word in words[1:]:
        place = bisect.bisect_right(word, places[-1])
        if place == len(word):
            return None
        places.append(word[place])
    return places


def _in_order(words: Sequence[Spots], first: int, reach: int) -> bool:
    places = _chain(words, first)
    return places is not None and places[-1] - first <= reach


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
