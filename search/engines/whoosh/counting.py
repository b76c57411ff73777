"""Count the documents that match, and those of each value."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple, Self

import numpy as np

from search.engines.base import Counts
from search.engines.whoosh.catalogs import Catalogs, most_frequent
from search.engines.whoosh.codec.files import Array
from search.engines.whoosh.evaluation import matching
from search.engines.whoosh.leaves import Leaf
from search.engines.whoosh.matched import Matched
from search.engines.whoosh.matching import Documents, marked
from search.query import All, Clause
from search.requests import Facet

_WHOLE = frozenset({Facet.YEAR, Facet.MONTH, Facet.LENGTH})
"""The facets of which all values are told, in their own order."""

_FLAGS = frozenset({Facet.PICTURE, Facet.TRUNCATED})
"""The facets of which no document lacks a value: without one, it is not so."""


@dataclasses.dataclass(frozen=True, slots=True)
class Counter:
    """Count the documents of some segments that match."""

    leaves: Sequence[Leaf]
    catalogs: Catalogs
    matched: Matched

    def count(
        self,
        clause: Clause,
        filters: Mapping[Facet, Clause],
        facets: Sequence[Facet],
        limit: int,
    ) -> Counts:
        """Return the counts of the documents that match a clause and filters by facet."""
        counted = self._count_each(clause, filters, facets, limit) if facets else {}
        whole = _together(clause, filters)
        return Counts(
            total=self.matched.total(whole),
            distinct=self.matched.distinct(whole),
            values={facet: each.values for facet, each in counted.items()},
            others={facet: each.others for facet, each in counted.items()},
            missing={facet: each.missing for facet, each in counted.items()},
        )

    def _count_each(
        self,
        clause: Clause,
        filters: Mapping[Facet, Clause],
        facets: Sequence[Facet],
        limit: int,
    ) -> dict[Facet, _Counted]:
        """Return what is counted of each facet."""
        found = self._find(clause, filters)
        whole = [each.whole() for each in found]
        counted = {}
        for facet in facets:
            some = [each.but(facet) for each in found] if facet in filters else whole
            counted[facet] = _Counted.of(facet, self.catalogs, some, limit)
        return counted

    def _find(self, clause: Clause, filters: Mapping[Facet, Clause]) -> list[_Found]:
        if not filters:
            return [_Found(documents, {}) for documents in self.matched.documents(clause)]
        return [_Found.of(leaf, clause, filters) for leaf in self.leaves]


def _together(clause: Clause, filters: Mapping[Facet, Clause]) -> Clause:
    """Return what matches a clause and all filters, as it is asked of a search."""
    if not filters:
        return clause
    return All((*(clause.clauses if isinstance(clause, All) else (clause,)), *filters.values()))


class _Found(NamedTuple):
    """The documents of a segment that match a clause, and which of them fail each filter."""

    documents: Documents
    failing: Mapping[Facet, Array]

    @classmethod
    def of(cls, leaf: Leaf, clause: Clause, filters: Mapping[Facet, Clause]) -> Self:
        """Return what a segment holds."""
        documents = matching(leaf, clause)
        return cls(
            documents,
            {facet: marked(leaf, each)[documents] ^ 1 for facet, each in filters.items()},
        )

    def whole(self) -> Documents:
        """Return the documents that pass all filters."""
        return self._passing(self.failing)

    def but(self, facet: Facet) -> Documents:
        """Return the documents that pass all filters but that of a facet."""
        return self._passing([each for each in self.failing if each is not facet])

    def _passing(self, facets: Collection[Facet]) -> Documents:
        if not facets:
            return self.documents
        failing = functools.reduce(np.bitwise_or, map(self.failing.__getitem__, facets))
        passing: Documents = self.documents[failing == 0]
        return passing


class _Counted(NamedTuple):
    """What was counted of a facet."""

    values: Mapping[str, int]
    others: int
    missing: int

    @classmethod
    def of(cls, facet: Facet, catalogs: Catalogs, found: Sequence[Documents], limit: int) -> Self:
        """Return what was counted of some documents, given a segment each."""
        counts = catalogs.counts(facet.value, found)
        present = np.flatnonzero(counts[1:]) + 1
        best = present if facet in _WHOLE else most_frequent(counts, present, limit)
        return cls(
            catalogs.find(facet.value).named(best, counts),
            len(present) - len(best),
            0 if facet in _FLAGS else int(counts[0]),
        )
