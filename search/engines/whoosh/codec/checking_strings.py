"""Check that arrays ascend and that lists of strings make sense, a piece at a time."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import numpy as np

from search.engines.whoosh.codec.columns import decode
from search.engines.whoosh.codec.files import Array, ArrayFile
from search.engines.whoosh.codec.terms import Dictionary, Strings

CHUNK = 1 << 16
"""Values looked at together, so that memory stays bounded."""

_NEWLINE = ord("\n")


def demand(is_so: bool, file: ArrayFile, reason: str) -> None:  # noqa: FBT001 - what is demanded
    """Raise DamagedFileError with that reason unless it is so."""
    if not is_so:
        raise file.damaged(reason)


def chunks(count: int) -> Iterator[tuple[int, int]]:
    """Yield the first place and the end of pieces of CHUNK values."""
    return ((first, min(first + CHUNK, count)) for first in range(0, count, CHUNK))


def check_ascending(file: ArrayFile, values: Array, what: str, *, step: int = 0) -> None:
    """Check that each value is at least `step` above the one before."""
    for first, end in chunks(max(0, len(values) - 1)):
        part = values[first : end + 1].astype(np.int64)
        demand(bool((np.diff(part) >= step).all()), file, f"a {what} begins before the last")


def check_strings(file: ArrayFile, strings: Strings, what: str) -> None:
    """Check that strings stand one after another, each with its end."""
    offsets, text = strings.offsets, strings.text
    is_whole = len(offsets) and offsets[0] == 0 and offsets[-1] == len(text)
    demand(bool(is_whole), file, f"its {what} are not all there")
    check_ascending(file, offsets, what, step=1)
    for first, end in chunks(len(strings)):
        ends = offsets[first + 1 : end + 1].astype(np.int64) - 1
        demand(bool((text[ends] == _NEWLINE).all()), file, f"a {what} has no end")


def check_sorted(file: ArrayFile, strings: Dictionary, what: str) -> None:
    """Check that strings are in order, no two alike."""
    for a, b in itertools.pairwise(_each(strings)):
        demand(a < b, file, f"its {what} are not in order")


def check_text(file: ArrayFile, strings: Strings, what: str) -> None:
    """Check that strings are text."""
    for each in _each(strings):
        try:
            decode(each)
        except UnicodeDecodeError:
            raise file.damaged(f"a {what} is no text") from None


def check_lines(file: ArrayFile, strings: Strings, what: str) -> None:
    """Check that no string holds the sign that ends it."""
    found = sum(
        int(np.count_nonzero(strings.text[first:end] == _NEWLINE))
        for first, end in chunks(len(strings.text))
    )
    demand(found == len(strings), file, f"a {what} has an end in it")


def _each(strings: Strings) -> Iterator[bytes]:
    """Yield strings without making a list of all their places."""
    for first, end in chunks(len(strings)):
        offsets = strings.offsets[first : end + 1].tolist()
        text = strings.text[offsets[0] : offsets[-1]].tobytes()
        for start, stop in itertools.pairwise(offsets):
            yield text[start - offsets[0] : stop - offsets[0] - 1]
