"""Segments that no commit made part of an index yet, and the documents on their way into one."""

from __future__ import annotations

import contextlib
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from search.engines.whoosh.codec.building import SegmentBuilder
from search.engines.whoosh.codec.deflating import dictionary_for, sample
from search.engines.whoosh.codec.joining import join
from search.engines.whoosh.codec.segment_files import SegmentFiles
from search.engines.whoosh.codec.segments import Segment
from search.engines.whoosh.codec.starting import Start
from search.engines.whoosh.memory import tokens_in
from search.engines.whoosh.portions import PortionWork, write_portion
from search.engines.whoosh.unfinished import Unfinished
from search.engines.writer import AnalyzedBatch, Portion, Share

_RUN = "run"
"""What the names of segments begin with that no commit made part of the index."""


class Runs:
    """What one writer writes before its commit; `start` gives out a share of the work."""

    def __init__(self, index: Path, memory_mb: int, start: Start) -> None:
        """Make the folder of the segments; raises OSError."""
        self._unfinished = Unfinished(index)
        self._start = start
        self._tokens_in_memory = tokens_in(memory_mb)
        self._building: _Building | None = None
        self._written = 0

    @property
    def folder(self) -> Path:
        """The folder of the segments."""
        return self._unfinished.folder

    @property
    def hold_documents(self) -> bool:
        """Tell whether there are documents that are in no segment."""
        return self._building is not None and not self._building.builder.is_empty

    def add(self, batch: AnalyzedBatch) -> list[Segment]:
        """Add documents; return them and those before as a segment where they are too many."""
        if self._building is None:
            files = self._new_files()
            self._building = _Building(files, SegmentBuilder(files))
        self._building.builder.add(batch)
        if self._building.builder.token_count < self._tokens_in_memory:
            return []
        return self.write()

    def discard(self, id: bytes) -> None:
        """Leave a document out, if it was added and is in no segment."""
        if self._building:
            self._building.builder.discard(id)

    def write(self) -> list[Segment]:
        """Return the documents that were added as a segment, if there are any."""
        if self._building is None:
            return []
        (files, builder), self._building = self._building, None
        with files:
            if builder.is_empty:
                files.discard()
                return []
            return [Segment(self.folder, builder.finish())]

    def write_all(
        self, portions: Iterable[Portion], share: Share, texts: Iterable[bytes]
    ) -> Iterator[tuple[Sequence[str], Segment]]:
        """Yield the ids of each portion, and the segment that some process made of it.

        All are compressed with one dictionary, made of the first of the texts that are stored.
        """
        waiting: deque[Sequence[str]] = deque()
        dictionary = dictionary_for(sample(texts))

        def works() -> Iterator[PortionWork]:
            for portion in portions:
                waiting.append(portion.ids)
                yield PortionWork(self.folder, self._new_name(), dictionary, portion.batches)

        for record in share(write_portion, works()):
            yield waiting.popleft(), Segment(self.folder, record)

    def join(self, segments: list[Segment]) -> list[Segment]:
        """Return one segment of several, or none where nothing would be in it."""
        if not any(segment.record.live for segment in segments):
            return []
        with self._new_files() as files:
            return [Segment(self.folder, join(segments, files, self._start))]

    def finish(self, segment: Segment, name: str) -> Segment:
        """Move a segment into the index, under another name; raises OSError."""
        return self._unfinished.finish(segment, name)

    def remove(self) -> None:
        """Remove all that did not become part of the index."""
        if self._building:
            with contextlib.suppress(OSError):
                self._building.files.discard()
        self._unfinished.remove()

    def _new_files(self) -> SegmentFiles:
        """Begin the next segment."""
        return SegmentFiles(self.folder, self._new_name())

    def _new_name(self) -> str:
        """Return a name that no other segment has."""
        self._written += 1
        return f"{_RUN}{self._written:08d}"


class _Building(NamedTuple):
    """A segment that is being written."""

    files: SegmentFiles
    builder: SegmentBuilder
