"""The contract of engines, held against a server."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import ClassVar

import pytest

from search.engines.base import IndexReader
from search.engines.opensearch.generations import Layout
from search.engines.opensearch.reading import OpenSearchIndexReader
from search.engines.opensearch.writing import OpenSearchIndexWriter
from search.engines.writer import RunWriter
from search.models import CleanedDocument
from tests.engines.contract import EngineContract
from tests.engines.opensearch.indices import Indices
from tests.engines.results_contract import ResultsContract
from tests.engines.storing import Storing
from tests.engines.writing_contract import WritingContract
from tests.engines.zones_contract import ZonesContract

EXAMPLES = 40
"""Examples of a property at the most: each takes a tenth of a second for each of its commits."""

EXAMPLES_OF_SHARDS = 15
"""The same where only the number of shards is another."""


@pytest.fixture(scope="class", autouse=True)
def indices(request: pytest.FixtureRequest, server: str) -> Iterator[None]:
    """Give each class indices of its own."""
    request.cls.indices = Indices(server, f"contract-{secrets.token_hex(4)}")
    yield
    request.cls.indices.remove()


class OnServer(Storing):
    """Store documents on the server of the session."""

    layout: ClassVar[Layout | None] = None
    most: ClassVar[int] = EXAMPLES
    indices: ClassVar[Indices]

    def called(self, path: Path) -> str:
        return self.indices.called(path)

    def examples(self, usual: int) -> int:
        return min(usual, self.most)

    def empty(self, paths: pytest.TempPathFactory) -> Path:
        return self.indices.again()

    def writer(self, path: Path, *, rebuild: bool = False) -> RunWriter:
        return OpenSearchIndexWriter(
            self.indices.address(path), rebuild=rebuild, layout=self.layout
        )

    def reader(self, path: Path) -> IndexReader:
        return OpenSearchIndexReader(self.indices.address(path))

    def store(self, path: Path, *documents: CleanedDocument, delete: Sequence[str] = ()) -> None:
        stale = self.indices.stale(path, (each.id for each in documents), delete)
        super().store(path, *documents, delete=[*delete, *stale])


class TestOneShard(OnServer, EngineContract, ZonesContract, WritingContract, ResultsContract):
    pass


class TestThreeShards(OnServer, EngineContract, ZonesContract, ResultsContract):
    layout = Layout(shards=3, replicas=0)
    most = EXAMPLES_OF_SHARDS
