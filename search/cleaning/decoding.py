"""The best path of states through a page (Viterbi 1967)."""

from __future__ import annotations

import operator
from collections.abc import Sequence
from itertools import repeat

from search.cleaning.scoring import Scores, Weights
from search.cleaning.states import State

_NEVER = -(10**9)
_STATES = tuple(State)

Best = list[tuple[int, int]]
"""For one line, the states that may still be on the best path, in order: place and total."""


def decode(
    scores: Sequence[Scores], allowed: Sequence[frozenset[State] | None], weights: Weights
) -> list[State]:
    """Return the states that fit a page's lines best as a whole.

    `allowed` names the states that a line may have, None where all are.
    """
    if not scores:
        return []
    first, *fits = _restrict(scores, allowed)
    totals = list(map(operator.add, weights.first, first))
    steps: list[Best] = []
    for fit in fits:
        best = _candidates(totals, weights.margins)
        steps.append(best)
        totals = list(map(operator.add, _arrive(best, weights.transitions), fit))
    return _trace(list(map(operator.add, totals, weights.last)), steps, weights.transitions)


def _restrict(scores: Sequence[Scores], allowed: Sequence[frozenset[State] | None]) -> list[Scores]:
    distinct = {states for states in allowed if states is not None}
    costs = {states: [0 if s in states else _NEVER for s in _STATES] for states in distinct}
    return [
        scores_of if states is None else tuple(map(operator.add, scores_of, costs[states]))
        for scores_of, states in zip(scores, allowed, strict=True)
    ]


def _candidates(totals: list[int], margins: Sequence[Scores]) -> Best:
    """Return the states but for those that the best one leads by too much, whatever follows."""
    highest = max(totals)
    margin = margins[totals.index(highest)]
    needed = map(operator.sub, repeat(highest), margin)
    return [pair for pair, least in zip(enumerate(totals), needed, strict=True) if pair[1] >= least]


def _arrive(best: Best, transitions: Sequence[Scores]) -> Sequence[int]:
    """Return the highest total with which each state is reached from one of `best`."""
    reached = [[total + step for step in transitions[place]] for place, total in best]
    return reached[0] if len(reached) == 1 else list(map(max, *reached))


def _trace(totals: list[int], steps: list[Best], transitions: Sequence[Scores]) -> list[State]:
    place = totals.index(max(totals))
    places = [place]
    for best in reversed(steps):
        sums = [total + transitions[before][place] for before, total in best]
        place = best[sums.index(max(sums))][0]
        places.append(place)
    return [_STATES[place] for place in reversed(places)]
