"""An index on nodes that are lost while it is written and searched."""

from __future__ import annotations

import contextlib
import dataclasses
import threading
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from search.engines.opensearch.connecting.address import parse_address
from search.engines.opensearch.connecting.connection import Connection
from search.engines.opensearch.connecting.names import Names
from search.engines.opensearch.reading import OpenSearchIndexReader
from search.engines.opensearch.sending.pacing import Pace
from search.engines.opensearch.stored.generations import Layout, remove_others
from search.engines.opensearch.verifying import verify
from search.engines.opensearch.writing import OpenSearchIndexWriter
from search.engines.writer import Portion
from search.models import CleanedDocument
from search.query import parse
from tests.engines.storing import SCORING, batch, document
from tests.engines.trees import ANALYZER

COPIED = Layout(shards=3, replicas=1)
SINGLE = Layout(shards=3, replicas=0)

PATIENT = Pace(
    request_bytes=4_000,
    patience_seconds=90,
    blocked_seconds=0.5,
    answer_seconds=10,
    shard_seconds=1,
    longest_pause_seconds=1,
)
"""Many small requests to a server that is waited for."""

HASTY = dataclasses.replace(PATIENT, patience_seconds=2)

PORTION = 20
"""Documents of a portion."""

Faults = Mapping[int, Callable[[], None]]
"""What happens before the portions of these numbers, from 0, are stored."""


NO_FAULTS: Faults = MappingProxyType({})


class Found(NamedTuple):
    """The ids of the documents that a query finds, best first, and whether that is all of them."""

    ids: tuple[str, ...]
    is_partial: bool = False


class Index:
    """An index of its own on a cluster, whose address waits for an answer for a few seconds."""

    def __init__(self, server: str) -> None:
        self.name = f"test-{uuid.uuid4().hex}"
        self.url = f"{server}/{self.name}?timeout=5"
        self.address = parse_address(self.url, {})
        self.connection = Connection(self.address, patience=60)

    def write(
        self,
        documents: Sequence[CleanedDocument],
        *,
        rebuild: bool = False,
        layout: Layout = COPIED,
        pace: Pace = PATIENT,
        faults: Faults = NO_FAULTS,
    ) -> None:
        """Store documents in portions, and commit."""
        with OpenSearchIndexWriter(
            self.address, rebuild=rebuild, layout=layout, pace=pace
        ) as writer:
            for _ in writer.add_all(_portions(documents, faults), map):
                pass
            faults.get(-1, _nothing)()
            writer.commit()

    @contextlib.contextmanager
    def reader(self) -> Iterator[OpenSearchIndexReader]:
        """Open the index as it is now."""
        with contextlib.closing(OpenSearchIndexReader(self.address)) as reader:
            yield reader

    def texts(self) -> dict[str, str]:
        """Return the text of each document, of which none is there twice."""
        with self.reader() as reader:
            matches = reader.search(parse("mer", ANALYZER), SCORING, 1000)
            ids = [each.id for each in matches.candidates]
            assert len(ids) == len(set(ids)) == matches.total == reader.document_count
            keys = [each.key for each in matches.candidates]
            return {each.id: each.text for each in reader.documents(keys)}

    def is_whole(self) -> bool:
        """Tell whether there are those articles that are remembered, and no others."""
        return verify(self.address).is_whole

    def wait_for_copies(self) -> None:
        """Wait until all copies are there."""
        path = f"/_cluster/health/{self.name}-*"
        self.connection.request("GET", path, params={"wait_for_status": "green"})

    def generations(self) -> int:
        """Return how many indices of articles there are."""
        names = Names(self.name)
        told = self.connection.request("GET", f"/{self.name}-*/_settings")
        return len({names.generation_of(index) for index in told} - {None})

    def settings(self, name: str) -> set[str | None]:
        """Return what a setting of its indices is, each once."""
        path = f"/{self.name}-*/_settings"
        told = self.connection.request("GET", path, params={"flat_settings": "true"})
        return {each["settings"].get(name) for each in told.values()}

    def set_all(self, settings: Mapping[str, object]) -> None:
        """Change the settings of all its indices."""
        self.connection.request("PUT", f"/{self.name}-*/_settings", body=dict(settings))

    def remove(self) -> None:
        """Remove everything."""
        remove_others(self.connection, ())
        self.connection.request("DELETE", f"/{Names(self.name).settings}")
        self.connection.close()


def documents(count: int, text: str = "la mer") -> list[CleanedDocument]:
    """Return documents of different lengths, all of which hold a text."""
    return [document(f"{number:04d}", f"{text}{' bleue' * number}.") for number in range(count)]


def texts(documents: Sequence[CleanedDocument]) -> dict[str, str]:
    """Return what `Index.texts` returns where it holds these documents."""
    return {each.id: each.text for each in documents}


def found(reader: OpenSearchIndexReader, query: str) -> Found:
    """Return the best documents of a query."""
    matches = reader.search(parse(query, ANALYZER), SCORING, 100)
    return Found(tuple(each.id for each in matches.candidates), matches.is_partial)


@contextlib.contextmanager
def meanwhile(work: Callable[[], object]) -> Iterator[None]:
    """Let something go on until it ends."""
    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        thread.join()


def _portions(documents: Sequence[CleanedDocument], faults: Faults) -> Iterator[Portion]:
    for number, first in enumerate(range(0, len(documents), PORTION)):
        faults.get(number, _nothing)()
        some = documents[first : first + PORTION]
        batched = batch(some)
        yield Portion([each.id for each in some], lambda batched=batched: [batched])  # type: ignore[misc]


def _nothing() -> None: ...
