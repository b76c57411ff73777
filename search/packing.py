"""Analyzed batches as bytes: so they wait on disk, and go from process to process, cheaply."""

from __future__ import annotations

import contextlib
import datetime
import json
import struct
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from search.analysis.batches import TokenArrays
from search.engines.base import AnalyzedBatch, Entry
from search.errors import IndexAccessError

_SHORT = np.dtype("<i2")
_LONG = np.dtype("<i4")

_LENGTH = struct.Struct("<Q")
"""The size of the header, which is JSON: the sizes of all values, and the types of arrays."""

_NOTHING = -1
"""The size of a value that is None."""


def pack(batch: AnalyzedBatch) -> bytes:
    """Return a batch as bytes, for this program and this moment only."""
    tokens = batch.tokens
    arrays = [*map(_narrow, (tokens.stem_numbers, tokens.exact_numbers))]
    arrays += [*map(_narrow, (tokens.positions, tokens.counts))]
    values = [_to_bytes(value) for entry in batch.entries for value in entry]
    values += [_to_bytes("\n".join(terms)) for terms in (tokens.stems, tokens.exacts)]
    values += [array.tobytes() for array in arrays]
    sizes = [_NOTHING if value is None else len(value) for value in values]
    header = json.dumps([sizes, [array.dtype.str for array in arrays]]).encode()
    return b"".join([_LENGTH.pack(len(header)), header, *filter(None, values)])


def unpack(packed: bytes) -> AnalyzedBatch:
    """Return the batch that `pack` made bytes of in this run."""
    start = _LENGTH.size + _LENGTH.unpack_from(packed)[0]
    sizes, types = json.loads(packed[_LENGTH.size : start])
    values = _split(packed, start, sizes)
    entries = values[: -2 - len(types)]
    stems, exacts = (text.split("\n") if text else [] for text in map(_text, values[-6:-4]))
    arrays = (
        np.frombuffer(value or b"", kind).astype(_LONG)
        for value, kind in zip(values[-4:], types, strict=True)
    )
    fields = len(Entry._fields)
    return AnalyzedBatch(
        [_entry(entries[first : first + fields]) for first in range(0, len(entries), fields)],
        TokenArrays(stems, exacts, *arrays),
    )


def _to_bytes(value: str | bytes | datetime.date | None) -> bytes | None:
    if isinstance(value, datetime.date):
        return value.isoformat().encode()
    return value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value


def _text(value: bytes | None) -> str | None:
    return None if value is None else value.decode("utf-8", "surrogatepass")


def _split(packed: bytes, start: int, sizes: Sequence[int]) -> list[bytes | None]:
    """Return the values that stand one after another from `start` on."""
    found: list[bytes | None] = []
    for size in sizes:
        if size == _NOTHING:
            found.append(None)
        else:
            found.append(packed[start : start + size])
            start += size
    return found


def _entry(values: Sequence[bytes | None]) -> Entry:
    id, digest, trace, stored, published, *shared = values
    return Entry(
        _text(id) or "",
        _text(digest) or "",
        _text(trace) or "",
        stored or b"",
        datetime.date.fromisoformat(published.decode()) if published else None,
        *map(_text, shared),
    )


class BatchSpool:
    """Packed batches in a temporary file that has no name; a context manager."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._sizes: list[int] = []

    def append(self, batch: bytes) -> None:
        """Add a batch at the end."""
        with self._failures_reported():
            self._file.write(batch)
        self._sizes.append(len(batch))

    def __iter__(self) -> Iterator[bytes]:
        """Yield the batches in the order in which they were added."""
        with self._failures_reported():
            self._file.seek(0)
            for size in self._sizes:
                yield self._file.read(size)

    def __enter__(self) -> Self:
        """Make the file."""
        with self._failures_reported():
            self._file = tempfile.TemporaryFile(dir=self._folder)
        return self

    def __exit__(self, *exception: object) -> None:
        """Delete the file."""
        with contextlib.suppress(OSError):  # of what was written last, and nobody reads any more
            self._file.close()

    @contextlib.contextmanager
    def _failures_reported(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise IndexAccessError(str(self._folder), error.strerror or repr(error)) from error


def _narrow(numbers: npt.NDArray[np.int32]) -> npt.NDArray[Any]:
    """Return numbers in two bytes each, where they fit."""
    fits = not len(numbers) or int(numbers.max()) <= np.iinfo(_SHORT).max
    return numbers.astype(_SHORT) if fits else numbers
