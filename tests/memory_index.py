"""An index in memory, for runs over a corpus whose engine is none of their business."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Self

from search.engines.writer import Ahead, AnalyzedBatch, Crew, Entry, Portion, Salvaged, Share
from search.models import Rejection


class MemoryIndex:
    """What writers wrote: entries by id, settings by name; it does not take `unwanted` ids."""

    def __init__(self, *unwanted: str) -> None:
        self.entries: dict[str, Entry] = {}
        self.settings: dict[str, bytes] = {}
        self.commits = 0
        self.unwanted = frozenset(unwanted)


class MemoryWriter:
    """Write to an index in memory; what was written before a commit is lost."""

    salvaged: Salvaged | None = None
    crew: Crew | None = None
    ahead: Ahead | None = None
    goes_on = False

    def __init__(self, index: MemoryIndex, unfinished: Path) -> None:
        self.unfinished = unfinished
        self.refused: Sequence[Rejection] = ()
        self._index = index
        self._entries = dict(index.entries)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        pass

    def digests(self) -> Mapping[str, str]:
        return {id: entry.digest for id, entry in self._entries.items()}

    def traces(self) -> Mapping[str, str]:
        return {id: entry.trace for id, entry in self._entries.items()}

    def add(self, batch: AnalyzedBatch) -> None:
        for entry in batch.entries:
            if entry.id in self._index.unwanted:
                self.refused = (*self.refused, Rejection(entry.id, "not wanted here"))
            else:
                self._entries[entry.id] = entry

    def tokens_at_once(self, processes: int) -> int:
        return 1 << 20

    def add_all(
        self, portions: Iterable[Portion], share: Share, texts: Iterable[bytes]
    ) -> Iterator[Sequence[str]]:
        for portion in portions:
            for batch in portion.batches():
                self.add(batch)
            yield portion.ids

    def delete(self, id: str) -> None:
        self._entries.pop(id, None)

    def keep(self, name: str, content: bytes) -> None:
        self._index.settings[name] = content

    def commit(self) -> None:
        self._index.entries = dict(self._entries)
        self._index.commits += 1
