"""Which terms of a field a pattern stands for."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from search.engines.whoosh import kernels
from search.engines.whoosh.codec.columns import encode
from search.engines.whoosh.codec.files import Array
from search.engines.whoosh.codec.terms import Dictionary
from search.query import Fuzzy, Pattern, Prefix, TermRange, Wildcard
from search.query.edits import LONGEST, edits_of

_CHARACTER = rb"(?:[^\n\x80-\xff]|[\xc0-\xff][\x80-\xbf]*)"
"""One character of UTF-8 that does not end an entry."""


def expand(dictionary: Dictionary, pattern: Pattern) -> list[range]:
    """Return the numbers of the terms, those that follow each other as one range."""
    match pattern:
        case Prefix():
            return [dictionary.beginning_with(encode(pattern.start))]
        case TermRange():
            return [_between(dictionary, pattern)]
        case Wildcard():
            return runs(_like(dictionary, pattern.pattern))
        case Fuzzy():
            return runs(_near(dictionary, pattern))


def runs(numbers: Sequence[int] | Array) -> list[range]:
    """Return ascending numbers as ranges."""
    if not len(numbers):
        return []
    ascending = np.asarray(numbers, dtype=np.int64)
    breaks = np.flatnonzero(np.diff(ascending) != 1) + 1
    starts = ascending[np.concatenate(([0], breaks))].tolist()
    ends = ascending[np.concatenate((breaks - 1, [-1]))] + 1
    return list(map(range, starts, ends.tolist()))


def _between(dictionary: Dictionary, pattern: TermRange) -> range:
    first = dictionary.place(encode(pattern.first)) if pattern.first is not None else 0
    # Nothing stands between an entry and itself with the least byte after it.
    end = (
        dictionary.place(encode(pattern.last) + b"\x00")
        if pattern.last is not None
        else len(dictionary)
    )
    return range(first, max(first, end))


def _like(dictionary: Dictionary, pattern: str) -> Sequence[int] | Array:
    """Return the terms like a pattern, found by one regular expression over all that begin so."""
    if "\n" in pattern:
        return []  # it ends entries and stands in none
    start = re.split(r"[*?]", pattern, maxsplit=1)[0]
    first, end = dictionary.span(dictionary.beginning_with(encode(start)))
    found = _expression(pattern).finditer(dictionary.text[first:end].data)
    begins = np.array([match.start() for match in found], dtype=np.int64) + first
    numbers: Array = np.searchsorted(dictionary.offsets, begins)
    return numbers


def _expression(pattern: str) -> re.Pattern[bytes]:
    """Return what matches whole entries and the newline after them.

    What follows a * is taken where it first fits, which is as good as any later place, and never
    looked for again, so that many of them take no longer.
    """
    first, *rest = (_literal(part) for part in re.split(r"\*+", pattern))
    middle = b"".join(rb"(?>[^\n]*?" + part + rb")" for part in rest[:-1])
    last = rb"[^\n]*" + rest[-1] if rest else b""
    return re.compile(rb"^" + first + middle + last + rb"\n", re.MULTILINE)


def _literal(part: str) -> bytes:
    return _CHARACTER.join(re.escape(encode(each)) for each in part.split("?"))


def _near(dictionary: Dictionary, pattern: Fuzzy) -> list[int]:
    """Return the terms near a term, among those that begin with its fixed letters."""
    term = pattern.term
    if len(term) > LONGEST:
        number = dictionary.find(encode(term))
        return [] if number < 0 else [number]
    candidates = dictionary.beginning_with(encode(term[: max(0, pattern.fixed)]))
    found: list[int] = kernels.within(
        dictionary.text,
        dictionary.offsets,
        candidates.start,
        candidates.stop,
        term.encode("utf-32-le", "surrogatepass"),
        edits_of(pattern),
    )
    return found
