"""The contract of an engine that is written: what it is given of documents, and what it does."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol, Self

from search.analysis.batches import TokenArrays

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
    """

    entries: Sequence[Entry]
    tokens: TokenArrays
    removed: TokenArrays | None = None


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
