"""Find the titles that begin with some letters, and the documents of a title."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence

import numpy as np

from search.engines.whoosh.catalogs import Catalogs, most_frequent
from search.engines.whoosh.codec.columns import TITLE, encode
from search.engines.whoosh.codec.files import Array
from search.engines.whoosh.codec.terms import LAST
from search.engines.whoosh.leaves import Leaf


def titles(catalogs: Catalogs, start: str, limit: int) -> dict[str, int]:
    """Return the most frequent titles with such a beginning, equal counts by name."""
    catalog, totals = catalogs.find(TITLE), catalogs.totals(TITLE)
    first, end = _bounds(catalog.names, encode(start))
    present = np.flatnonzero(totals[first + 1 : end + 1]) + (first + 1)
    return catalog.named(most_frequent(totals, present, limit), totals)


def titled(leaves: Sequence[Leaf], titles: Sequence[str]) -> list[int]:
    """Return the key of the first document by id of each of some titles that has one."""
    found = (min(_titled(leaves, title), default=None) for title in titles)
    return [key for _, key in filter(None, found)]


def _bounds(names: Sequence[bytes], start: bytes) -> tuple[int, int]:
    """Return the place of the first name that begins so, and that after the last."""
    return bisect.bisect_left(names, start), bisect.bisect_left(names, start + LAST)


def _titled(leaves: Sequence[Leaf], title: str) -> Iterator[tuple[bytes, int]]:
    """Yield the id and the key of the first document of a title in each segment that has one."""
    for leaf in leaves:
        for number in _numbers(leaf, title)[:1].tolist():
            yield leaf.columns.ids[number], leaf.offset + number


def _numbers(leaf: Leaf, title: str) -> Array:
    """Return the numbers of the live documents of a title."""
    column = leaf.columns.shared(TITLE)
    number = column.number(title)
    if number < 0:
        return np.empty(0, dtype=np.int64)
    return np.setdiff1d(np.flatnonzero(column.numbers == number), leaf.deleted, assume_unique=True)
