"""How near the words of a query stand to each other in a document.

`proximity.c` does the same, faster, where there is a compiler.
"""

from __future__ import annotations

import bisect
import functools
import itertools
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from search.analysis import CAPTIONS
from search.compiled import find_compiled, is_refused

NAMES = ("pairs", "near", "window", "span", "lead", "whole", "captions")
"""The features, in the order of the columns.

- `pairs`: the mean weights of two words that follow each other as typed, stop words included;
- `near`: of two content words that stand at most NEAR apart in the order typed;
- `window`: the most that different content words within WINDOW positions weigh together;
- `span`: what the content words that are there weigh, by the share of words in the shortest
  stretch of text that has all of them, at least two;
- `lead`: the weights of content words by how often they stand among the first LEAD positions;
- `whole`: 1 where all that was typed, two words or more, stands word for word;
- `captions`: what the content words weigh that stand in captions only.
"""

NEAR = 4
WINDOW = 20
LEAD = 30
SATURATION = 0.9
"""The k1 of BM25 for frequencies in a lead, all of which are of one length."""

Numbers = npt.NDArray[np.uint32]
Table = npt.NDArray[np.float64]
Spots = Sequence[Sequence[int]]
"""The ascending positions of each word in a document."""

compiled = find_compiled("search.ranking._proximity")


class Wanted(NamedTuple):
    """A query: the words typed by their numbers, and what each of the words is worth."""

    sequence: bytes
    weights: tuple[float, ...]
    is_content: tuple[bool, ...]


def measure(counts: Numbers, positions: Numbers, wanted: Wanted) -> Table:
    """Return the features of documents, a row each.

    `counts` has a row for each document and in it a number for each word, which says how many of
    the `positions` are its own; at most 256 words.
    """
    if compiled is None or is_refused():
        return measure_slowly(counts, positions, wanted)
    return measure_fast(counts, positions, wanted)


def measure_fast(counts: Numbers, positions: Numbers, wanted: Wanted) -> Table:
    """Measure by the compiled loops."""
    found = compiled.measure(  # type: ignore[union-attr]
        counts.tobytes(),
        positions.tobytes(),
        wanted.sequence,
        np.array(wanted.weights).tobytes(),
        bytes(wanted.is_content),
        (NEAR, WINDOW, LEAD, CAPTIONS, SATURATION),
    )
    return np.frombuffer(found).reshape(len(counts), len(NAMES))


def measure_slowly(counts: Numbers, positions: Numbers, wanted: Wanted) -> Table:
    """Measure in Python."""
    ends = np.cumsum(counts, dtype=np.int64)
    spots = [each.tolist() for each in np.split(positions, ends[:-1])] if len(ends) else []
    words = len(wanted.weights)
    rows = [
        _row(spots[first : first + words], wanted) for first in range(0, len(counts) * words, words)
    ]
    return np.array(rows).reshape(len(counts), len(NAMES))


def _row(spots: Spots, wanted: Wanted) -> tuple[float, ...]:
    places = sorted(
        (position, word)
        for word, is_content in enumerate(wanted.is_content)
        if is_content
        for position in spots[word]
    )
    content = [word for word in wanted.sequence if wanted.is_content[word]]
    distinct = (pair for pair in itertools.pairwise(content) if pair[0] != pair[1])
    return (
        _together(itertools.pairwise(wanted.sequence), spots, wanted, 1),
        _together(distinct, spots, wanted, NEAR),
        _window(places, wanted),
        _span(places, wanted),
        _lead(spots, wanted),
        float(_is_whole(spots, wanted.sequence)),
        _in_captions(spots, wanted),
    )


def _together(pairs: Iterator[tuple[int, int]], spots: Spots, wanted: Wanted, reach: int) -> float:
    """Return the mean weights of those pairs whose second word soon follows the first."""
    return sum(
        (wanted.weights[first] + wanted.weights[second]) / 2
        for first, second in pairs
        if any(_is_between(spots[second], spot + 1, spot + reach) for spot in spots[first])
    )


def _is_between(spots: Sequence[int], first: int, last: int) -> bool:
    place = bisect.bisect_left(spots, first)
    return place < len(spots) and spots[place] <= last


def _window(places: Sequence[tuple[int, int]], wanted: Wanted) -> float:
    inside: Counter[int] = Counter()
    weight = best = 0.0
    first = 0
    for position, word in places:
        if not inside[word]:
            weight += wanted.weights[word]
        inside[word] += 1
        while position - places[first][0] >= WINDOW:
            left = places[first][1]
            inside[left] -= 1
            if not inside[left]:
                weight -= wanted.weights[left]
            first += 1
        best = max(best, weight)
    return best


def _span(places: Sequence[tuple[int, int]], wanted: Wanted) -> float:
    needed = sorted({word for _, word in places})
    if len(needed) < 2:
        return 0.0
    shortest = min(_stretches(places, len(needed)))
    weight = sum(wanted.weights[word] for word in needed)
    return weight * len(needed) / max(shortest, len(needed))


def _stretches(places: Sequence[tuple[int, int]], needed: int) -> Iterator[int]:
    """Yield the lengths of stretches that have all words and would not without their first."""
    inside: Counter[int] = Counter()
    first = 0
    for position, word in places:
        inside[word] += 1
        while len(inside) == needed:
            at, left = places[first]
            yield position - at + 1
            inside[left] -= 1
            if not inside[left]:
                del inside[left]
            first += 1


def _lead(spots: Spots, wanted: Wanted) -> float:
    total = 0.0
    for own, weight, is_content in zip(spots, wanted.weights, wanted.is_content, strict=True):
        count = bisect.bisect_left(own, LEAD) if is_content else 0
        total += weight * count * (SATURATION + 1) / (count + SATURATION)
    return total


def _is_whole(spots: Spots, sequence: bytes) -> bool:
    if len(sequence) < 2:
        return False
    starts = functools.reduce(
        set.intersection,
        ({spot - place for spot in spots[word]} for place, word in enumerate(sequence)),
    )
    return bool(starts)


def _in_captions(spots: Spots, wanted: Wanted) -> float:
    words = zip(spots, wanted.weights, wanted.is_content, strict=True)
    return math.fsum(
        weight for own, weight, is_content in words if is_content and own and own[0] >= CAPTIONS
    )
