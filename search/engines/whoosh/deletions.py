"""Which documents of segments are deleted, until the commit that says so."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

import numpy as np

from search.engines.whoosh.codec.files import Array, ArrayFileWriter
from search.engines.whoosh.codec.segments import Segment


class Deletions:
    """Deletions that are not committed yet, by the name of the segment."""

    def __init__(self) -> None:
        self._numbers: defaultdict[str, set[int]] = defaultdict(set)
        self._hashes: dict[str, Array] = {}

    def __bool__(self) -> bool:
        """Tell whether there are any."""
        return bool(self._numbers)

    def add(self, ids: Sequence[bytes], segments: Iterable[Segment]) -> None:
        """Delete documents from whichever segments hold them."""
        hashes = _hashes(ids)
        for segment in segments:
            for place in np.flatnonzero(self._may_hold(segment, hashes)).tolist():
                number = segment.columns.ids.find(ids[place])
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

    def _may_hold(self, segment: Segment, hashes: Array) -> Array:
        """Tell which ids a segment may hold: looking for each by halving takes far longer."""
        name = segment.record.name
        if name not in self._hashes:
            self._hashes[name] = np.sort(_hashes(segment.columns.ids))
        known = self._hashes[name]
        places = np.searchsorted(known, hashes)
        found: Array = known[np.minimum(places, len(known) - 1)] == hashes
        return found


def _hashes(ids: Collection[bytes]) -> Array:
    return np.fromiter(map(hash, ids), dtype=np.int64, count=len(ids))
