"""Which documents pass a filter."""

from __future__ import annotations

import datetime
import functools

import numpy as np

from search.engines.whoosh.codec.columns import UNDATED
from search.engines.whoosh.codec.files import Array
from search.engines.whoosh.leaves import Leaf
from search.query import Filter, Has, Like, Long, Published


def passes(leaf: Leaf, clause: Filter, documents: Array | slice = slice(None)) -> Array:
    """Tell of some documents, of all by default, whether they pass."""
    match clause:
        case Published():
            return _is_of_days(leaf.columns.days[documents], clause)
        case Has():
            return _has_value(leaf, clause, documents)
        case Long():
            return _is_long(leaf.segment.words[documents], clause)
        case Like():
            return _says(leaf, clause, documents)


def _is_of_days(days: Array, clause: Published) -> Array:
    """Tell of each day whether it is in the range; that of a document without date never is."""
    first = max((clause.first or datetime.date.min).toordinal(), UNDATED + 1)
    last = (clause.last or datetime.date.max).toordinal()
    if first > last:
        return np.zeros(len(days), dtype=bool)
    is_of_days: Array = days - np.uint32(first) <= np.uint32(last - first)  # no day is below 0
    return is_of_days


def _has_value(leaf: Leaf, clause: Has, documents: Array | slice) -> Array:
    numbers = leaf.numbers(clause.column)[documents]
    wanted = [leaf.number_of(clause.column, value) for value in clause.values]
    found = [numbers == number for number in wanted if number > 0]
    if not found:
        return np.zeros(len(numbers), dtype=bool)
    is_found: Array = functools.reduce(np.logical_or, found)
    return is_found


def _is_long(words: Array, clause: Long) -> Array:
    first = 0 if clause.first is None else clause.first
    last = np.iinfo(words.dtype).max if clause.last is None else clause.last
    is_long: Array = (words >= first) & (words <= last)
    return is_long


def _says(leaf: Leaf, clause: Like, documents: Array | slice) -> Array:
    is_found: Array = leaf.saying(clause.column, clause.text)[
        leaf.numbers(clause.column)[documents]
    ]
    return is_found
