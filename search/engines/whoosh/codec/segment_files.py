"""Write the files of a segment."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Self

from search.engines.whoosh.codec.files import ArrayFile, ArrayFileWriter, FileSeal
from search.engines.whoosh.codec.lengths import Lengths, write_lengths
from search.engines.whoosh.codec.postings import (
    Inverted,
    PostingsFiles,
    PostingsTypes,
    PostingsWriter,
)
from search.engines.whoosh.codec.segments import KINDS, REMOVED_FIELDS, SegmentRecord, file_name
from search.engines.whoosh.codec.stored import ALONE, TOGETHER
from search.engines.whoosh.codec.storing import StoredTextsWriter

_COPIED_AT_ONCE = 1 << 20
"""Numbers of an array that are copied at once."""


class SegmentFiles:
    """The files of a segment that is being written; a context manager.

    What is left without `seal` leaves nothing behind. Documents are compressed with `dictionary`,
    or one of their own.
    """

    def __init__(self, folder: Path, name: str, dictionary: bytes | None = None) -> None:
        self.folder = folder
        self.name = name
        self._files = {kind: ArrayFileWriter(self._path(kind), kind) for kind in KINDS}
        self.documents = StoredTextsWriter(self["documents"], "texts", ALONE, dictionary)
        self.traces = StoredTextsWriter(self["traces"], "texts", TOGETHER)
        self.digests = StoredTextsWriter(self["traces"], "digests", TOGETHER)

    def __getitem__(self, kind: str) -> ArrayFileWriter:
        """Return one of the files."""
        return self._files[kind]

    def write_postings(
        self, field: str, types: PostingsTypes, inverted: Iterable[Inverted]
    ) -> None:
        """Write the postings of a field, given some terms at a time.

        Of one of REMOVED_FIELDS nothing is written where there are none.
        """
        pieces = (each for each in inverted if each.terms)
        first = list(itertools.islice(pieces, 1))
        if not first and field in REMOVED_FIELDS:
            return
        files = PostingsFiles(self["terms"], self["postings"], self["positions"])
        writer = PostingsWriter(files, field, types)
        for each in itertools.chain(first, pieces):
            writer.append(each)
        writer.close()

    def copy_postings(self, files: Mapping[str, ArrayFile]) -> None:
        """Write the postings of a field as they stand in other files, by kind."""
        for kind, file in files.items():
            for name in file.names():
                values = file[name]
                for first in range(0, max(1, len(values)), _COPIED_AT_ONCE):
                    self[kind].append(name, values[first : first + _COPIED_AT_ONCE])
                    file.release()

    def seal(self, lengths: Lengths) -> SegmentRecord:
        """Write the lengths, end all files, and return what they are."""
        write_lengths(self["lengths"], lengths)
        seals: Mapping[str, FileSeal] = {kind: self[kind].close() for kind in KINDS}
        words = lengths.words
        return SegmentRecord(self.name, len(words), 0, int(words.sum()), None, seals)

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
        return self.folder / file_name(self.name, kind)
