"""About how many documents hold the terms of a pattern, each term by itself.

A server counts one term at a time. So the most frequent terms are counted; the others are taken
to have as many documents, of those that the dictionary tells, as these have.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from search.query import Field, Pattern

COUNTED = 16
"""Terms of a pattern that are counted: with nine in ten of the documents of most halves of words,
which is what articles are ranked again by."""


class Dictionary(Protocol):
    """Knows terms, and about how many documents hold each."""

    def all_terms(self, patterns: Sequence[Pattern], /) -> list[Mapping[str, int]]:
        """Return the terms of each pattern."""


class Statistics(Protocol):
    """Knows how many documents hold what."""

    def count(self, wanted: Iterable[tuple[Field, str]], /) -> list[int]:
        """Return how many documents hold each term."""


def held(
    patterns: Sequence[Pattern], dictionary: Dictionary, statistics: Statistics
) -> list[float]:
    """Return how many documents hold the terms of each pattern, one for each term that it holds."""
    told = dict(zip(patterns, dictionary.all_terms(patterns), strict=True))
    best = {pattern: _most_frequent(terms) for pattern, terms in told.items()}
    wanted = [(pattern.field, term) for pattern, terms in best.items() for term in terms]
    counts = dict(zip(wanted, statistics.count(wanted), strict=True))  # by one request
    return [
        _estimate(told[pattern], {term: counts[pattern.field, term] for term in best[pattern]})
        for pattern in patterns
    ]


def _most_frequent(terms: Mapping[str, int]) -> list[str]:
    return heapq.nlargest(COUNTED, terms, key=terms.__getitem__)


def _estimate(told: Mapping[str, int], counted: Mapping[str, int]) -> float:
    """Return how many documents hold all terms, of which some were counted."""
    share = sum(counted.values()) / max(1, sum(told[term] for term in counted))
    return sum(counted.values()) + share * sum(
        count for term, count in told.items() if term not in counted
    )
