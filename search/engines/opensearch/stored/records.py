"""Small documents that are found by their names, and changed by one writer at a time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import quote

from search.engines.opensearch.connecting.connection import ConflictError, Connection, MissingError
from search.engines.opensearch.connecting.names import Names
from search.errors import EngineRefusedError

_INDEX = {
    "settings": {"number_of_shards": 1, "auto_expand_replicas": "0-1"},
    "mappings": {"dynamic": False},
}
"""Nothing in it is searched."""


class Record(NamedTuple):
    """What is kept by a name; `version` tells it from what was kept by that name before."""

    content: Mapping[str, Any]
    version: Mapping[str, str]


class Records:
    """The records of an index; each change is durable and seen by everyone at once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._index = Names(connection.address.name).settings

    def make_room(self) -> None:
        """Make the index of the records, where there is none."""
        try:
            self._connection.request("GET", f"/{quote(self._index)}/_settings")
        except MissingError:
            try:
                self._connection.request("PUT", f"/{quote(self._index)}", body=_INDEX)
            except EngineRefusedError:  # another writer was first, or nobody can make it
                self._connection.request("GET", f"/{quote(self._index)}/_settings")

    def find(self, name: str) -> Record | None:
        """Return what is kept by a name; None where nothing is."""
        try:
            found = self._connection.request("GET", self._path("_doc", name))
        except MissingError:
            return None
        version = {"if_seq_no": found["_seq_no"], "if_primary_term": found["_primary_term"]}
        return Record(found["_source"], {key: str(value) for key, value in version.items()})

    def put(self, name: str, content: Mapping[str, Any]) -> None:
        """Keep something, whatever is kept by that name."""
        self._connection.request("PUT", self._path("_doc", name), body=content)

    def replace(self, name: str, content: Mapping[str, Any], standing: Record | None) -> Record:
        """Keep something in the place of what was found, and return it.

        Raises ConflictError where something else was kept meanwhile; that may be the same content,
        when the first answer was lost.
        """
        path = self._path("_doc" if standing else "_create", name)
        params = standing.version if standing else None
        told = self._connection.request("PUT", path, body=content, params=params)
        version = {"if_seq_no": told["_seq_no"], "if_primary_term": told["_primary_term"]}
        return Record(content, {key: str(value) for key, value in version.items()})

    def remove(self, name: str, standing: Record | None = None) -> bool:
        """Remove what is kept by a name, only if it is what was found where that is given.

        Return whether it was.
        """
        params = standing.version if standing else None
        try:
            self._connection.request("DELETE", self._path("_doc", name), params=params)
        except (MissingError, ConflictError):
            return False
        return True

    def _path(self, action: str, name: str) -> str:
        return f"/{quote(self._index)}/{action}/{quote(name, safe='')}"
