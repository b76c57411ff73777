"""The values that documents of several segments share, numbered alike in all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from search.engines.whoosh.codec.columns import LAST_DAY, UNDATED, decode, encode
from search.engines.whoosh.codec.files import Array, smallest
from search.engines.whoosh.codec.remembering import remembered
from search.engines.whoosh.leaves import Leaf
from search.engines.whoosh.matching import Documents
from search.requests import LENGTHS, Facet

_MONTHS = 12
_EPOCH_DAY = 719_163
"""The ordinal of the first day of 1970, from which numpy counts."""
_EPOCH_YEAR = 1970


class Catalog(NamedTuple):
    """Values in ascending order: number i stands for `names[i - 1]`, 0 for none.

    `numbers` are those of the documents of each segment as the segment counts values, and `shared`
    tells of each of these which one it is.
    """

    names: Sequence[bytes]
    numbers: Sequence[Array]
    shared: Sequence[Array | slice]

    def counts(self, found: Sequence[Documents]) -> Array:
        """Return how many of some documents, given a segment each, have each value, or none."""
        counts = np.zeros(len(self.names) + 1, dtype=np.int64)
        for numbers, shared, some in zip(self.numbers, self.shared, found, strict=True):
            size = len(counts) if isinstance(shared, slice) else len(shared)
            counts[shared] += np.bincount(numbers[some], minlength=size)
        return counts

    def of(self, segment: int, documents: Documents | slice) -> Array:
        """Return the number of the value of each of some documents of a segment."""
        numbers, shared = self.numbers[segment][documents], self.shared[segment]
        return numbers if isinstance(shared, slice) else shared[numbers]

    def named(self, numbers: Array, counts: Array) -> dict[str, int]:
        """Return some values, by numbers above 0, and their counts."""
        pairs = zip(numbers.tolist(), counts[numbers].tolist(), strict=True)
        return {decode(self.names[number - 1]): times for number, times in pairs}

    def present(self, counts: Array) -> dict[str, int]:
        """Return the values that count anything, in order, and their counts."""
        return self.named(np.flatnonzero(counts[1:]) + 1, counts)


class Catalogs:
    """The catalogs of columns and facets over some segments, each made when it is first asked for.

    They go by the names of NAMES and of `Facet`.
    """

    def __init__(self, leaves: Sequence[Leaf]) -> None:
        self._leaves = leaves
        self._live = [leaf.document_count - len(leaf.deleted) for leaf in leaves]
        self.find = remembered(self._find, None)
        self.totals = remembered(self._totals, None)

    def counts(self, name: str, found: Sequence[Documents]) -> Array:
        """Return how many of some live documents, given a segment each, have each value, or none.

        The array is not the caller's own.
        """
        is_all = list(map(len, found)) == self._live
        counts: Array = self.totals(name) if is_all else self.find(name).counts(found)
        return counts

    def frequent(self, name: str, limit: int) -> dict[str, int]:
        """Return the values that most documents have, equal counts by name."""
        totals = self.totals(name)
        present = np.flatnonzero(totals[1:]) + 1
        return self.find(name).named(most_frequent(totals, present, limit), totals)

    def _totals(self, name: str) -> Array:
        """Return how many documents have each value, or none."""
        totals: Array = self.find(name).counts([leaf.segment.live for leaf in self._leaves])
        return totals

    def _find(self, name: str) -> Catalog:
        derived: Mapping[str, Callable[[], Catalog]] = {
            Facet.YEAR.value: self._years,
            Facet.MONTH.value: self._months,
            Facet.LENGTH.value: self._lengths,
        }
        return derived[name]() if name in derived else self._column(name)

    def _column(self, name: str) -> Catalog:
        """Return the catalog of one of the columns NAMES."""
        columns = [leaf.columns.shared(name) for leaf in self._leaves]
        numbers = [column.numbers for column in columns]
        for leaf, column in zip(self._leaves, columns, strict=True):
            if int(column.numbers.max(initial=0)) > len(column.values):
                raise leaf.damaged(f"a document's {name} is not there")
        if len(columns) == 1:
            return Catalog(columns[0].values, numbers, (slice(None),))
        listed = [list(column.values) for column in columns]
        names = sorted(set().union(*listed))
        places = {name: place for place, name in enumerate(names, 1)}
        shared = [np.array([0, *map(places.__getitem__, values)]) for values in listed]
        return Catalog(names, numbers, shared)

    def _lengths(self) -> Catalog:
        least = [first for first, _ in LENGTHS.values()]
        numbers = [
            np.searchsorted(least, leaf.segment.words, side="right").astype("<u1")
            for leaf in self._leaves
        ]
        return Catalog([encode(length) for length in LENGTHS], numbers, self._alike())

    def _years(self) -> Catalog:
        years = [_months(leaf) // _MONTHS for leaf in self._leaves]
        return self._steps(years, lambda year: f"{year:04}")

    def _months(self) -> Catalog:
        months = list(map(_months, self._leaves))
        name = "{:04}-{:02}".format
        return self._steps(months, lambda month: name(month // _MONTHS, month % _MONTHS + 1))

    def _steps(self, steps: Sequence[Array], name: Callable[[int], str]) -> Catalog:
        """Return a catalog of all steps between the first and the last; below 0 are none."""
        known = [each[each >= 0] for each in steps]
        first = min((int(each.min()) for each in known if len(each)), default=0)
        last = max((int(each.max()) for each in known if len(each)), default=-1)
        names = [encode(name(step)) for step in range(first, last + 1)]
        numbers = [smallest(np.maximum(each - (first - 1), 0)) for each in steps]
        return Catalog(names, numbers, self._alike())

    def _alike(self) -> list[slice]:
        return [slice(None)] * len(self._leaves)


def most_frequent(counts: Array, present: Array, limit: int) -> Array:
    """Return those of some ascending numbers that count most, equal counts in their order."""
    falling = -counts[present]
    if 0 < limit < len(present):
        least = np.partition(falling, limit - 1)[limit - 1]
        some = falling <= least
        present, falling = present[some], falling[some]
    best: Array = present[np.argsort(falling, kind="stable")[:limit]]
    return best


def _months(leaf: Leaf) -> Array:
    """Return the month of each document, counted from that of year 0; below 0 without date."""
    days = leaf.columns.days
    if int(days.max(initial=UNDATED)) > LAST_DAY:
        raise leaf.damaged("a date is none")
    epoch = (days.astype(np.int64) - _EPOCH_DAY).astype("datetime64[D]")
    months = epoch.astype("datetime64[M]").astype(np.int64) + _EPOCH_YEAR * _MONTHS
    months[days == UNDATED] = -_MONTHS
    found: Array = months
    return found
