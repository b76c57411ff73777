"""A server that is only told what to store, kept in memory: it refuses what a test tells it to."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from typing import Any

from search.engines.opensearch.connecting.address import parse_address
from search.engines.opensearch.connecting.connection import Connection

ADDRESS = parse_address("opensearch://localhost:9200/articles", {})

Verdict = Callable[[str], Mapping[str, Any] | None]
"""What a server says of the document of an id: a status and an error, or None where it takes it."""


class StoringServer(Connection):
    """Keep what `_bulk` stores; `verdicts` are of one request each, then all is taken.

    `before` is called with each request, and may raise what a connection raises.
    """

    def __init__(
        self, *verdicts: Verdict, before: Callable[[int], None] = lambda number: None
    ) -> None:
        super().__init__(ADDRESS)
        self.documents: dict[str, Any] = {}
        self.requests: list[list[str]] = []
        self.paths: set[str] = set()
        self.most_at_once = 0
        self._verdicts = list(verdicts)
        self._before = before
        self._at_once = 0
        self._lock = threading.Lock()

    def request(self, method: str, path: str, **asked: Any) -> dict[str, Any]:
        with self._lock:
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            return self._store(path, asked["body"])
        finally:
            with self._lock:
                self._at_once -= 1

    def _store(self, path: str, body: bytes) -> dict[str, Any]:
        actions = _read(body)
        with self._lock:
            self.paths.add(path)
            self.requests.append([id for id, _ in actions])
            number = len(self.requests)
            verdict = self._verdicts.pop(0) if self._verdicts else _taken
        self._before(number)
        items = [{"index": verdict(id) or self._keep(id, document)} for id, document in actions]
        return {"errors": any("error" in item["index"] for item in items), "items": items}

    def _keep(self, id: str, document: Any) -> Mapping[str, Any]:
        with self._lock:
            if document is None:
                self.documents.pop(id, None)
            else:
                self.documents[id] = document
        return {"status": 200}


def refusing(ids: str, status: int, type: str = "refused", reason: str = "too much") -> Verdict:
    """Return the verdict of a server that refuses documents, each of one letter."""
    error = {"status": status, "error": {"type": type, "reason": reason}}

    def refuse(id: str) -> Mapping[str, Any] | None:
        return error if id in ids else None

    return refuse


def _taken(id: str) -> None:
    """Say nothing against a document."""


def _read(body: bytes) -> list[tuple[str, Any]]:
    lines = iter(body.splitlines())
    actions = []
    for line in lines:
        [(kind, about)] = json.loads(line).items()
        actions.append((about["_id"], json.loads(next(lines)) if kind == "index" else None))
    return actions
