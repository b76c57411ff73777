"""Segments: the files of some documents, which never change once they are written."""

from __future__ import annotations

import copy
import dataclasses
import functools
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from search.analysis.batches import CAPTIONS
from search.engines.whoosh.codec.columns import Columns
from search.engines.whoosh.codec.files import Array, ArrayFile, FileSeal
from search.engines.whoosh.codec.postings import Postings
from search.engines.whoosh.codec.stored import StoredTexts

KEPT_FIELDS = ("exact", "stem")
"""The fields of the words of kept text, the one with the most postings first."""

REMOVED_FIELDS = ("removed.exact", "removed.stem")
"""The same of removed text; a segment without any has none of them."""

FIELDS = KEPT_FIELDS + REMOVED_FIELDS
"""The fields that have postings."""

KINDS = ("terms", "postings", "positions", "lengths", "columns", "documents", "traces")
"""The files of a segment: one a kind of data."""


@dataclasses.dataclass(frozen=True, slots=True)
class SegmentRecord:
    """What the table of contents says of a segment.

    `documents` counts deleted ones too; `deletions` is the name of the file that lists them, None
    without any; `length` is the number of tokens of the stem field. `files` are the seals of the
    segment's files by kind, and that of the deletions.
    """

    name: str
    documents: int
    deleted: int
    length: int
    deletions: str | None
    files: Mapping[str, FileSeal]

    @property
    def live(self) -> int:
        """The number of documents that are not deleted."""
        return self.documents - self.deleted

    def file_names(self) -> list[str]:
        """Return the names of all files of the segment."""
        names = [file_name(self.name, kind) for kind in KINDS]
        return names if self.deletions is None else [*names, self.deletions]


def file_name(segment: str, kind: str) -> str:
    """Return the name of a file of a segment."""
    return f"{segment}.{kind}"


class Segment:
    """Read a segment: all files are opened at once, since a later commit may remove them.

    `deleted` are the numbers of deleted documents, ascending. Raises DamagedFileError when a file
    is damaged, also wherever that turns out only later.
    """

    def __init__(self, folder: Path, record: SegmentRecord) -> None:
        self.folder = folder
        self.record = record
        self._fields: dict[str, Postings] = {}
        self._files = {
            kind: ArrayFile(folder / file_name(record.name, kind), kind, record.files[kind].size)
            for kind in KINDS
        }
        self._of_all(self._files["lengths"]["words"], "lengths")
        self.deleted = self._read_deleted()

    def file(self, kind: str) -> ArrayFile:
        """Return the file of one of KINDS."""
        return self._files[kind]

    @property
    def paths(self) -> dict[str, Path]:
        """Where the files stand, by kind."""
        return {kind: self.folder / file_name(self.record.name, kind) for kind in KINDS}

    def release(self) -> None:
        """Let the system take back the memory of what was read; it is read again when needed."""
        for file in self._files.values():
            file.release()

    def check_seals(self) -> None:
        """Read all files and raise DamagedFileError for one that is not as it was written."""
        for kind, file in self._files.items():
            if file.checksum() != self.record.files[kind].checksum:
                raise file.damaged("its checksum is wrong")
        self.release()

    def is_deleted(self, number: int) -> bool:
        """Tell whether a document is deleted."""
        place = int(np.searchsorted(self.deleted, number))
        return place < len(self.deleted) and int(self.deleted[place]) == number

    def without(self, numbers: Array) -> Segment:
        """Return the segment with more documents deleted, which were not before."""
        other = copy.copy(self)
        other.deleted = np.sort(np.concatenate((self.deleted, numbers)).astype(np.int64))
        other.record = dataclasses.replace(self.record, deleted=len(other.deleted))
        return other

    def described(self, record: SegmentRecord) -> Segment:
        """Return the segment under another record."""
        other = copy.copy(self)
        other.record = record
        return other

    @property
    def document_count(self) -> int:
        """The number of documents, deleted ones too."""
        return self.record.documents

    def has(self, field: str) -> bool:
        """Tell whether there are postings of one of FIELDS."""
        return field in KEPT_FIELDS or f"{field}.starts" in self._files["terms"].names()

    def postings(self, field: str) -> Postings:
        """Return the postings of one of FIELDS that is there."""
        if field not in self._fields:
            files = (self._files[kind] for kind in ("terms", "postings", "positions"))
            self._fields[field] = Postings(field, *files)
        return self._fields[field]

    @functools.cached_property
    def lengths(self) -> Array:
        """The number of tokens of each document's stem field, a byte each (see `codec.lengths`)."""
        return self._of_all(self._files["lengths"]["lengths"], "lengths")

    @functools.cached_property
    def words(self) -> Array:
        """The exact number of tokens of each document's stem field."""
        return self._of_all(self._files["lengths"]["words"], "lengths")

    @functools.cached_property
    def title_ends(self) -> Array:
        """The position in each document below which the words of its title stand."""
        return self._of_all(self._files["lengths"]["titles"], "lengths")

    @functools.cached_property
    def caption_starts(self) -> Array:
        """The position in each document from which on the words of its captions stand."""
        beyond = self._of_all(self._files["lengths"]["captions"], "lengths")
        return beyond.astype(np.int64) + CAPTIONS

    @functools.cached_property
    def columns(self) -> Columns:
        """The columns."""
        columns = Columns(self._files["columns"])
        self._of_all(columns.days, "columns")
        return columns

    @functools.cached_property
    def documents(self) -> StoredTexts:
        """The stored documents."""
        return StoredTexts(self._files["documents"], "texts")

    @functools.cached_property
    def traces(self) -> StoredTexts:
        """What is remembered of the documents for the sake of others."""
        return StoredTexts(self._files["traces"], "texts")

    @functools.cached_property
    def digests(self) -> StoredTexts:
        """The digests of the documents, of which half the bytes of hexadecimal are saved."""
        return StoredTexts(self._files["traces"], "digests")

    @property
    def live(self) -> Array:
        """The numbers of the documents that are not deleted, ascending."""
        is_live = np.ones(self.document_count, dtype=bool)
        is_live[self.deleted] = False
        return np.flatnonzero(is_live)

    def _read_deleted(self) -> Array:
        name, seal = self.record.deletions, self.record.files.get("deletions")
        if name is None or seal is None:
            return np.empty(0, dtype="<u4")
        file = ArrayFile(self.folder / name, "deletions", seal.size)
        if file.checksum() != seal.checksum:
            raise file.damaged("its checksum is wrong")
        deleted = file["documents"]
        steps = np.diff(deleted.astype(np.int64), prepend=-1, append=self.record.documents)
        if len(deleted) != self.record.deleted or (steps < 1).any():
            raise file.damaged("it lists documents that cannot be deleted")
        return deleted

    def _of_all(self, values: Array, kind: str) -> Array:
        """Return values if there is one a document."""
        if len(values) != self.document_count:
            raise self._files[kind].damaged("it is of another number of documents")
        return values
