"""Which documents pass a filter."""

from __future__ import annotations

import datetime

import numpy as np

from search.engines.whoosh.codec.columns import UNDATED
from search.engines.whoosh.codec.files import Array
from search.engines.whoosh.leaves import Leaf
from search.query import Filter, Has, Published


def passes(leaf: Leaf, clause: Filter, documents: Array | slice = slice(None)) -> Array:
    """Tell of some documents, of all by default, whether they pass."""
    match clause:
        case Published():
            return _is_of_days(leaf.columns.days[documents], clause)
        case Has():
            return _has_value(leaf, clause, documents)


def _is_of_days(days: Array, clause: Published) -> Array:
    """Tell of each day whether it is in the range; that of a document without date never is."""
    first = (clause.first or datetime.date.min).toordinal()
    last = (clause.last or datetime.date.max).toordinal()
    is_of_days: Array = (days >= max(first, UNDATED + 1)) & (days <= last)
    return is_of_days


def _has_value(leaf: Leaf, clause: Has, documents: Array | slice) -> Array:
    numbers = leaf.columns.shared(clause.column.value).numbers[documents]
    wanted = [leaf.number_of(clause.column, value) for value in clause.values]
    is_found = np.zeros(len(numbers), dtype=bool)
    for number in wanted:
        if number > 0:
            is_found |= numbers == number
    return is_found
