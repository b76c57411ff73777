"""Packed batches that wait on disk for any process."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple


class Place(NamedTuple):
    """Where a batch stands: the name of its file, where it begins, and its bytes."""

    file: str
    start: int
    size: int


class BatchSpool(NamedTuple):
    """Packed batches in a folder, which whoever made it removes.

    It may go to other processes, each of which writes to a file of its own: sent from one to the
    other, some megabytes would wait again and again while this one is at work.
    """

    folder: Path

    def append(self, batch: bytes) -> Place:
        """Add a batch, and return where it stands; raises OSError."""
        name = f"batches-{os.getpid()}"
        with (self.folder / name).open("ab") as file:
            start = file.tell()
            file.write(batch)
        return Place(name, start, len(batch))

    def beside(self, place: Place) -> Path:
        """Return where a file may stand that belongs to a batch."""
        return self.folder / f"{place.file}-{place.start}"

    def read(self, places: Iterable[Place]) -> Iterator[bytes]:
        """Yield batches; raises OSError."""
        for place in places:
            with (self.folder / place.file).open("rb") as file:
                file.seek(place.start)
                yield file.read(place.size)
