"""Learn weights by moving one of them at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from benchmarks.judged_candidates import Weights

FACTORS = (0.0, 0.5, 0.75, 4 / 3, 2.0)
"""What a weight is multiplied by to see whether it gets better."""

FIRST = (0.1, 0.3, 1.0)
"""What is tried for a weight of nothing."""

LEAST_GAIN = 0.0003
"""nDCG by which training must gain for a weight to move: less is chance."""

MOST_ROUNDS = 20

Worth = tuple[float, float]
"""What weights are worth in training and in validation."""

Measure = Callable[[Weights], Worth]


def ascend(measure: Measure, start: Weights) -> Weights:
    """Return better weights, moved one after the other until none gains any more.

    A move must gain LEAST_GAIN in training and lose nothing in validation.
    """
    weights, worth = start, measure(start)
    for _ in range(MOST_ROUNDS):
        before = worth
        for number in range(len(start)):
            worth, weights = max(
                [(worth, weights), *_better(measure, (worth, weights), number)],
                key=lambda pair: pair[0],
            )
        if worth == before:
            break
    return weights


def _better(
    measure: Measure, best: tuple[Worth, Weights], number: int
) -> Iterator[tuple[Worth, Weights]]:
    """Yield what is gained by other values of one weight, where it is enough."""
    (training, validation), weights = best
    for moved in neighbors(weights, number):
        found = measure(moved)
        if found[0] >= training + LEAST_GAIN and found[1] >= validation:
            yield found, moved


def neighbors(weights: Weights, number: int) -> Iterator[Weights]:
    """Yield weights of which one is another."""
    weight = weights[number]
    for value in [weight * factor for factor in FACTORS] if weight else FIRST:
        moved = weights.copy()
        moved[number] = round(value, 2)
        if moved[number] != weight:
            yield moved
