"""The run of lines that is most likely the article, by the lengths of the lines alone."""

from __future__ import annotations

from collections.abc import Iterable

LINE_COST = 70
"""Characters a line must exceed to lengthen the run (chosen on whole pages)."""
LONGEST_COUNTED = 400
"""Characters; what is longer counts as much as this."""


def main_block(lengths: Iterable[int]) -> tuple[int, int, int]:
    """Return where the run begins and ends, as half-open places, and its weight in characters.

    The weight is what the lines have beyond the cost of each.
    """
    most = LONGEST_COUNTED - LINE_COST
    weights = [length - LINE_COST for length in lengths]
    return heaviest_run([min(weight, most) for weight in weights])


def heaviest_run(weights: Iterable[int]) -> tuple[int, int, int]:
    """Return where the run with the greatest sum begins and ends, and its sum."""
    best_start = best_end = best = start = running = 0
    for place, weight in enumerate(weights):
        if running > 0:
            running += weight
        else:
            start, running = place, weight
        if running > best:
            best_start, best_end, best = start, place + 1, running
    return best_start, best_end, best
