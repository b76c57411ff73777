"""Look at a server itself, past what the engine makes of it."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Iterator

from search.engines.opensearch.connecting.address import Address, parse_address
from search.engines.opensearch.connecting.connection import Connection
from search.engines.opensearch.connecting.names import Names
from search.engines.opensearch.stored.documents import document_of


@dataclasses.dataclass(frozen=True)
class Place:
    """Where an index of a test stands, and a connection to it."""

    address: Address
    connection: Connection

    @property
    def names(self) -> Names:
        return Names(self.address.name)

    def indices(self) -> set[str]:
        """Return the indices of all generations."""
        found = self.connection.request("GET", f"/{self.address.name}-*/_settings")
        return {index for index in found if self.names.generation_of(index)}

    def settings(self, index: str, name: str) -> set[str | None]:
        """Return what an index, or all of a pattern, have as a setting."""
        path = f"/{index}/_settings"
        found = self.connection.request("GET", path, params={"flat_settings": "true"})
        return {each["settings"].get(f"index.{name}") for each in found.values()}

    def aliases(self) -> dict[str, str]:
        """Return the index to which each alias leads."""
        found = self.connection.request("GET", f"/{self.address.name}-*/_alias")
        return {alias: index for index, told in found.items() for alias in told["aliases"]}

    def ids(self, index: str | None = None) -> list[str]:
        """Return the ids of the articles that a search sees, where aliases lead or in an index."""
        path = f"/{index or self.names.articles}/_search"
        found = self.connection.request("POST", path, body={"size": 10_000, "sort": ["id"]})
        return [hit["_source"]["id"] for hit in found["hits"]["hits"]]

    def text(self, id: str) -> str:
        """Return the text of an article that a search sees."""
        query = {"query": {"term": {"id": id}}}
        found = self.connection.request("POST", f"/{self.names.articles}/_search", body=query)
        [hit] = found["hits"]["hits"]
        return document_of(hit["_source"]).text

    def remove(self) -> None:
        """Remove everything that belongs to the index."""
        for index in self.connection.request("GET", f"/{self.address.name}-*/_settings"):
            self.connection.request("DELETE", f"/{index}")


@contextlib.contextmanager
def place(server: str, name: str) -> Iterator[Place]:
    """Give a test an index of its own, which is removed with it."""
    address = parse_address(f"{server}/{name}", {})
    with contextlib.closing(Connection(address)) as connection:
        found = Place(address, connection)
        try:
            yield found
        finally:
            found.remove()
