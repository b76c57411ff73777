"""Dictionaries in Python, as `array_kernels` reads them."""

from __future__ import annotations

from collections.abc import Sequence

from search.engines.whoosh.array_lists import Buffer
from search.query.edits import Neighborhood


def place_of(text: Buffer, offsets: Buffer, wanted: bytes) -> int:
    """Return the number of the first entry of a dictionary that is not before `wanted`."""
    low, high = 0, max(0, len(offsets) - 1)
    while low < high:
        middle = (low + high) // 2
        if _entry(text, offsets, middle) < wanted:
            low = middle + 1
        else:
            high = middle
    return low


def strings(text: Buffer, offsets: Buffer, numbers: Sequence[int]) -> list[str]:
    """Return entries of a dictionary as strings."""
    return [_entry(text, offsets, each).decode("utf-8", "surrogatepass") for each in numbers]


def within(
    text: Buffer, offsets: Buffer, first: int, end: int, letters: Buffer, edits: int
) -> list[int]:
    """Return the entries of a dictionary that few changes of a letter make of a term."""
    if first < 0 or end > len(offsets) - 1:
        raise ValueError("entries beyond the end")
    neighborhood = Neighborhood(bytes(letters).decode("utf-32-le", "surrogatepass"), edits)
    entries = (_entry(text, offsets, i).decode("utf-8", "surrogatepass") for i in range(first, end))
    return [number for number, entry in enumerate(entries, first) if neighborhood.holds(entry)]


def _entry(text: Buffer, offsets: Buffer, number: int) -> bytes:
    if not 0 <= number < len(offsets) - 1:
        raise ValueError("an entry beyond the end")
    start, end = int(offsets[number]), int(offsets[number + 1])
    if not start < end <= len(text):
        raise ValueError("an entry beyond the end")
    return bytes(text[start : end - 1])
