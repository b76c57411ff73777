"""How a query was read: as a tree, as a sentence, and piece by piece."""

from __future__ import annotations

import dataclasses
from typing import Any


@dataclasses.dataclass(frozen=True, slots=True)
class ReadingNode:
    """A part of the tree.

    `kind` is one of all, any, not, prefer, word, phrase, near, prefix, wildcard, fuzzy, exact,
    field and date; `text` is what is looked for, in French, empty for what only combines; `field`
    names the field of a field or date in French (titre, site, avant, depuis).
    """

    kind: str
    text: str = ""
    field: str = ""
    children: tuple[ReadingNode, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class ReadingPart:
    """A piece of a query that can be taken out: how it reads, and the query without it."""

    text: str
    without: str


@dataclasses.dataclass(frozen=True, slots=True)
class Reading:
    """How a query was read; `sentence` is French, and what is not understood is not in it."""

    sentence: str
    tree: ReadingNode | None
    parts: tuple[ReadingPart, ...]

    @property
    def is_plain(self) -> bool:
        """Whether just words were read, one of which is enough, so that nobody need be told."""
        if self.tree is None:
            return True
        pieces = self.tree.children if self.tree.kind == "any" else (self.tree,)
        return all(piece.kind == "word" for piece in pieces)


def node_to_json(node: ReadingNode) -> dict[str, Any]:
    """Return the JSON object of a part of the tree, without what it lacks."""
    found: dict[str, Any] = {"kind": node.kind}
    if node.text:
        found["text"] = node.text
    if node.field:
        found["field"] = node.field
    if node.children:
        found["children"] = [node_to_json(child) for child in node.children]
    return found


def reading_to_json(reading: Reading) -> dict[str, Any]:
    """Return the JSON object of a reading."""
    return {
        "sentence": reading.sentence,
        "tree": node_to_json(reading.tree) if reading.tree else None,
        "parts": [dataclasses.asdict(part) for part in reading.parts],
    }
