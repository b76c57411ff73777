"""Analyzed batches as bytes: so they wait on disk, and go from process to process, cheaply."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from search.analysis.batches import TokenArrays
from search.engines.base import AnalyzedBatch, Entry

_SHORT = np.dtype("<i2")
_LONG = np.dtype("<i4")


def pack(batch: AnalyzedBatch) -> bytes:
    """Return a batch as bytes, for this program and this moment only."""
    tokens = batch.tokens
    terms = ["\n".join(tokens.stems), "\n".join(tokens.exacts)]
    arrays = (tokens.stem_numbers, tokens.exact_numbers, tokens.positions, tokens.counts)
    return pickle.dumps(([tuple(entry) for entry in batch.entries], terms, [*map(_narrow, arrays)]))


def unpack(packed: bytes) -> AnalyzedBatch:
    """Return the batch that `pack` made bytes of in this run."""
    entries, terms, arrays = pickle.loads(packed)  # noqa: S301  only ever what `pack` returned
    stems, exacts = (text.split("\n") if text else [] for text in terms)
    tokens = TokenArrays(stems, exacts, *(each.astype(_LONG) for each in arrays))
    return AnalyzedBatch([Entry(*entry) for entry in entries], tokens)


class BatchSpool:
    """Packed batches in a temporary file that has no name; a context manager."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._sizes: list[int] = []

    def append(self, batch: bytes) -> None:
        """Add a batch at the end."""
        self._file.write(batch)
        self._sizes.append(len(batch))

    def __iter__(self) -> Iterator[bytes]:
        """Yield the batches in the order in which they were added."""
        self._file.seek(0)
        return (self._file.read(size) for size in self._sizes)

    def __enter__(self) -> Self:
        """Make the file."""
        self._files = ExitStack()
        self._file = self._files.enter_context(tempfile.TemporaryFile(dir=self._folder))
        return self

    def __exit__(self, *exception: object) -> None:
        """Delete the file."""
        self._files.close()


def _narrow(numbers: npt.NDArray[np.int32]) -> npt.NDArray[Any]:
    """Return numbers in two bytes each, where they fit."""
    fits = not len(numbers) or int(numbers.max()) <= np.iinfo(_SHORT).max
    return numbers.astype(_SHORT) if fits else numbers
