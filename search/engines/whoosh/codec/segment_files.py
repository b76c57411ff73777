"""Write the files of a segment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Self

from search.engines.whoosh.codec.files import Array, ArrayFileWriter, FileSeal, smallest
from search.engines.whoosh.codec.lengths import to_bytes
from search.engines.whoosh.codec.postings import (
    Inverted,
    PostingsFiles,
    PostingsTypes,
    PostingsWriter,
)
from search.engines.whoosh.codec.segments import KINDS, SegmentRecord, file_name
from search.engines.whoosh.codec.starting import Start, later
from search.engines.whoosh.codec.stored import ALONE, TOGETHER, StoredTextsWriter


class SegmentFiles:
    """The files of a segment that is being written; a context manager.

    What is left without `seal` leaves nothing behind.
    """

    def __init__(self, folder: Path, name: str, start: Start = later) -> None:
        self._folder = folder
        self._name = name
        self._files = {kind: ArrayFileWriter(self._path(kind), kind) for kind in KINDS}
        self.documents = StoredTextsWriter(self["documents"], "texts", ALONE, start)
        self.traces = StoredTextsWriter(self["traces"], "texts", TOGETHER, start)

    def __getitem__(self, kind: str) -> ArrayFileWriter:
        """Return one of the files."""
        return self._files[kind]

    def write_postings(
        self, field: str, types: PostingsTypes, inverted: Iterable[Inverted]
    ) -> None:
        """Write the postings of a field, given some terms at a time."""
        files = PostingsFiles(self["terms"], self["postings"], self["positions"])
        writer = PostingsWriter(files, field, types)
        for each in inverted:
            writer.append(each)
        writer.close()

    def seal(self, lengths: Array) -> SegmentRecord:
        """Write the lengths, make all files durable, and return what they are."""
        self["lengths"].append("lengths", to_bytes(lengths))
        self["lengths"].append("words", smallest(lengths))
        seals: Mapping[str, FileSeal] = {kind: self[kind].close() for kind in KINDS}
        return SegmentRecord(self._name, len(lengths), 0, int(lengths.sum()), None, seals)

    def discard(self) -> None:
        """Let go of the files and leave nothing of them behind."""
        for kind in KINDS:
            self[kind].drop()
            self._path(kind).unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_rest: object) -> None:
        """Discard the files if anything went wrong."""
        if kind is not None:
            self.discard()

    def _path(self, kind: str) -> Path:
        return self._folder / file_name(self._name, kind)
