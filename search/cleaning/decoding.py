"""The best path of states through a page (Viterbi 1967)."""

from __future__ import annotations

from collections.abc import Sequence

from search.cleaning.scoring import Scores, Weights
from search.cleaning.states import State

_NEVER = -(10**9)
_STATES = tuple(State)


def decode(
    scores: Sequence[Scores], allowed: Sequence[frozenset[State] | None], weights: Weights
) -> list[State]:
    """Return the states that fit a page's lines best as a whole.

    `allowed` names the states that a line may have, None where all are.
    """
    if not scores:
        return []
    fits = [_restrict(*pair) for pair in zip(scores, allowed, strict=True)]
    best = list(map(sum, zip(weights.first, fits[0], strict=True)))
    arrivals = list(zip(*weights.transitions, strict=True))
    steps = []
    for fit in fits[1:]:
        best, step = _advance(best, fit, arrivals)
        steps.append(step)
    return _trace(list(map(sum, zip(best, weights.last, strict=True))), steps)


def _restrict(scores: Scores, allowed: frozenset[State] | None) -> Scores:
    if allowed is None:
        return scores
    pairs = zip(_STATES, scores, strict=True)
    return tuple(score if state in allowed else score + _NEVER for state, score in pairs)


def _advance(best: list[int], fit: Scores, arrivals: list[Scores]) -> tuple[list[int], list[int]]:
    reached, step = [], []
    for score, arrival in zip(fit, arrivals, strict=True):
        sums = list(map(int.__add__, best, arrival))
        highest = max(sums)
        reached.append(highest + score)
        step.append(sums.index(highest))
    return reached, step


def _trace(totals: list[int], steps: list[list[int]]) -> list[State]:
    place = totals.index(max(totals))
    places = [place]
    for step in reversed(steps):
        place = step[place]
        places.append(place)
    return [_STATES[place] for place in reversed(places)]
