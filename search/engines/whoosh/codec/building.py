"""Write a segment of analyzed documents."""

from __future__ import annotations

import numpy as np

from search.engines.whoosh.codec.collecting import Collected
from search.engines.whoosh.codec.columns import NAMES, Row, encode, write_columns
from search.engines.whoosh.codec.segment_files import SegmentFiles
from search.engines.whoosh.codec.segments import KEPT_FIELDS, REMOVED_FIELDS, SegmentRecord
from search.engines.whoosh.codec.storing import StoredTextsWriter
from search.engines.writer import AnalyzedBatch, Entry


class SegmentBuilder:
    """Collect documents in memory and write them as one segment.

    What is kept in memory are the numbers of their tokens; their texts go to disk at once.
    """

    def __init__(self, files: SegmentFiles) -> None:
        self._files = files
        self._rows: list[Row] = []
        self._places: dict[bytes, int] = {}
        self._kept, self._removed = Collected(KEPT_FIELDS), Collected(REMOVED_FIELDS)

    @property
    def token_count(self) -> int:
        """How many tokens are kept in memory."""
        return self._kept.token_count + self._removed.token_count

    @property
    def is_empty(self) -> bool:
        """Tell whether there is no document."""
        return not self._places

    def add(self, batch: AnalyzedBatch) -> None:
        """Add documents, each in the place of one with the same id."""
        for entry in batch.entries:
            row = _row(entry)
            self._places[row.id] = len(self._rows)
            self._rows.append(row)
            self._files.documents.append(entry.stored)
            self._files.traces.append(encode(entry.trace))
            self._files.digests.append(encode(entry.digest))
        for texts in self._texts():
            texts.end_block()
        self._kept.add(batch.tokens)
        if batch.removed is None:
            self._removed.add_nothing(len(batch.entries))
        else:
            self._removed.add(batch.removed)

    def discard(self, id: bytes) -> None:
        """Leave a document out, if it was added."""
        self._places.pop(id, None)

    def finish(self) -> SegmentRecord:
        """Write the segment; documents are numbered in the order of their ids."""
        order = np.array([self._places[id] for id in sorted(self._places)], dtype=np.int64)
        lengths = self._kept.write(self._files, order)
        if self._removed.token_count:
            self._removed.write(self._files, order)
        for texts in self._texts():
            texts.close(order)
        write_columns(self._files["columns"], [self._rows[place] for place in order.tolist()])
        return self._files.seal(lengths)

    def _texts(self) -> tuple[StoredTextsWriter, ...]:
        return self._files.documents, self._files.traces, self._files.digests


def _row(entry: Entry) -> Row:
    return Row(
        id=encode(entry.id),
        published=entry.published,
        shared=tuple(getattr(entry, name) for name in NAMES),
    )
