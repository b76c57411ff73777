"""Small indexes for tests: documents are an id and a text."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import random
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from unittest import mock

from search.analysis.batches import BatchAnalyzer
from search.cleaning.traces import Trace, line_key, trace_to_json
from search.engines.whoosh.codec.columns import decode
from search.engines.whoosh.storage import open_segments
from search.engines.whoosh.writing import WhooshIndexWriter
from search.engines.writer import AnalyzedBatch, Entry
from search.models import Block, CleanedDocument, Label, Metadata
from search.serialization import document_from_stored, stored_document
from search.zones import analyze_kept, analyze_removed

WORDS = ["mer", "port", "traité", "Hanoï", "phare", "navire", "côte", "marée", "été", "la", "de"]

Texts = Mapping[str, str]


def trace(text: str) -> str:
    """Return what is remembered of a document; its title's key tells texts apart."""
    nothing = frozenset[int]()
    found = Trace("exemple.fr", nothing, nothing, nothing, line_key(text), len(text), "", b"")
    return trace_to_json(found)


def batch(texts: Texts, removed: str = "") -> AnalyzedBatch:
    """Return documents as an engine takes them, from each of which the same was removed."""
    blocks = [Block(2, removed, Label.CHROME, "menu")] if removed else []
    documents = [
        CleanedDocument(id, (Block(1, text, Label.BODY, "corps"), *blocks), Metadata(title=id))
        for id, text in texts.items()
    ]
    entries = [
        Entry(
            id=each.id,
            digest=f"digest of {each.text}",
            trace=trace(each.text),
            stored=stored_document(each),
            site="exemple.fr",
            title=f"titre {each.id}",
        )
        for each in documents
    ]
    analyzer = _analyzer()
    return AnalyzedBatch(
        entries, analyze_kept(documents, analyzer), analyze_removed(documents, analyzer)
    )


@functools.cache
def _analyzer() -> BatchAnalyzer:
    return BatchAnalyzer()


def store(path: Path, texts: Texts, delete: Collection[str] = (), removed: str = "") -> None:
    """Add and delete documents in one run."""
    with WhooshIndexWriter(str(path), memory_mb=0) as writer:
        for id in delete:
            writer.delete(id)
        ids = list(texts)
        for first in range(0, len(ids), 4):
            writer.add(batch({id: texts[id] for id in ids[first : first + 4]}, removed))
        writer.commit()


def held(path: Path) -> dict[str, str]:
    """Return the documents that an index holds, as those say themselves who read all its files."""
    found = {}
    _, segments = open_segments(str(path))
    for segment in segments:
        for number in segment.live.tolist():
            document = document_from_stored(segment.documents[number])
            assert document.id == decode(segment.columns.ids[number])
            assert document.id not in found
            assert decode(segment.traces[number]) == trace(document.text)
            found[document.id] = document.text
    return found


def files(path: Path) -> list[Path]:
    """Return the files that an index is made of."""
    return sorted(each for each in path.iterdir() if each.name != "lock")


def copy(before: Path, path: Path) -> Path:
    """Let an index stand in a second folder, without a copy: its files never change."""
    path.mkdir()
    for each in files(before):
        (path / each.name).hardlink_to(each)
    return path


@contextlib.contextmanager
def everything_small() -> Iterator[None]:
    """Let a few documents have segments of their own, spilled to disk and merged often.

    Nothing is synced, which takes most of the time and shows only when the power fails.
    """
    package = "search.engines.whoosh"
    with (
        mock.patch(f"{package}.merge_policy.MERGED_DOCUMENTS", 2),
        mock.patch(f"{package}.merge_policy.DELETED_SHARE", 0.5),
        mock.patch(f"{package}.memory._LEAST_TOKENS", 20),
        mock.patch(f"{package}.writing._MERGED_AT_ONCE", 3),
        mock.patch(f"{package}.codec.files._IN_MEMORY_BYTES", 100),
        mock.patch("os.fsync", _do_nothing),
    ):
        yield


def _do_nothing(_descriptor: int) -> None:
    pass


@dataclasses.dataclass(frozen=True)
class Change:
    """What one run does to an index."""

    texts: Texts
    deleted: tuple[str, ...]

    def of(self, before: Texts) -> dict[str, str]:
        """Return what an index holds after it."""
        kept = {id: text for id, text in before.items() if id not in self.deleted}
        return kept | dict(self.texts)


def change(number: int) -> Change:
    """Return the change of that number: some documents, new or changed, and some deletions."""
    chance = random.Random(number)
    ids = [f"d{chance.randrange(40):02d}" for _ in range(chance.choice([0, 1, 2, 6]))]
    texts = {id: f"{id} {number} " + " ".join(chance.choices(WORDS, k=8)) for id in ids}
    gone = {f"d{chance.randrange(40):02d}" for _ in range(3)} - texts.keys()
    return Change(texts or {"d00": f"{number} la mer"}, tuple(sorted(gone - {"d00"})))


def states(count: int) -> list[dict[str, str]]:
    """Return what an index holds after each of the first changes; the first holds nothing."""
    found: list[dict[str, str]] = [{}]
    for number in range(1, count + 1):
        found.append(change(number).of(found[-1]))
    return found
