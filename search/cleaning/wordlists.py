"""The word lists beside this module: one entry a line, comments after #, sorted."""

from __future__ import annotations

import functools
import importlib.resources
import re


@functools.cache
def entries(name: str) -> frozenset[str]:
    """Return the entries of the list `name`; raise FileNotFoundError where there is none."""
    path = importlib.resources.files(__package__).joinpath(f"{name}.txt")
    lines = path.read_text(encoding="utf-8").splitlines()
    stripped = (line.partition("#")[0].strip() for line in lines)
    return frozenset(entry for entry in stripped if entry)


@functools.cache
def beginning(name: str) -> re.Pattern[str]:
    """Return a pattern that matches where a phrase begins with an entry of the list `name`."""
    return re.compile(rf"(?:{_alternatives(name)})(?!\w)")


@functools.cache
def anywhere(name: str) -> re.Pattern[str]:
    """Return a pattern that finds words that begin with an entry of the list `name`."""
    return re.compile(rf"\b(?:{_alternatives(name)})")


def _alternatives(name: str) -> str:
    longest_first = sorted(entries(name), key=lambda entry: (-len(entry), entry))
    return "|".join(map(re.escape, longest_first))
