"""Print tables."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence

NOTHING = "–"
"""Stands where there is no figure."""


def print_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows under their head, the first column left, the others right."""
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    for row in (head, *rows):
        first, *others = (
            cell.ljust(width) if not index else cell.rjust(width)
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        print("  ".join((first, *others)).rstrip())


def with_means(figures: Mapping[str, Sequence[float]]) -> list[tuple[str, ...]]:
    """Return a row for each name and its figures, then one of their means."""
    means = list(map(statistics.fmean, zip(*figures.values(), strict=True)))
    return [
        (name, *(f"{value:.4f}" for value in values))
        for name, values in (*figures.items(), ("mean", means))
    ]
