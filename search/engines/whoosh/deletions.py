"""Which documents of segments are deleted, until the commit that says so."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable

import numpy as np

from search.engines.whoosh.codec.files import ArrayFileWriter
from search.engines.whoosh.codec.segments import Segment


class Deletions:
    """Deletions that are not committed yet, by the name of the segment."""

    def __init__(self) -> None:
        self._numbers: defaultdict[str, set[int]] = defaultdict(set)

    def __bool__(self) -> bool:
        """Tell whether there are any."""
        return bool(self._numbers)

    def add(self, id: bytes, segments: Iterable[Segment]) -> None:
        """Delete a document from whichever segments hold it."""
        for segment in segments:
            number = segment.columns.ids.find(id)
            if number >= 0 and not segment.is_deleted(number):
                self._numbers[segment.record.name].add(number)

    def apply(self, segment: Segment) -> Segment:
        """Return the segment as it will be."""
        added = self._numbers.get(segment.record.name)
        if not added:
            return segment
        return segment.without(np.array(sorted(added), dtype=np.int64))

    def write(self, segment: Segment, generation: int) -> Segment:
        """Return a segment as it is committed, its deletions in a file of their own."""
        record = segment.record
        if record.name not in self._numbers:
            return segment
        path = segment.folder / f"{record.name}.{generation}.deletions"
        path.unlink(missing_ok=True)  # of a writer that was ended before its commit
        with ArrayFileWriter(path, "deletions") as file:
            file.append("documents", segment.deleted.astype("<u4"))
            seal = file.close()
        files = {**record.files, "deletions": seal}
        return segment.described(dataclasses.replace(record, deletions=path.name, files=files))
