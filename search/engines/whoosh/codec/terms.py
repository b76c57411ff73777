"""Lists of strings, and sorted ones: terms of a field, ids of documents, values of a column."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

import numpy as np

from search.engines.whoosh import kernels
from search.engines.whoosh.codec.files import ArrayFile, ArrayFileWriter, smallest

_END = b"\n"
"""What stands after each entry, so that a regular expression can run over many at once."""

LAST = b"\xff"
"""Beyond every character of UTF-8."""


class Strings(Sequence[bytes]):
    """Strings by number.

    `text` holds all of them one after another, each ended by a newline; string i begins at
    `offsets[i]`.
    """

    def __init__(self, file: ArrayFile, name: str) -> None:
        self.text = file[f"{name}.text"]
        self.offsets = file[f"{name}.offsets"]
        self._bytes = self.text.data
        self._offsets = self.offsets.data

    def __len__(self) -> int:
        return max(0, len(self.offsets) - 1)

    def __getitem__(self, number: int) -> bytes:  # type: ignore[override]  # no slices
        return bytes(self._bytes[self._offsets[number] : self._offsets[number + 1] - 1])

    def texts(self, numbers: list[int]) -> list[str]:
        """Return some strings, decoded; raises ValueError for a damaged one."""
        found: list[str] = kernels.strings(self._bytes, self._offsets, numbers)
        return found

    def span(self, numbers: range) -> tuple[int, int]:
        """Return where in `text` entries that follow each other begin and end."""
        if not numbers:
            return 0, 0
        return self._offsets[numbers.start], self._offsets[numbers.stop]

    def __iter__(self) -> Iterator[bytes]:
        """Yield all strings, faster than one by one."""
        return iter(self.some(range(len(self))))

    def some(self, numbers: range) -> list[bytes]:
        """Return strings that follow each other, faster than one by one."""
        text, offsets = self._bytes, self.offsets[numbers.start : numbers.stop + 1].tolist()
        return [bytes(text[a : b - 1]) for a, b in itertools.pairwise(offsets)]


class Dictionary(Strings):
    """Strings in ascending order of their bytes (UTF-8), no two alike."""

    def place(self, entry: bytes) -> int:
        """Return the number of the first entry that does not come before `entry`."""
        found: int = kernels.place_of(self._bytes, self._offsets, entry)
        return found

    def find(self, entry: bytes) -> int:
        """Return the number of an entry, -1 for one that is not there."""
        place = self.place(entry)
        return place if place < len(self) and self[place] == entry else -1

    def between(self, first: bytes, end: bytes) -> range:
        """Return the numbers of the entries from `first` on and before `end`."""
        start = self.place(first)
        return range(start, max(start, self.place(end)))

    def beginning_with(self, start: bytes) -> range:
        """Return the numbers of the entries that begin with `start`."""
        return self.between(start, start + LAST) if start else range(len(self))


class StringsWriter:
    """Write strings to two arrays of a file."""

    def __init__(self, file: ArrayFileWriter, name: str) -> None:
        self._file = file
        self._name = name
        self._lengths = [np.zeros(1, dtype=np.int64)]

    def append(self, entries: Sequence[bytes]) -> None:
        """Write the strings that follow."""
        self._file.append_bytes(f"{self._name}.text", _END.join([*entries, b""]))
        lengths = np.fromiter(map(len, entries), dtype=np.int64, count=len(entries))
        self._lengths.append(lengths + len(_END))

    def close(self) -> None:
        """Write where the strings begin."""
        offsets = np.cumsum(np.concatenate(self._lengths))
        self._file.append(f"{self._name}.offsets", smallest(offsets))
