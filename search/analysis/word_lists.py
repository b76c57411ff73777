"""Read the word lists that stand beside this module."""

from __future__ import annotations

import functools
import importlib.resources


@functools.cache
def load(name: str) -> frozenset[str]:
    """Return the words of the list `name`: one a line, comments after #.

    Raises FileNotFoundError when the list is missing.
    """
    text = importlib.resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
    words = (line.partition("#")[0].strip() for line in text.splitlines())
    return frozenset(word for word in words if word)
