"""Read the word lists that stand beside the code: one entry a line, comments after #."""

from __future__ import annotations

import functools
import importlib.resources

SYNONYMS_FILE = "synonymes.txt"
"""What a user calls the same; beside documents, it is none of them."""


@functools.cache
def load(package: str, name: str) -> frozenset[str]:
    """Return the entries of the list `name`.txt of a package.

    Raises FileNotFoundError when the list is missing.
    """
    path = importlib.resources.files(package).joinpath(f"{name}.txt")
    lines = path.read_text(encoding="utf-8").splitlines()
    entries = (line.partition("#")[0].strip() for line in lines)
    return frozenset(entry for entry in entries if entry)
