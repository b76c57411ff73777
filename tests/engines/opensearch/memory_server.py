"""A server in memory that keeps documents by their names, for what meets over one."""

import threading
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from search.engines.opensearch.connecting.address import parse_address
from search.engines.opensearch.connecting.asking import ConflictError, MissingError
from search.engines.opensearch.connecting.connection import Connection
from search.errors import EngineRefusedError


class MemoryConnection(Connection):
    """A connection to it, for any number of threads; `seconds` is what its clock shows."""

    def __init__(self) -> None:
        super().__init__(parse_address("opensearch://memory/articles", {}))
        self.indices: dict[str, dict[str, dict[str, Any]]] = {}
        self.seconds = 1000.0
        self._changes = 0
        self._one_at_a_time = threading.Lock()

    def request(
        self,
        method: str,
        path: str,
        *,
        body: Any = None,
        params: Mapping[str, str] | None = None,
        timeout: float | None = None,
    ) -> dict[str, Any]:
        with self._one_at_a_time:
            index, _, rest = unquote(path).lstrip("/").partition("/")
            action, _, id = rest.partition("/")
            if index == "_nodes":
                return {"nodes": {"one": {"timestamp": self.seconds * 1000}}}
            if not action:
                return self._index(method, index)
            if action == "_search":
                return self._search(index, body)
            if action in {"_doc", "_create"}:
                return self._document(method, index, id, body, (action, dict(params or {})))
            return {"_shards": {"failed": 0}}

    def _index(self, method: str, index: str) -> dict[str, Any]:
        if method == "DELETE" and index not in self.indices:
            raise MissingError("", "no such index")
        if method == "PUT" and index in self.indices:
            raise EngineRefusedError("", "there is one")
        if method == "DELETE":
            del self.indices[index]
        else:
            self.indices[index] = {}
        return {}

    def _document(
        self, method: str, index: str, id: str, body: Any, asked: tuple[str, dict[str, str]]
    ) -> dict[str, Any]:
        documents = self.indices.setdefault(index, {})
        action, params = asked
        standing = documents.get(id)
        if standing is None and method != "PUT":
            raise MissingError("", "no such document")
        version = str(standing["_seq_no"]) if standing else None
        if (action == "_create" and standing) or params.get("if_seq_no", version) != version:
            raise ConflictError("", "it has changed")
        if method == "GET":
            assert standing is not None
            return standing
        self._changes += 1
        if method == "DELETE":
            del documents[id]
        else:
            documents[id] = {"_source": body, "_seq_no": self._changes, "_primary_term": 1}
        return {"_seq_no": self._changes, "_primary_term": 1}

    def _search(self, index: str, body: Any) -> dict[str, Any]:
        """Return what is remembered of all documents, in the order of their ids."""
        found = [document["_source"] for document in self.indices.get(index, {}).values()]
        ordered = sorted(found, key=lambda source: str(source["id"]))
        hits = [{"_source": source, "sort": [source["id"]]} for source in ordered]
        return {"_shards": {"failed": 0, "successful": 1, "total": 1}, "hits": {"hits": hits}}


def wait_until(is_so: Any) -> None:
    """Wait until something is so, for as long as any test may take."""
    last = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < last
        time.sleep(0.005)
