"""Store documents on the server of the session, and read them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

import pytest

from search.engines.opensearch.reading import OpenSearchIndexReader
from search.engines.opensearch.stored.generations import Layout
from search.engines.opensearch.writing import OpenSearchIndexWriter
from search.models import CleanedDocument
from tests.engines.opensearch.indices import Indices
from tests.engines.storing import Storing

EXAMPLES = 40
"""Examples of a property at the most: each takes a tenth of a second for each of its commits."""

EXAMPLES_OF_SHARDS = 15
"""The same where only the number of shards is another."""


@pytest.mark.usefixtures("own_indices")
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

    def writer(self, path: Path, *, rebuild: bool = False) -> OpenSearchIndexWriter:
        return OpenSearchIndexWriter(
            self.indices.address(path), rebuild=rebuild, layout=self.layout
        )

    def reader(self, path: Path) -> OpenSearchIndexReader:
        return OpenSearchIndexReader(self.indices.address(path))

    def store(self, path: Path, *documents: CleanedDocument, delete: Sequence[str] = ()) -> None:
        stale = self.indices.stale(path, (each.id for each in documents), delete)
        super().store(path, *documents, delete=[*delete, *stale])
