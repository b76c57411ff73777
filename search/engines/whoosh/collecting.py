"""Collect the best documents, equal scores by id, through Whoosh's plug-in point for collectors."""

from __future__ import annotations

from collections.abc import Mapping
from heapq import heappush, heapreplace

from whoosh.collectors import TopCollector


class BestCollector(TopCollector):  # type: ignore[misc]
    """Keep the `limit` best documents; `order` is the place of each in the order of ids.

    Matchers are not replaced on the way, which would lose count of what cannot win.
    """

    def __init__(self, limit: int, order: Mapping[int, int]) -> None:
        super().__init__(limit=limit, usequality=False, replace=0)
        self._order = order

    def _collect(self, number: int, score: float) -> float:
        """Take the place of the worst document so far, if it is worse."""
        self.total += 1
        document = (score, -self._order[number], number)
        if len(self.items) < self.limit:
            heappush(self.items, document)
        elif document > self.items[0]:
            heapreplace(self.items, document)
        return -score

    def best(self) -> list[tuple[float, int]]:
        """Return score and number of the documents, best first."""
        return [(score, number) for score, _, number in sorted(self.items, reverse=True)]
