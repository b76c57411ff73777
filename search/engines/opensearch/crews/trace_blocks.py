"""The traces of documents that wait, shared by the machines that index parts of one corpus.

They are kept packed, some hundreds at a time, in an index of their own, which is removed as a whole
when all are done.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from search.engines.opensearch.connecting.connection import ConflictError, Connection, MissingError
from search.engines.writer import News
from search.errors import EngineRefusedError, EngineUnavailableError

BLOCK_CHARACTERS = 1 << 20
"""Characters of traces from which on a block is full: some hundreds of kilobytes when packed."""

_INDEX: dict[str, Any] = {
    "settings": {
        "number_of_shards": 1,
        "auto_expand_replicas": "0-1",
        "refresh_interval": "-1",
    },
    "mappings": {"dynamic": False},
}
"""Blocks are asked for by name, and never searched."""


class TraceBlocks:
    """The blocks of one run, in the index of that name."""

    def __init__(self, connection: Connection, index: str) -> None:
        self._connection = connection
        self._path = f"/{quote(index)}"
        self._index = index

    def make_room(self) -> None:
        """Make the index, where there is none."""
        try:
            self._connection.request("PUT", self._path, body=_INDEX)
        except EngineRefusedError:  # another machine was first, or nobody can make it
            self._connection.request("GET", f"{self._path}/_settings")

    def write(self, group: str, news: Iterable[News]) -> int:
        """Keep blocks under the name of a group, and return how many there are."""
        number = 0
        for block in _in_blocks(news):
            body = {"content": _packed(block)}
            self._connection.request("PUT", self._place(group, number), body=body)
            number += 1
        return number

    def read(self, group: str, count: int) -> Iterator[News]:
        """Yield what the blocks of a group hold.

        Raises EngineUnavailableError where one is gone.
        """
        for number in range(count):
            try:
                found = self._connection.request("GET", self._place(group, number))
            except MissingError as error:
                raise EngineUnavailableError(
                    str(self._connection.address), f"{self._index} holds not all that it held"
                ) from error
            yield from _unpacked(found["_source"]["content"])

    def remove(self) -> None:
        """Remove the index."""
        try:
            self._connection.request("DELETE", self._path)
        except (MissingError, ConflictError):
            return

    def _place(self, group: str, number: int) -> str:
        return f"{self._path}/_doc/{quote(f'{group}-{number}', safe='')}"


def _in_blocks(news: Iterable[News]) -> Iterator[list[News]]:
    block: list[News] = []
    characters = 0
    for each in news:
        block.append(each)
        characters += len(each[1] or "")
        if characters >= BLOCK_CHARACTERS:
            yield block
            block, characters = [], 0
    if block:
        yield block


def _packed(block: list[News]) -> str:
    return base64.b64encode(zlib.compress(json.dumps(block).encode(), 1)).decode()


def _unpacked(content: str) -> Iterator[News]:
    found = json.loads(zlib.decompress(base64.b64decode(content)))
    return ((id, trace) for id, trace in found)
