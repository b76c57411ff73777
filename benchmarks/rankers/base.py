"""What is asked of an engine that ranks."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

Rank = Callable[[str], list[str]]
"""Returns the ids of the best documents of a query, best first."""

Indexer = Callable[[Path, Path], Rank]
"""Indexes a corpus in a folder."""


def read_documents(corpus: Path) -> Iterator[tuple[str, str]]:
    """Yield the id of each document, and its title and text."""
    with corpus.open(encoding="utf-8") as lines:
        for line in lines:
            fields = json.loads(line)
            yield fields["id"], f"{fields['title']}\n{fields['text']}"
