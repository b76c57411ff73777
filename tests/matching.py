"""Read the pairs of matching.tsv."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

TABLE = Path(__file__).with_name("matching.tsv")

_SECTION = "# == "


class Pair(NamedTuple):
    """A query and a text that it must find, or must not."""

    query: str
    text: str
    must_match: bool


def read_pairs(section: str) -> list[Pair]:
    """Return the pairs of a section: `terms`, or `ways` for what queries are expanded for."""
    current, found = "", []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith(_SECTION):
            current = line.removeprefix(_SECTION)
        elif current == section and not line.startswith("#"):
            query, text, answer = line.split("\t")
            found.append(Pair(query, text, {"yes": True, "no": False}[answer]))
    return found
