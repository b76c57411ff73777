"""Packed batches that wait on disk for any process."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, Self

from search.errors import IndexAccessError

_NAME = "batches"


class Place(NamedTuple):
    """Where in a file bytes begin, and how many there are."""

    start: int
    size: int


class BatchSpool:
    """Packed batches in a file in a folder, which any process may read; a context manager."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._end = 0
        self.path = folder / _NAME

    def append(self, batch: bytes) -> Place:
        """Add a batch at the end, and return where it stands."""
        with self._failures_reported():
            self._file.write(batch)
        place = Place(self._end, len(batch))
        self._end += len(batch)
        return place

    def flush(self) -> None:
        """Let others see what was added."""
        with self._failures_reported():
            self._file.flush()

    def __enter__(self) -> Self:
        """Make the file."""
        with self._failures_reported():
            self._file = self.path.open("xb")
        return self

    def __exit__(self, *exception: object) -> None:
        """Delete the file."""
        with contextlib.suppress(OSError):  # of what was written last, and nobody reads any more
            self._file.close()
        with contextlib.suppress(OSError):
            self.path.unlink()

    @contextlib.contextmanager
    def _failures_reported(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise IndexAccessError(str(self._folder), error.strerror or repr(error)) from error


def read_packed(path: Path, places: Iterable[Place]) -> Iterator[bytes]:
    """Yield packed batches of a spool; raises OSError."""
    with path.open("rb") as file:
        for place in places:
            file.seek(place.start)
            yield file.read(place.size)
