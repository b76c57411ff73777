"""How far a word is from what was typed: by the keys of a French keyboard and by its sound."""

from __future__ import annotations

import functools
import importlib.resources
from collections.abc import Iterator, Mapping

CHANGED = 1.0
MISSING = 0.9
TOO_MUCH = 0.9
SWAPPED = 0.6
NEIGHBOR = 0.7
"""What it costs to take a letter for another, to leave one out, to type one too many, two in the
wrong order, and one for that of a key beside it."""

FIRST = 0.3
"""What a mistake in the first letter costs beside: it is the one that people look at."""

FURTHEST = 2.5
"""What is further than this is another word."""

_ROWS = ("azertyuiop", "qsdfghjklm", "wxcvbn")
"""The letters of a French keyboard (AZERTY); a row stands half a key to the right of the last."""

LONGEST_SOUND = 4
"""Letters of a sound at most, the end of a word included: see sounds.txt."""

CHEAPEST_LETTER = 0.2
"""What it costs at least that one of two words is a letter longer: see sounds.txt."""

Costs = Mapping[str, Mapping[str, float]]


def distance(typed: str, meant: str) -> float:
    """Return the cost of the cheapest mistakes that make `typed` of `meant`, both folded.

    More than FURTHEST is not told from any other number above it.
    """
    start = _common_start(typed, meant)
    one, other = typed[start:] + "$", meant[start:] + "$"
    end = _common_start(one[::-1], other[::-1])
    before = typed[max(0, start - 1) : start]
    after = one[len(one) - end :][:2]
    core = before + one[: len(one) - end] + after, before + other[: len(other) - end] + after
    if abs(len(core[0]) - len(core[1])) > FURTHEST / CHEAPEST_LETTER:
        return FURTHEST + 1
    return _aligned(*core) + (FIRST if typed[:1] != meant[:1] else 0.0)


def sounding_alike(word: str) -> Iterator[tuple[str, float]]:
    """Yield what a word may be when one of its sounds is written otherwise, and the cost."""
    whole = word + "$"
    for start in range(len(whole)):
        for length in range(1, LONGEST_SOUND + 1):
            for other, cost in sounds().get(whole[start : start + length], {}).items():
                yield (whole[:start] + other + whole[start + length :]).rstrip("$"), cost


@functools.cache
def sounds() -> Costs:
    """Return which letters stand for which, and what it costs."""
    path = importlib.resources.files("search.query").joinpath("sounds.txt")
    found: dict[str, dict[str, float]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if content := line.partition("#")[0].split():
            one, other, cost = content[0].strip("_"), content[1].strip("_"), float(content[2])
            found.setdefault(one, {})[other] = found.setdefault(other, {})[one] = cost
    return found


def _common_start(one: str, other: str) -> int:
    length = 0
    for first, second in zip(one, other, strict=False):
        if first != second:
            break
        length += 1
    return length


def _aligned(typed: str, meant: str) -> float:
    """Return the cost of the cheapest way to go through both words to their ends."""
    rows = [[FURTHEST + 1.0] * (len(meant) + 1) for _ in range(len(typed) + 1)]
    rows[0][0] = 0.0
    for i, row in enumerate(rows):
        for j, cost in enumerate(row):
            if cost <= FURTHEST:
                _go_on(rows, typed[i:], meant[j:], (i, j))
    return rows[-1][-1]


def _go_on(rows: list[list[float]], typed: str, meant: str, place: tuple[int, int]) -> None:
    """Note what the next mistake, or none, costs from a place on."""
    i, j = place
    for length, other, cost in _steps(typed, meant):
        reached = rows[i][j] + cost
        rows[i + length][j + other] = min(rows[i + length][j + other], reached)


def _steps(typed: str, meant: str) -> Iterator[tuple[int, int, float]]:
    """Yield how many letters of both a step takes, and what it costs."""
    if typed and meant:
        yield 1, 1, letter_cost(typed[0], meant[0])
        if len(typed) > 1 and len(meant) > 1 and typed[:2] == meant[1::-1]:
            yield 2, 2, SWAPPED
    if typed:
        yield 1, 0, TOO_MUCH
    if meant:
        yield 0, 1, MISSING
    for length in range(min(LONGEST_SOUND, len(typed)) + 1):
        for other, cost in sounds().get(typed[:length], {}).items():
            if meant.startswith(other):
                yield length, len(other), cost


def letter_cost(typed: str, meant: str) -> float:
    """Return what it costs to take one letter for another."""
    if typed == meant:
        return 0.0
    return NEIGHBOR if meant in neighbors().get(typed, "") else CHANGED


@functools.cache
def neighbors() -> Mapping[str, str]:
    """Return the letters on the keys around that of each letter."""
    places = {
        letter: (column + 0.5 * row, row)
        for row, letters in enumerate(_ROWS)
        for column, letter in enumerate(letters)
    }
    return {
        letter: "".join(
            other
            for other, (p, q) in places.items()
            if other != letter and abs(x - p) <= 1 and abs(y - q) <= 1
        )
        for letter, (x, y) in places.items()
    }
