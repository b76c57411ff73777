"""What is told of runs over an index: how far they are, what they did and what they found."""

from __future__ import annotations

import dataclasses

from search.models import Rejection


@dataclasses.dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is in its present step: documents done, and in all where that is known."""

    step: str
    done: int
    total: int | None


@dataclasses.dataclass(frozen=True, slots=True)
class Damage:
    """A file of an index that is not as it was written, and how that shows, in one line."""

    file: str
    reason: str


@dataclasses.dataclass(frozen=True, slots=True)
class IndexHealth:
    """What a check of all files of an index found; `bytes` are those of its segments' files."""

    documents: int
    segments: int
    files: int
    bytes: int
    damages: tuple[Damage, ...]

    @property
    def is_whole(self) -> bool:
        """Tell whether every file is as it was written."""
        return not self.damages


@dataclasses.dataclass(frozen=True, slots=True)
class Repair:
    """What was damaged in an index, and what became of the documents that stood there.

    `lost` are the ids of those documents, ascending; `unnamed` counts those whose ids were damaged
    too; `gone` are those of `lost` that are not in the index any more, because they stand in none
    of the folders that were read.
    """

    damages: tuple[Damage, ...]
    lost: tuple[str, ...]
    unnamed: int
    gone: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class IndexReport:
    """What one indexing run did, in numbers of documents.

    `skipped` counts files of kinds that are not read, `unsure` those of the indexed documents
    whose cleaning left next to nothing; `repair` tells what was damaged, None where nothing was or
    nobody looked. `awaited` are the parts, by number, that were not done when this one was: nothing
    of it is seen before.
    """

    indexed: int
    unchanged: int
    removed: int
    skipped: int
    rejected: tuple[Rejection, ...]
    took_seconds: float
    unsure: int = 0
    repair: Repair | None = None
    awaited: tuple[int, ...] = ()

    @property
    def touched_nothing(self) -> bool:
        """Tell whether the index is what it was before the run."""
        return not (self.indexed or self.removed)
