"""Write an index: one writer at a time, its changes seen all at once."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Self

from search.engines.whoosh.codec.columns import decode, encode
from search.engines.whoosh.codec.contents import Contents
from search.engines.whoosh.codec.errors import DamagedFileError
from search.engines.whoosh.codec.segments import Segment
from search.engines.whoosh.codec.starting import Start, later
from search.engines.whoosh.codec.stored import StoredTexts
from search.engines.whoosh.deletions import Deletions
from search.engines.whoosh.lock import WriterLock
from search.engines.whoosh.memory import MEMORY_MB, tokens_in
from search.engines.whoosh.merge_policy import segments_to_merge
from search.engines.whoosh.publishing import (
    make_folder,
    next_segment,
    prepare,
    publish,
    remove_from,
    sync_files,
    tidy,
)
from search.engines.whoosh.runs import Runs
from search.engines.whoosh.salvaging import Salvage, salvage
from search.engines.whoosh.settings import keep_setting
from search.engines.whoosh.storage import damage_reported, read_index
from search.engines.whoosh.unfinished import remove_unfinished
from search.engines.writer import AnalyzedBatch, Portion, Share
from search.errors import BrokenIndexError, IndexAccessError, IndexNotFoundError
from search.models import Rejection

_MERGED_AT_ONCE = 32
"""Segments of one run that are merged before there are more, for each takes memory then."""


class WhooshIndexWriter:
    """Write to the index in a folder, which is made if there is none.

    It begins with what the index holds; with nothing, where it is to be built anew; with what is
    whole, where it is to be repaired: `salvaged` then tells what was damaged, if anything was.
    Documents beyond `memory_mb` are written to disk as segments of their own, which the commit
    merges. `start` gives out a share of that work.
    """

    crew = None
    """Who writes has the folder to itself."""

    ahead = None
    """Documents are merged in their order, once all is known of them."""

    goes_on = False
    """What a writer left that was ended is not taken up again."""

    def __init__(
        self,
        path: str,
        *,
        rebuild: bool = False,
        repair: bool = False,
        memory_mb: int = MEMORY_MB,
        start: Start = later,
    ) -> None:
        self.salvaged: Salvage | None = None
        self._path = path
        self._folder = Path(path)
        self._rebuild = rebuild
        self._repair = repair
        self._memory_mb = memory_mb
        self._start = start
        self._lock = WriterLock(self._folder)
        self._generation = 0
        self._standing = frozenset[str]()
        self._segments: list[Segment] = []
        self._old_count = 0
        self._merged_until = 0
        self._deletions = Deletions()
        self._next_segment = self._first_segment = 1
        self._has_failed = self._is_unclear = False

    def __enter__(self) -> Self:
        """Lock the index.

        Raises IndexLockedError, IndexAccessError, BrokenIndexError for an index that is neither to
        be rebuilt nor repaired, and IndexNotFoundError where there is nothing to repair.
        """
        with damage_reported(self._path), contextlib.ExitStack() as stack:
            if self._repair and not self._folder.is_dir():
                raise IndexNotFoundError(self._path)
            make_folder(self._folder)
            self._lock.acquire()
            stack.callback(self._lock.release)
            self._read()
            self._runs = Runs(self._folder, self._memory_mb, self._start)
            stack.pop_all()
        return self

    @property
    def unfinished(self) -> Path:
        """The folder for what is on its way into the index; it goes away with the writer."""
        return self._runs.folder

    @property
    def refused(self) -> Sequence[Rejection]:
        """No document: each is stored, or the run fails."""
        return ()

    def __exit__(self, *exception: object) -> None:
        """Drop what was not committed and unlock the index."""
        try:
            with contextlib.suppress(OSError, DamagedFileError):
                self._discard()
        finally:
            self._lock.release()

    def digests(self) -> Mapping[str, str]:
        """Return the digest of each document by its id; none when the index is built anew."""
        with damage_reported(self._path):
            found: dict[str, str] = {}
            for segment in self._segments:
                found.update(_by_id(segment, segment.digests))
            return found

    def traces(self) -> Mapping[str, str]:
        """Return the trace of each document by its id; none when the index is built anew."""
        with damage_reported(self._path):
            found: dict[str, str] = {}
            for segment in self._segments:
                found.update(_by_id(segment, segment.traces))
            return found

    def add(self, batch: AnalyzedBatch) -> None:
        """Store documents, each in the place of one with the same id."""
        with self._changing():
            self._deletions.add([encode(entry.id) for entry in batch.entries], self._segments)
            self._take_runs(self._runs.add(batch))

    def tokens_at_once(self, processes: int) -> int:
        """Return how many tokens a portion may have, about, where so many processes store."""
        return tokens_in(self._memory_mb, processes=processes)

    def add_all(
        self, portions: Iterable[Portion], share: Share, texts: Iterable[bytes]
    ) -> Iterator[Sequence[str]]:
        """Store documents as `add` does, shared out to processes; yield the ids of each portion.

        It is done when all were taken. The files do not show how the documents were parted: all
        are compressed with one dictionary, made of the first of `texts`, those that are stored.
        """
        with self._changing():
            self._segments.extend(self._runs.write())
            for ids, run in self._runs.write_all(portions, share, texts):
                self._deletions.add([encode(id) for id in ids], self._segments)
                self._take_runs([run])
                yield ids

    def delete(self, id: str) -> None:
        """Remove the document of that id, if there is one."""
        with self._changing():
            self._deletions.add([encode(id)], self._segments)
            self._runs.discard(encode(id))

    def keep(self, name: str, content: bytes) -> None:
        """Keep a setting in the place of the one of that name, seen at once; nothing removes it."""
        keep_setting(self._path, name, content)

    def commit(self) -> None:
        """Make the changes seen and durable; without any, leave the index as it is."""
        with self._changing():
            if self._generation and not self._is_changed:
                return
            self._segments.extend(self._runs.write())
            generation = self._generation + 1
            segments = self._merge([self._deletions.apply(each) for each in self._segments])
            segments = [self._deletions.write(each, generation) for each in segments]
            contents = Contents(
                generation, self._next_segment, tuple(segment.record for segment in segments)
            )
            sync_files(self._folder, contents.file_names() - self._standing)
            prepare(self._folder, contents)
            self._is_unclear = True
            publish(self._folder)
            self._generation, self._first_segment = generation, self._next_segment
            self._is_unclear = False
            self._deletions, self._rebuild, self._repair = Deletions(), False, False
            self._standing = contents.file_names()
            self._take(segments)

    def _read(self) -> None:
        """Find out what the index holds, and make room."""
        standing = Contents()
        try:
            standing = self._salvage() if self._repair else read_index(self._path)
        except IndexNotFoundError:
            if self._repair:
                raise
        except BrokenIndexError:
            if not self._rebuild:
                raise
        with contextlib.suppress(OSError, DamagedFileError):
            remove_unfinished(self._folder)
            tidy(self._folder)
        number = next_segment(self._folder, standing)
        self._first_segment = self._next_segment = number
        self._generation = standing.generation
        self._standing = standing.file_names()
        if not self._rebuild:
            self._take([Segment(self._folder, record) for record in standing.segments])

    def _salvage(self) -> Contents:
        found = salvage(self._path)
        self._repair = bool(found.damages)
        self.salvaged = found if found.damages else None
        return found.contents

    @property
    def _is_changed(self) -> bool:
        is_to_be_replaced = self._rebuild or self._repair
        is_added_to = self._runs.hold_documents or len(self._segments) > self._old_count
        return is_to_be_replaced or is_added_to or bool(self._deletions)

    def _take(self, segments: list[Segment]) -> None:
        """Go on from segments that are part of the index."""
        self._segments = segments
        self._old_count = self._merged_until = len(segments)

    def _discard(self) -> None:
        """Remove what no commit made part of the index, unless nobody knows what one did."""
        self._runs.remove()
        if not self._is_unclear:
            remove_from(self._folder, self._first_segment)
            tidy(self._folder)

    @contextlib.contextmanager
    def _changing(self) -> Iterator[None]:
        """Let nothing more be written once a change has failed: a part of it may be missing."""
        if self._has_failed:
            raise IndexAccessError(self._path, "a change failed before, so nothing more is written")
        self._has_failed = True
        with damage_reported(self._path):
            yield
        self._has_failed = False

    def _take_runs(self, runs: Iterable[Segment]) -> None:
        """Go on with more segments, and make one of those written lately, if they are many."""
        self._segments.extend(runs)
        recent = self._segments[self._merged_until :]
        if len(recent) >= _MERGED_AT_ONCE:
            live = [self._deletions.apply(segment) for segment in recent]
            self._segments[self._merged_until :] = self._runs.join(live)
            self._merged_until = len(self._segments)

    def _merge(self, segments: list[Segment]) -> list[Segment]:
        """Return the segments with those that should be one made one: all new ones, at least."""
        records = [segment.record for segment in segments]
        chosen = segments_to_merge(records[: self._old_count], records[self._old_count :])
        merged = [segment for segment in segments if segment.record in chosen]
        kept = [segment for segment in segments if segment.record not in chosen]
        return [self._finished(segment) for segment in [*kept, *self._runs.join(merged)]]

    def _finished(self, segment: Segment) -> Segment:
        """Return a segment as it stands in the index, where this run is about to put it."""
        if segment.folder == self._folder:
            return segment
        name = f"{self._next_segment:08d}"
        self._next_segment += 1
        return self._runs.finish(segment, name)


def _by_id(segment: Segment, texts: StoredTexts) -> Iterator[tuple[str, str]]:
    """Yield the id of each live document of a segment, and its text."""
    ids = list(segment.columns.ids)
    found = texts.in_blocks(segment.live)
    return ((decode(ids[number]), decode(text)) for number, text in found)
