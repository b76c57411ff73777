"""What a server remembers of documents for each other, read as it is asked for."""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, Mapping
from urllib.parse import quote

from search.engines.opensearch.connecting.connection import Connection, MissingError
from search.engines.opensearch.stored.documents import document_id, received
from search.engines.opensearch.stored.generations import count
from search.engines.opensearch.stored.states import documents_in, ids_in, traces_in


class RememberedTraces(Mapping[str, str]):
    """The traces of all documents by id: those of millions need not be held at once."""

    def __init__(self, connection: Connection, index: str) -> None:
        self._connection = connection
        self._index = index

    def __getitem__(self, id: str) -> str:
        path = f"/{quote(self._index)}/_doc/{document_id(id)}"
        try:
            found = self._connection.request("GET", path)
        except MissingError:
            raise KeyError(id) from None
        return received(found["_source"]["trace"])

    def __iter__(self) -> Iterator[str]:
        return ids_in(self._connection, self._index, documents_in())

    def __len__(self) -> int:
        return count(self._connection, self._index, documents_in())

    def items(self) -> ItemsView[str, str]:
        """Return all ids with their traces, page by page."""
        return _Items(self)

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Yield each id with its trace."""
        return traces_in(self._connection, self._index)


class _Items(ItemsView[str, str]):
    def __init__(self, traces: RememberedTraces) -> None:
        super().__init__(traces)
        self._traces = traces

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return self._traces.pairs()
