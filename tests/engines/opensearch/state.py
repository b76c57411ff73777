"""A state index in memory, which answers what the dictionary asks."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any


class State:
    """Documents by name; `asked` are the names that were asked for, those of each search."""

    def __init__(self) -> None:
        self.documents: dict[str, dict[str, Any]] = {}
        self.asked: list[list[str]] = []

    def write(self, documents: Iterable[tuple[str, bytes]]) -> None:
        self.documents |= {name: json.loads(line) for name, line in documents}

    def remove(self, run: str) -> None:
        self.documents = {name: each for name, each in self.documents.items() if each["run"] != run}

    def search(self, body: dict[str, Any]) -> dict[str, Any]:
        match body["query"]:
            case {"ids": {"values": names}}:
                self.asked.append(names)
                found = [name for name in names if name in self.documents]
            case {"term": {"kind": kind}}:
                found = [name for name, each in self.documents.items() if each["kind"] == kind]
            case _:
                raise AssertionError(body)
        hits = [{"_id": name, "_source": self.documents[name]} for name in found]
        return {"hits": {"hits": hits[: body["size"]]}}
