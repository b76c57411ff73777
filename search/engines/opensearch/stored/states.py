"""What a run must know of the articles that an index holds: digests and traces."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from search.engines.opensearch.connecting.connection import Connection
from search.engines.opensearch.sending.bulk import Action
from search.engines.opensearch.stored.documents import document_id, received, sendable
from search.engines.writer import Entry
from search.errors import EngineUnavailableError

PAGE = 10_000
"""Documents that a server returns at once, at the most."""

UNSURE = ""
"""The digest of an article of which nobody knows whether it is as it was, or is there at all."""

_DOCUMENT = "document"

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def states_of(entries: Iterable[Entry]) -> Iterator[tuple[str, bytes]]:
    """Yield what is remembered of documents."""
    for entry in entries:
        yield _state(entry.id, entry.digest, entry.trace)


def doubts(ids: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Yield what is remembered of documents while they are changed.

    Whatever breaks off the change, the next run finds them other than it expects.
    """
    for id in ids:
        yield _state(id, UNSURE, "")


def doubted(states: Iterable[Action]) -> Iterator[Action]:
    """Yield what is remembered of documents while they are changed: all but their digests.

    Machines that index other parts of the corpus go by their traces meanwhile.
    """
    for id, state in states:
        yield id, _encode({**json.loads(state or b"{}"), "digest": UNSURE}).encode()


def digests_in(connection: Connection, index: str) -> Iterator[tuple[str, str]]:
    """Yield the id of each document and its digest."""
    return _remembered(connection, index, "digest")


def traces_in(connection: Connection, index: str) -> Iterator[tuple[str, str]]:
    """Yield the id of each document and its trace."""
    return _remembered(connection, index, "trace")


def ids_in(connection: Connection, index: str, query: dict[str, Any]) -> Iterator[str]:
    """Yield the ids of the documents that match a query, ascending."""
    for hit in _hits(connection, index, query, None):
        yield received(hit["sort"][0])


def documents_in() -> dict[str, Any]:
    """Return the query of what is remembered of documents."""
    return {"term": {"kind": _DOCUMENT}}


def doubted_in() -> dict[str, Any]:
    """Return the query of documents of which nobody knows whether they are as they were."""
    return {"bool": {"filter": [documents_in(), {"term": {"digest": UNSURE}}]}}


def _state(id: str, digest: str, trace: str) -> tuple[str, bytes]:
    state = {
        "kind": _DOCUMENT,
        "id": sendable(id),
        "digest": sendable(digest),
        "trace": sendable(trace),
    }
    return document_id(id), _encode(state).encode()


def _remembered(connection: Connection, index: str, field: str) -> Iterator[tuple[str, str]]:
    for hit in _hits(connection, index, documents_in(), field):
        yield received(hit["sort"][0]), received(hit["_source"][field])


def _hits(
    connection: Connection, index: str, query: dict[str, Any], field: str | None
) -> Iterator[dict[str, Any]]:
    """Yield what a query finds, page by page, in the order of ids.

    Only its writer changes what is remembered, and no page is asked for after it did: so no view
    needs to be held, which a node that is started anew would have forgotten.
    """
    body: dict[str, Any] = {
        "query": query,
        "size": PAGE,
        "sort": ["id"],
        "_source": [field] if field else False,
        "track_total_hits": False,
    }
    filtered = "_shards,timed_out,hits.hits.sort,hits.hits._source"
    while True:
        answer = connection.request(
            "POST", f"/{quote(index)}/_search", body=body, params={"filter_path": filtered}
        )
        refuse_parts(connection, answer)
        hits = answer.get("hits", {}).get("hits", [])
        yield from hits
        if len(hits) < PAGE:
            return
        body["search_after"] = hits[-1]["sort"]


def refuse_parts(connection: Connection, answer: dict[str, Any]) -> None:
    """Raise EngineUnavailableError for an answer of a part of an index."""
    shards = answer["_shards"]
    if answer.get("timed_out") or shards["failed"] or shards["successful"] < shards["total"]:
        missing = shards["total"] - shards["successful"]
        raise EngineUnavailableError(
            str(connection.address), f"{missing} of {shards['total']} shards do not answer"
        )
