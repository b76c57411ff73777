"""Articles on a server that have columns and no words."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from search.engines.opensearch.connecting.address import parse_address
from search.engines.opensearch.connecting.connection import Connection
from search.engines.opensearch.connecting.names import Names
from search.engines.opensearch.queries.matching import EVERYTHING
from search.engines.opensearch.stored.documents import document_id, key_of, sendable
from search.engines.opensearch.stored.mapping import GROUP_KEY, articles_index
from search.engines.opensearch.stored.settings import Commit
from search.engines.opensearch.stored.view import View
from search.query import Column

SHARDS = 3


@dataclasses.dataclass(frozen=True)
class Article:
    """What is known of an article; `columns` are by their names."""

    id: str
    columns: Mapping[str, str] = dataclasses.field(default_factory=dict)
    day: str | None = None
    length: int = 0
    heading: str | None = None

    @property
    def group(self) -> str | None:
        return self.columns.get(Column.GROUP.value)

    def body(self) -> dict[str, Any]:
        return {
            "id": sendable(self.id),
            "key": key_of(self.id),
            "length": self.length,
            **{name: sendable(value) for name, value in self.columns.items()},
            **({} if self.group is None else {GROUP_KEY: key_of(self.group)}),
            **({"heading": self.heading} if self.heading else {}),
            **({"year": self.day[:4], "month": self.day[:7]} if self.day else {}),
        }


class Articles:
    """An index of several shards."""

    def __init__(self, server: str) -> None:
        self._connection = Connection(parse_address(f"{server}/test-{uuid.uuid4().hex}"))
        self._name = Names(self._connection.address.name).articles_of("1")
        made = articles_index(SHARDS)
        made["settings"] |= {"translog.durability": "async"}
        self._connection.request("PUT", f"/{self._name}", body=made)

    @contextlib.contextmanager
    def holding(self, articles: Sequence[Article]) -> Iterator[View]:
        """Hold some articles and no other."""
        everything = {"query": EVERYTHING}
        now = {"refresh": "true"}
        self._connection.request(
            "POST", f"/{self._name}/_delete_by_query", body=everything, params=now
        )
        lines = [
            line
            for each in articles
            for line in ({"index": {"_id": document_id(each.id)}}, each.body())
        ]
        if lines:
            text = "".join(json.dumps(line) + "\n" for line in lines).encode()
            answer = self._connection.request("POST", f"/{self._name}/_bulk", body=text, params=now)
            assert not answer["errors"], answer
        with contextlib.closing(View(self._connection, Commit("1", 1))) as view:
            yield view

    def close(self) -> None:
        self._connection.request("DELETE", f"/{self._name}")
        self._connection.close()
