"""The best path of states through a page (Viterbi 1967).

Where it is not compiled, a page is cut into stretches, a few times as many as each has lines. The
best ways through all of them, from each state to each, are found side by side, then the best way
from stretch to stretch: so two short loops of operations on arrays do for one long loop over lines.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from search.cleaning.scoring import Row, Scores, Weights
from search.cleaning.states import State
from search.compiled import find_compiled, is_refused

_NEVER = -1e7
"""Score of a state that a line may not have: as low as 32 bits still count exactly."""
_STATES = tuple(State)
_SHORTER = 3
"""Stretches for each line of one: a step through all of them costs more than one from one to the
next (chosen on pages of 50 to 200 lines)."""

Reached = Scores
"""The highest totals by state, by the state before the stretch, and by stretch."""


def decode(
    scores: Scores, allowed: Sequence[frozenset[State] | None], weights: Weights
) -> list[State]:
    """Return the states that fit a page's lines best as a whole.

    `allowed` names the states that a line may have, None where all are.
    """
    if not allowed:
        return []
    fits = np.ascontiguousarray(scores + _costs(allowed), np.float32)
    length = math.isqrt((len(allowed) - 1) // _SHORTER) + 1
    path = _find_path(fits, weights.moves, weights.first, weights.last, length)
    return [_STATES[place] for place in path]


def _costs(allowed: Sequence[frozenset[State] | None]) -> Scores:
    """Return what it costs a line to be in a state: nothing where it may."""
    numbers = {states: number for number, states in enumerate(dict.fromkeys(allowed))}
    rows = [[0 if not states or s in states else _NEVER for s in _STATES] for states in numbers]
    kinds = list(map(numbers.__getitem__, allowed))
    return np.array(rows, np.float32).T.take(kinds, axis=1)


def best_path(fits: Scores, moves: Scores, first: Row, last: Row, length: int) -> list[int]:
    """Return the numbers of the states of at least one line; stretches have `length` lines.

    Of paths that are as good, the one of the lowest states at the ends of stretches is taken, the
    last stretch first, then that of the lowest states within each, the last line first.
    """
    count = fits.shape[1] - 1
    walked = _walk(_stretches(fits[:, 1:], length), moves, count)
    ends = _ends(fits[:, 0] + np.array(first), walked[-1], np.array(last))
    return [ends[0], *_trace(ends, walked, moves, count)]


compiled = find_compiled("search.cleaning._paths")
_find_path = best_path if compiled is None or is_refused() else compiled.best_path


def _stretches(fits: Scores, length: int) -> Scores:
    """Return scores of lines by state, stretch and step, the last stretch filled up with 0."""
    size, count = fits.shape
    number = -(-count // length)
    padded = np.zeros((size, number * length), np.float32)
    padded[:, :count] = fits
    return padded.reshape(size, number, length)


def _walk(fits: Scores, transitions: Scores, count: int) -> list[Reached]:
    """Return, after each step, how well each state can be reached from before the stretch.

    The last stretch ends where all stretches have `count` lines together.
    """
    size, number, length = fits.shape
    last_length = count - (number - 1) * length
    walked: list[Scores] = [transitions.T[:, :, None] + fits[:, None, :, 0]]
    for step in range(1, length):
        ways = transitions[:, :, None] + walked[-1].reshape(size, 1, size * number)
        # as ways.max(axis=0), at half the cost of the call
        reached = np.maximum.reduce(ways).reshape(size, size, number)
        reached += fits[:, None, :, step]
        if step >= last_length:
            reached[..., -1] = walked[-1][..., -1]
        walked.append(reached)
    return walked


def _ends(totals: Scores, through: Reached, last: Scores) -> list[int]:
    """Return the states of the first line and of the last line of each stretch."""
    before = []
    for reached in through.transpose(2, 0, 1):
        ways = totals + reached
        before.append(ways)
        totals = np.maximum.reduce(ways, axis=1)
    place = int((totals + last).argmax())
    places = [place]
    for ways in reversed(before):
        place = int(ways[place].argmax())
        places.append(place)
    return places[::-1]


def _trace(
    ends: Sequence[int], walked: Sequence[Reached], transitions: Scores, count: int
) -> list[int]:
    """Return the states of all lines but the first, those in the stretches by their ends."""
    starts, places = np.array(ends[:-1], np.intp), np.array(ends[1:], np.intp)
    number, length = len(starts), len(walked)
    last_length = count - (number - 1) * length
    columns = starts * number + np.arange(number)
    path = np.empty((number, length), np.intp)
    for step in range(length - 1, 0, -1):
        path[:, step] = places
        reached = walked[step - 1].reshape(len(transitions), -1).take(columns, axis=1)
        before = (reached + transitions.take(places, axis=1)).argmax(axis=0)
        if step >= last_length:
            before[-1] = places[-1]
        places = before
    path[:, 0] = places
    states: list[int] = path.ravel()[:count].tolist()
    return states
