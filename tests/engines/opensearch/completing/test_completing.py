import contextlib
import zlib
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import pytest

from search.engines.base import IndexReader
from search.engines.completer import Sample
from search.engines.opensearch.connecting.address import Address, parse_address
from search.engines.opensearch.connecting.connection import Connection
from search.engines.opensearch.reading import OpenSearchIndexReader
from search.engines.opensearch.writing import OpenSearchIndexWriter
from search.engines.writer import RunWriter
from tests.engines.completing_contract import CompletingContract, exactly


class TestCompleting(CompletingContract):
    @pytest.fixture(autouse=True)
    def standing(self, server: str) -> Iterator[None]:
        """Name the server, and remove the indexes that were made on it."""
        self.server, self.used = server, set[Address]()
        yield
        for address in self.used:
            connection = Connection(address)
            connection.request("DELETE", f"/{address.name}-*")
            connection.close()

    def address(self, path: Path) -> Address:
        """Return an address by the name of a folder."""
        address = parse_address(f"{self.server}/completing-{zlib.crc32(bytes(path)):08x}")
        self.used.add(address)
        return address

    def writer(self, path: Path, *, rebuild: bool = False) -> RunWriter:
        return OpenSearchIndexWriter(self.address(path), rebuild=rebuild)

    def reader(self, path: Path) -> IndexReader:
        return OpenSearchIndexReader(self.address(path))

    def test_of_many_documents_some_are_looked_at_the_same_each_time(self, tmp_path: Path) -> None:
        with contextlib.ExitStack() as patches:
            for name, value in {"QUICKER": 1, "LOOKED_AT": 20, "LOOKED_AT_EARLY": 20}.items():
                limit = f"search.engines.opensearch.completing.completer.{name}"
                patches.enter_context(mock.patch(limit, value))
            reader = patches.enter_context(self.holding(tmp_path, ["la mer"] * 40))
            found = [self.bounded(reader) for _ in range(2)]
        [sample], beside, early = found[0]
        assert found[1] == found[0]
        assert 0 < sample.looked_at == sample.found < sample.total == 40
        assert 0 < beside["mer"] < 40
        assert 0 < len(early) < 40

    def bounded(self, reader: IndexReader) -> tuple[list[Sample], dict[str, int], list[int]]:
        """Return what was looked for in some of the documents."""
        completer = reader.completer
        rows = completer.count_in_a_row(exactly("la"), [exactly("mer")], 40)
        return rows, dict(completer.beside(exactly("la"), "m", 8)), [*completer.early("m", 3, 40)]

    def test_what_is_read_next_was_fetched_before(self, tmp_path: Path) -> None:
        with self.holding(tmp_path, ["la mer", "le port", "la mer"]) as reader:
            completer = reader.completer
            completer.frequent("", 8)
            asked = mock.patch.object(Connection, "request", side_effect=AssertionError)
            with asked:
                keys = completer.examples("mer", 2)
                assert [each.text for each in reader.documents(keys)] == ["la mer"] * 2
