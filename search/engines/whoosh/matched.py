"""Which documents match what was asked last: what is counted was found just before."""

from __future__ import annotations

import functools
from collections.abc import Sequence

import numpy as np

from search.engines.whoosh.catalogs import Catalogs
from search.engines.whoosh.codec.files import Array
from search.engines.whoosh.evaluation import matching
from search.engines.whoosh.groups import Groups
from search.engines.whoosh.leaves import Leaf
from search.engines.whoosh.matching import Documents
from search.query import Clause


class Matched:
    """Know the live documents that match a clause: found by whoever answers it, else here.

    Those of the last clause are remembered, a mark for each document. Whoever answers a clause
    sets the marks that `room` returns, if any, and says by `remember` what they stand for.
    """

    def __init__(self, leaves: Sequence[Leaf], catalogs: Catalogs) -> None:
        self._leaves = leaves
        self._groups = Groups(leaves, catalogs)
        self._clause: Clause | None = None
        self._standing: Array | None = None
        self._is_looked_at = False

    def room(self) -> Sequence[Array] | None:
        """Forget the last clause; return a mark for each document of each segment, none set.

        None where nobody asked what matched the last clause: it will not be asked of this one.
        """
        is_wanted, self._is_looked_at = self._is_looked_at, False
        self._clause = None
        return self._emptied() if is_wanted else None

    def remember(self, clause: Clause) -> None:
        """Remember what the marks stand for."""
        self._clause = clause

    def documents(self, clause: Clause) -> list[Documents]:
        """Return the documents of each segment that match."""
        self._find(clause)
        return [np.flatnonzero(marks).astype(np.uint32) for marks in self._parts]

    def total(self, clause: Clause) -> int:
        """Return how many documents match."""
        self._find(clause)
        return int(np.count_nonzero(self._marks))

    def distinct(self, clause: Clause) -> int:
        """Return how many documents match, where those of a group count once."""
        total, sums = self.total(clause), self._sums()
        return total - int(sums.sum()) + int(np.count_nonzero(sums))

    def reprints(self, clause: Clause, keys: Sequence[int]) -> list[int]:
        """Return how many others of the group of each of the documents `keys` match."""
        self._find(clause)
        numbers = self._groups.of(keys)
        others = self._sums()[numbers] - self._marks[keys]
        found: list[int] = np.where(numbers > 0, others, 0).tolist()
        return found

    def _find(self, clause: Clause) -> None:
        self._is_looked_at = True
        if clause != self._clause:
            for leaf, marks in zip(self._leaves, self._emptied(), strict=True):
                marks[matching(leaf, clause)] = True
            self.remember(clause)

    def _emptied(self) -> Sequence[Array]:
        self._clause = self._standing = None
        self._marks[:] = False
        return self._parts

    def _sums(self) -> Array:
        """Return how many documents of each group are marked."""
        if self._standing is None:
            self._standing = self._groups.sums(self._marks)
        return self._standing

    @functools.cached_property
    def _marks(self) -> Array:
        return np.zeros(sum(leaf.document_count for leaf in self._leaves), dtype=bool)

    @functools.cached_property
    def _parts(self) -> tuple[Array, ...]:
        """The marks of each segment."""
        spans = ((leaf.offset, leaf.offset + leaf.document_count) for leaf in self._leaves)
        return tuple(self._marks[first:end] for first, end in spans)
