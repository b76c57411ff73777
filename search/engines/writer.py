"""The contract of an engine that is written: what it is given of documents, and what it does."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol, Self, TypeVar

from search.analysis.batches import TokenArrays
from search.models import Rejection
from search.parts import Part
from search.reports import Damage, Progress

Item = TypeVar("Item")
Result = TypeVar("Result")

YES = "yes"
"""The only value of a column that tells whether something is so."""


class Entry(NamedTuple):
    """What an engine keeps of a document beside its terms.

    `digest` changes whenever the document would be cleaned or analyzed to something else; `trace`
    is what is remembered of it for the sake of others; `stored` is the document as the serialized
    form of `search.serialization`: all three are only kept. The others are what can be filtered
    by; `author` is the agency where there is no author, `picture` and `truncated` are YES or None.
    `title` is what documents are put in order by (see `search.analysis.plain.title_key`).
    """

    id: str
    digest: str
    trace: str
    stored: bytes
    published: datetime.date | None = None
    site: str | None = None
    author: str | None = None
    language: str | None = None
    group: str | None = None
    agency: str | None = None
    section: str | None = None
    picture: str | None = None
    truncated: str | None = None
    title: str | None = None


class AnalyzedBatch(NamedTuple):
    """Some documents and their tokens, in the same order.

    `tokens` are those of kept text, `removed` those of removed text, None where there is none.
    Documents that `are_sent` were given to the writer ahead, just as they are.
    """

    entries: Sequence[Entry]
    tokens: TokenArrays
    removed: TokenArrays | None = None
    are_sent: bool = False


class Portion(NamedTuple):
    """Documents by their ids, no two alike, and what yields them; it may go to another process."""

    ids: Sequence[str]
    batches: Callable[[], Iterable[AnalyzedBatch]]


class Share(Protocol):
    """Yield what the work on each item comes to, in their order, whichever process does it."""

    def __call__(
        self, work: Callable[[Item], Result], items: Iterable[Item], /
    ) -> Iterator[Result]:
        """Take a function of a module, because it may go to another process."""


class IndexWriter(Protocol):
    """The only writer of an index; what it does is seen, all of it, after `commit`."""

    def digests(self) -> Mapping[str, str]:
        """Return the digest of each document by its id; none when the index is built anew."""

    def traces(self) -> Mapping[str, str]:
        """Return the trace of each document by its id; none when the index is built anew."""

    def add(self, batch: AnalyzedBatch) -> None:
        """Store documents, each in the place of one with the same id."""

    def delete(self, id: str) -> None:
        """Remove the document of that id, if there is one."""

    def keep(self, name: str, content: bytes) -> None:
        """Keep a setting in the place of the one of that name, seen at once; b"" removes it."""

    def commit(self) -> None:
        """Make the changes seen and durable."""

    def __enter__(self) -> Self:
        """Return the writer, which has the index to itself until it is left."""

    def __exit__(self, *exception: object) -> None:
        """Drop what was not committed and let other writers in."""


class Salvaged(Protocol):
    """What was lost of a damaged index that is to be repaired.

    `lost` are the ids of documents; of `unnamed` others the ids are lost too.
    """

    @property
    def damages(self) -> tuple[Damage, ...]:
        """What was damaged."""

    @property
    def lost(self) -> frozenset[str]:
        """Ids of documents that were lost."""

    @property
    def unnamed(self) -> int:
        """Documents that were lost with their ids."""

    @property
    def is_of_last_commit(self) -> bool:
        """Tell whether what is whole is part of the last commit, and not of one before it."""

    def may_have_held(self, id: str) -> bool:
        """Tell whether a document may have stood in what was lost."""


class Ahead(Protocol):
    """Takes documents that the index does not hold before all others were looked at.

    They are not stored by that: each is stored with the others, be it that it was sent as it is.
    """

    @property
    def write(self) -> Callable[[AnalyzedBatch, Path], None]:
        """What writes documents to a file as they are to be sent; it may go to another process."""

    def send(self, path: Path) -> None:
        """Begin to send what was written to a file, and remove that."""


News = tuple[str, str | None]
"""A document by its id and its new trace; None where it counts no more."""


class Crew(Protocol):
    """The machines that index the parts of a corpus at the same time; this one has a part."""

    @property
    def part(self) -> Part:
        """The part of this machine."""

    @property
    def awaited(self) -> tuple[int, ...]:
        """The parts that were not stored yet when this one was handed in."""

    def exchange(
        self, news: Iterable[News], tell: Callable[[Progress], None] | None
    ) -> Iterator[tuple[str, str]] | None:
        """Tell the others what is new here, and yield the traces of all documents but these.

        None where nothing is new anywhere.
        """

    def hand_in(self, report: Callable[[], bytes]) -> Sequence[bytes] | None:
        """Store whatever waits, and tell the others so, and what was done.

        Return what each part told, where this is the one that has to let everybody see it.
        """

    def disband(self) -> None:
        """Forget the common run, when all is seen."""


class RunWriter(IndexWriter, Protocol):
    """What a run over a whole corpus needs of a writer."""

    @property
    def unfinished(self) -> Path:
        """A folder of this machine for what is on its way; it goes away with the writer."""

    @property
    def salvaged(self) -> Salvaged | None:
        """What was lost, where the index is to be repaired; None where nothing was."""

    @property
    def refused(self) -> Sequence[Rejection]:
        """The documents by id that were given and are not stored, each with the reason."""

    @property
    def ahead(self) -> Ahead | None:
        """What takes documents ahead, None where all are looked at before any is taken."""

    @property
    def crew(self) -> Crew | None:
        """Those that work on other parts of the corpus, None where this is the only machine."""

    @property
    def goes_on(self) -> bool:
        """Tell whether it began with what a run has left that broke off, seen by nobody."""

    def tokens_at_once(self, processes: int) -> int:
        """Return how many tokens a portion may have, about, where so many processes store."""

    def add_all(
        self, portions: Iterable[Portion], share: Share, texts: Iterable[bytes]
    ) -> Iterator[Sequence[str]]:
        """Store documents as `add` does, shared out to processes; yield the ids of each portion.

        It is done when all were taken. `texts` are those that are stored, in their order: an engine
        may look at the first ones.
        """
