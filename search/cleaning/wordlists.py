"""The cleaner's word lists, and patterns made of them."""

from __future__ import annotations

import functools
import re
from collections.abc import Collection

from search.word_lists import load

_MENTIONED = ("site_words", "share_words", "credits")


def entries(name: str) -> frozenset[str]:
    """Return the entries of the cleaner's list `name`; raise FileNotFoundError for none."""
    return load("search.cleaning", name)


@functools.cache
def beginning(name: str) -> re.Pattern[str]:
    """Return a pattern that matches where a phrase begins with an entry of the list `name`."""
    return re.compile(rf"(?:{_alternatives(name)})(?!\w)")


@functools.cache
def anywhere(name: str) -> re.Pattern[str]:
    """Return a pattern that finds words that begin with an entry of the list `name`."""
    return re.compile(rf"\b(?:{_alternatives(name)})")


@functools.lru_cache(maxsize=8192)
def mentioned(phrase: str) -> tuple[str, ...]:
    """Return the names of the lists of site, share and credit words that a phrase has words of."""
    if not _anywhere_of_all().search(phrase):
        return ()
    return tuple(name for name in _MENTIONED if anywhere(name).search(phrase))


@functools.cache
def _anywhere_of_all() -> re.Pattern[str]:
    return re.compile("|".join(anywhere(name).pattern for name in _MENTIONED))


def _alternatives(name: str) -> str:
    return _pattern(entries(name))


def _pattern(endings: Collection[str]) -> str:
    """Return a pattern of all endings, the longest first, that looks at each character once."""
    by_first: dict[str, set[str]] = {}
    for ending in sorted(filter(None, endings)):
        by_first.setdefault(ending[0], set()).add(ending[1:])
    options = [re.escape(first) + _pattern(rest) for first, rest in by_first.items()]
    if "" in endings:
        options.append("")
    return options[0] if len(options) == 1 else f"(?:{'|'.join(options)})"
