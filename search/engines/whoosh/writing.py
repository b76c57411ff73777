"""Write an index: one writer at a time, its changes seen all at once."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple, Self

from search.engines.base import AnalyzedBatch
from search.engines.whoosh.codec.building import SegmentBuilder
from search.engines.whoosh.codec.columns import decode, encode
from search.engines.whoosh.codec.contents import Contents
from search.engines.whoosh.codec.joining import join
from search.engines.whoosh.codec.segment_files import SegmentFiles
from search.engines.whoosh.codec.segments import Segment
from search.engines.whoosh.codec.threads import Threads
from search.engines.whoosh.deletions import Deletions
from search.engines.whoosh.lock import WriterLock
from search.engines.whoosh.merge_policy import segments_to_merge
from search.engines.whoosh.publishing import next_segment, publish, remove_strays
from search.engines.whoosh.storage import damage_reported, read_index
from search.errors import BrokenIndexError, IndexNotFoundError

MEMORY_MB = 512
"""Memory a run may take, roughly: the process itself and the tokens of its documents."""

_PROCESS_MB = 250
"""What a process takes beside tokens: its libraries, the words that it remembers, and what it knows
of each of 100,000 documents."""

_LEAST_TOKENS = 1 << 20
"""Tokens kept in memory however little of it there may be: some thousand articles."""

_MERGED_AT_ONCE = 16
"""Segments of one run that are merged before there are more, for each takes memory then."""

_TOKEN_BYTES = 60
"""What a token takes while a segment is written: itself, and the arrays by which it is sorted."""


class WhooshIndexWriter:
    """Write to the index in a folder, which is made if there is none.

    Documents beyond `memory_mb` are written to disk as segments of their own, which the commit
    merges. `jobs` threads compress.
    """

    def __init__(
        self, path: str, *, rebuild: bool = False, memory_mb: int = MEMORY_MB, jobs: int = 1
    ) -> None:
        self._path = path
        self._folder = Path(path)
        self._rebuild = rebuild
        self._threads = Threads(jobs)
        tokens = (memory_mb - _PROCESS_MB) * 1_000_000 // _TOKEN_BYTES
        self._tokens_in_memory = max(_LEAST_TOKENS, tokens)
        self._standing: Contents | None = None
        self._segments: list[Segment] = []
        self._old_count = 0
        self._merged_until = 0
        self._deletions = Deletions()
        self._building: _Building | None = None
        self._next_segment = 1

    def __enter__(self) -> Self:
        """Lock the index.

        Raises IndexLockedError, IndexAccessError, and BrokenIndexError for an index that is not
        to be rebuilt.
        """
        with damage_reported(self._path), contextlib.ExitStack() as stack:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._lock = WriterLock(self._folder)
            self._lock.acquire()
            stack.callback(self._lock.release)
            self._read()
            stack.pop_all()
        return self

    def __exit__(self, *exception: object) -> None:
        """Drop what was not committed and unlock the index."""
        try:
            if self._building:
                self._building.files.discard()
            if self._standing:
                remove_strays(self._folder, self._standing)
        finally:
            self._threads.close()
            self._lock.release()

    def digests(self) -> Mapping[str, str]:
        """Return the digest of each document by its id; none when the index is built anew."""
        with damage_reported(self._path):
            return {
                decode(ids[number]): decode(digests[number])
                for segment in self._segments
                for ids, digests in [(list(segment.columns.ids), list(segment.columns.digests))]
                for number in segment.live.tolist()
            }

    def traces(self) -> Mapping[str, str]:
        """Return the trace of each document by its id; none when the index is built anew."""
        with damage_reported(self._path):
            return {
                decode(ids[number]): decode(trace)
                for segment in self._segments
                for ids in [list(segment.columns.ids)]
                for number, trace in segment.traces.in_blocks(segment.live)
            }

    def add(self, batch: AnalyzedBatch) -> None:
        """Store documents, each in the place of one with the same id."""
        with damage_reported(self._path):
            self._deletions.add([encode(entry.id) for entry in batch.entries], self._segments)
            builder = self._builder()
            builder.add(batch)
            if builder.token_count >= self._tokens_in_memory:
                self._write_segment()
                self._merge_recent()

    def delete(self, id: str) -> None:
        """Remove the document of that id, if there is one."""
        with damage_reported(self._path):
            self._deletions.add([encode(id)], self._segments)
            if self._building:
                self._building.builder.discard(encode(id))

    def commit(self) -> None:
        """Make the changes seen and durable; without any, leave the index as it is."""
        is_changed = self._building or self._deletions or self._rebuild
        if self._standing and not is_changed:
            return
        with damage_reported(self._path):
            self._write_segment()
            generation = self._standing.generation + 1 if self._standing else 1
            segments = self._merge([self._deletions.apply(each) for each in self._segments])
            records = tuple(self._deletions.write(each, generation) for each in segments)
            self._standing = Contents(generation, self._next_segment, records)
            publish(self._folder, self._standing)
            self._segments = [Segment(self._folder, record) for record in records]
            self._deletions, self._rebuild = Deletions(), False

    def _read(self) -> None:
        """Find out what the index holds; nothing, where it is to be built anew."""
        try:
            self._standing = read_index(self._path)
        except IndexNotFoundError:
            remove_strays(self._folder, Contents())
        except BrokenIndexError:
            if not self._rebuild:
                raise
        self._next_segment = next_segment(self._folder, self._standing or Contents())
        if self._standing and not self._rebuild:
            self._segments = [Segment(self._folder, record) for record in self._standing.segments]
        self._old_count = self._merged_until = len(self._segments)

    def _builder(self) -> SegmentBuilder:
        if self._building is None:
            files = self._new_files()
            self._building = _Building(files, SegmentBuilder(files))
        return self._building.builder

    def _new_files(self) -> SegmentFiles:
        """Begin the next segment."""
        files = SegmentFiles(self._folder, f"{self._next_segment:08d}", self._threads)
        self._next_segment += 1
        return files

    def _write_segment(self) -> None:
        """Write the documents in memory to disk."""
        if self._building is None:
            return
        building, self._building = self._building, None
        with building.files:
            if not building.builder.is_empty:
                self._segments.append(Segment(self._folder, building.builder.finish()))

    def _merge_recent(self) -> None:
        """Make one of the segments written lately, if there are many."""
        recent = self._segments[self._merged_until :]
        if len(recent) >= _MERGED_AT_ONCE:
            live = [self._deletions.apply(segment) for segment in recent]
            self._segments[self._merged_until :] = self._join(live)
            self._merged_until = len(self._segments)

    def _merge(self, segments: list[Segment]) -> list[Segment]:
        """Return the segments with those that should be one made one: all new ones, at least."""
        records = [segment.record for segment in segments]
        chosen = segments_to_merge(records[: self._old_count], records[self._old_count :])
        merged = [segment for segment in segments if segment.record in chosen]
        kept = [segment for segment in segments if segment.record not in chosen]
        return [*kept, *self._join(merged)]

    def _join(self, segments: list[Segment]) -> list[Segment]:
        """Return one segment of several, or none where nothing would be in it."""
        if not any(segment.record.live for segment in segments):
            return []
        with self._new_files() as files:
            return [Segment(self._folder, join(segments, files))]


class _Building(NamedTuple):
    """A segment that is being written."""

    files: SegmentFiles
    builder: SegmentBuilder
