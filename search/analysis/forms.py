"""Know the stems of words that Snowball takes wrongly apart or together."""

from __future__ import annotations

import functools
import importlib.resources
from collections.abc import Mapping, Sequence


@functools.cache
def stems_by_word() -> Mapping[str, str]:
    """Return the stem of each word of the table forms.txt, which a command makes."""
    stems: dict[str, str] = {}
    for line in _table().split("\n")[1:-1]:
        stem, *words = line.split(" ")
        stems |= dict.fromkeys(words, stem)
    return stems


def words_of(stem: str) -> Sequence[str]:
    """Return the words of a stem of the table: Snowball gives it to other words, too."""
    return _words_by_stem().get(stem, ())


@functools.cache
def _words_by_stem() -> Mapping[str, list[str]]:
    words: dict[str, list[str]] = {}
    for word, stem in stems_by_word().items():
        words.setdefault(stem, []).append(word)
    return words


@functools.cache
def _table() -> str:
    """Return the lines of the table, each after the end of another one."""
    path = importlib.resources.files("search.analysis").joinpath("forms.txt")
    last = path.read_text(encoding="utf-8").rpartition("\n#")[2]
    return last[last.index("\n") :]
