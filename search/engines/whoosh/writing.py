"""Write an index: one writer at a time, its changes seen all at once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Self

import whoosh.index
from whoosh.reading import SegmentReader
from whoosh.writing import CLEAR, SegmentWriter

from search.engines.base import AnalyzedDocument
from search.engines.whoosh.reading import stored_column
from search.engines.whoosh.schema import DIGEST, DOCUMENT, EXACT, ID, STEM, TRACE
from search.engines.whoosh.storage import (
    create_index,
    damage_reported,
    lock_of,
    open_index,
    remove_index,
)
from search.errors import BrokenIndexError, IndexLockedError, IndexNotFoundError
from search.models import CleanedDocument
from search.serialization import document_to_json

MEMORY_MB = 256
"""Postings kept in memory before they are spilled to disk."""

MERGED_DOCUMENTS = 200
"""Segments with fewer documents are always merged: a second's work."""

DELETED_SHARE = 0.1
"""A segment with a larger share of deleted documents is written anew without them."""


class WhooshIndexWriter:
    """Write to the index in a folder, which is made if there is none."""

    def __init__(self, path: str, *, rebuild: bool = False) -> None:
        self._path = path
        self._rebuild = rebuild
        self._digests: Mapping[str, str] = {}
        self._writer: SegmentWriter | None = None
        self._is_begun = False  # and has no commit yet

    def __enter__(self) -> Self:
        """Lock the index.

        Raises IndexLockedError, IndexAccessError, and BrokenIndexError for an index that is not
        to be rebuilt.
        """
        with damage_reported(self._path):
            self._lock = lock_of(self._path)
            if not self._lock.acquire():
                raise IndexLockedError(self._path)
        try:
            self._index = self._open_or_create()
            if not self._rebuild:
                self._digests = stored_column(self._index, DIGEST, self._path)
        except BaseException:
            self._lock.release()
            raise
        return self

    def __exit__(self, *exception: object) -> None:
        """Drop what was not committed and unlock the index."""
        if self._writer is not None and not self._writer.is_closed:
            self._writer.cancel()
        if self._is_begun:
            remove_index(self._path)
        self._lock.release()

    def digests(self) -> Mapping[str, str]:
        """Return the digest of each document by its id; none when the index is built anew."""
        return self._digests

    def traces(self) -> Mapping[str, str]:
        """Return the trace of each document by its id; none when the index is built anew."""
        return {} if self._rebuild else stored_column(self._index, TRACE, self._path)

    def add(self, document: AnalyzedDocument) -> None:
        """Store a document in the place of one with the same id."""
        self.delete(document.document.id)
        self._segment_writer().add_document(
            **{
                ID: document.document.id,
                DIGEST: document.digest.encode(),
                TRACE: document.trace.encode(),
                DOCUMENT: _stored(document.document),
                STEM: document.stems,
                EXACT: document.exacts,
            }
        )

    def delete(self, id: str) -> None:
        """Remove the document of that id, if there is one."""
        if id in self._digests:
            self._segment_writer().delete_by_term(ID, id)

    def commit(self) -> None:
        """Make the changes seen; without any, leave the index as it is."""
        if self._writer is not None or self._rebuild:
            with damage_reported(self._path):
                self._segment_writer().commit(mergetype=CLEAR if self._rebuild else merge_segments)
        self._is_begun = False

    def _open_or_create(self) -> whoosh.index.FileIndex:
        try:
            return open_index(self._path)
        except IndexNotFoundError:
            self._is_begun = True
        except BrokenIndexError:
            if not self._rebuild:
                raise
        return create_index(self._path)

    def _segment_writer(self) -> SegmentWriter:
        """Return Whoosh's writer, begun at the first change so that none leaves no trace."""
        if self._writer is None:
            self._writer = SegmentWriter(self._index, _lk=False, limitmb=MEMORY_MB)
        return self._writer


def _stored(document: CleanedDocument) -> str:
    """Return the document as JSON without its text, which the blocks hold already."""
    value = document_to_json(document)
    del value["text"]
    return json.dumps(value, ensure_ascii=False)


def merge_segments(writer: SegmentWriter, segments: list[Any]) -> list[Any]:
    """Write the small segments and those with many deletions anew; return the others.

    Those left are each larger than all smaller ones together, so that their number grows with
    the logarithm of the number of documents.
    """
    kept = []
    total = writer.doc_count()
    for segment in sorted(segments, key=lambda segment: segment.doc_count()):
        deleted_share = segment.deleted_count() / max(1, segment.doc_count_all())
        if segment.doc_count() > max(total, MERGED_DOCUMENTS) and deleted_share <= DELETED_SHARE:
            kept.append(segment)
        elif segment.doc_count():
            total += segment.doc_count()
            _write_anew(writer, segment)
    return kept


def _write_anew(writer: SegmentWriter, segment: Any) -> None:
    reader = SegmentReader(writer.storage, writer.schema, segment)
    writer.add_reader(reader)
    reader.close()
