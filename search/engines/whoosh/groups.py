"""Which documents are reprints of each other."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence

import numpy as np

from search.engines.whoosh.catalogs import Catalogs
from search.engines.whoosh.codec.files import Array
from search.engines.whoosh.leaves import Leaf
from search.query import Column


class Groups:
    """Know the groups of the documents of some segments, which are told by their keys."""

    def __init__(self, leaves: Sequence[Leaf], catalogs: Catalogs) -> None:
        self._leaves = leaves
        self._catalogs = catalogs

    def of(self, keys: Sequence[int]) -> Array:
        """Return the number of the group of each document, 0 for one without reprints."""
        numbers: Array = self._numbers[keys]
        return numbers

    def sums(self, marks: Array) -> Array:
        """Return how many documents of each group are marked, by its number; of none, none."""
        running = np.zeros(len(self._members) + 1, dtype=np.int64)
        np.cumsum(marks[self._members], out=running[1:])
        ends = running.take(self._bounds)
        sums: Array = ends[1:] - ends[:-1]
        return sums

    @functools.cached_property
    def _numbers(self) -> Array:
        """The number of each document's group."""
        return np.concatenate([np.empty(0, dtype="<u1"), *self._of_leaves()])

    def _of_leaves(self) -> Iterator[Array]:
        catalog = self._catalogs.find(Column.GROUP.value)
        for number, leaf in enumerate(self._leaves):
            found = catalog.of(number, slice(None))
            if len(found) != leaf.document_count:
                raise leaf.damaged("there is not a group a document")
            yield found

    @functools.cached_property
    def _members(self) -> Array:
        """The keys of the documents that have reprints, group by group."""
        grouped = np.flatnonzero(self._numbers)
        return grouped[np.argsort(self._numbers[grouped], kind="stable")]

    @functools.cached_property
    def _bounds(self) -> Array:
        """Where the members of each group begin, and where the last ones end."""
        groups = len(self._catalogs.find(Column.GROUP.value).names)
        return np.searchsorted(self._numbers[self._members], np.arange(groups + 2))
