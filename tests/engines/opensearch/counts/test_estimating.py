from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pytest

from search.engines.opensearch.counts.estimating import COUNTED, held
from search.query import Field, Pattern, Prefix


class Told:
    """A dictionary, and what stands in an index by then: half of it."""

    def __init__(self, terms: Mapping[str, int]) -> None:
        self._terms = terms
        self.counted: list[str] = []

    def all_terms(self, patterns: Sequence[Pattern]) -> list[Mapping[str, int]]:
        return [self._terms for _ in patterns]

    def count(self, wanted: Iterable[tuple[Field, str]]) -> list[int]:
        self.counted = [term for _, term in wanted]
        return [self._terms[term] // 2 for term in self.counted]


@pytest.mark.parametrize("most", [0, 1, COUNTED, COUNTED + 1, 99])
def test_the_most_frequent_terms_are_counted_and_the_others_as_much_less(most: int) -> None:
    told = Told({f"t{number:02}": 2 * (number + 1) for number in range(most)})
    [found] = held([Prefix("t")], told, told)
    assert found == pytest.approx(sum(range(1, most + 1)))
    wanted = [f"t{number:02}" for number in reversed(range(most))][:COUNTED]
    assert told.counted == wanted
