"""The cleaner's word lists, and patterns made of them."""

from __future__ import annotations

import collections
import functools
import itertools
import re
from collections.abc import Callable, Collection, Iterable

from search.word_lists import load

Find = Callable[[str], object]
_MENTIONED = ("site_words", "share_words", "credits")
_OPENINGS = ("weak_ends", "bylines", "paywall_notices")
START = 4
"""Letters by which a word is told from most others at little cost."""
_OPENING = 3
_SHORTEST_OPENING = 2
"""Letters by which, and that at least, an entry is told that opens a phrase."""
_WORD = re.compile(r"\w+")


@functools.cache
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


def openings(phrase: str) -> tuple[str, ...]:
    """Return the names of the lists of openings that a phrase begins with an entry of."""
    by_start = _openings()
    lists = by_start.get(phrase[:_OPENING]) or by_start.get(phrase[:_SHORTEST_OPENING])
    return tuple([name for name, begins in lists if begins(phrase)]) if lists else ()


def opening_words() -> frozenset[str]:
    """Return the first words of the entries of `openings`."""
    every = itertools.chain.from_iterable(map(entries, _OPENINGS))
    return frozenset(found[0] for found in map(_WORD.match, every) if found)


@functools.cache
def _openings() -> dict[str, list[tuple[str, Find]]]:
    """Return names of lists, and what finds their entries, by the beginnings of those."""
    starts = {entry[:_OPENING] for name in _OPENINGS for entry in entries(name)}
    return {
        start: [(name, beginning(name).match) for name in _OPENINGS if _may_open(start, name)]
        for start in starts
    }


def _may_open(start: str, name: str) -> bool:
    """Tell whether a phrase that begins with `start` may begin with an entry of a list."""
    return any(start.startswith(entry[:_OPENING]) for entry in entries(name))


def mentioned(phrase: str, words: Iterable[str]) -> tuple[str, ...]:
    """Return the names of the lists of site, share and credit words that a phrase has words of.

    `words` are those of the phrase; function words may be missing.
    """
    by_start = _mentions()
    names: set[str] = set()
    for word in words:
        for longest, entry, name in by_start.get(word[:START], ()):
            if name not in names and word.startswith(longest) and _begins_word(entry, phrase):
                names.add(name)
    return tuple(sorted(names)) if names else ()


@functools.cache
def starts_of_mentions() -> frozenset[str]:
    """Return the first `START` letters of the words by which entries of `mentioned` are found."""
    return frozenset(_mentions())


def words_of_phrases() -> frozenset[str]:
    """Return the longest words of the entries of `mentioned` that have several."""
    found = itertools.chain.from_iterable(_mentions().values())
    return frozenset(longest for longest, entry, _ in found if longest != entry)


def words_mentioned(name: str) -> frozenset[str]:
    """Return the entries of a list that are one word."""
    return frozenset(filter(_WORD.fullmatch, entries(name)))


@functools.cache
def _mentions() -> dict[str, list[tuple[str, str, str]]]:
    """Return the longest word, the text and the list of entries, by that word's beginning."""
    by_start = collections.defaultdict(list)
    for name in _MENTIONED:
        for entry in entries(name):
            longest = max(_WORD.findall(entry), key=len, default="")
            by_start[longest[:START]].append((longest, entry, name))
    return dict(by_start)


def _begins_word(entry: str, phrase: str) -> bool:
    """Tell whether an entry stands in a phrase where a word begins."""
    place = phrase.find(entry)
    while place > 0 and (phrase[place - 1].isalnum() or phrase[place - 1] == "_"):
        place = phrase.find(entry, place + 1)
    return place >= 0


def _alternatives(name: str) -> str:
    return pattern_of(entries(name))


def pattern_of(endings: Collection[str]) -> str:
    """Return a pattern of all endings, the longest first, that looks at each character once."""
    by_first: dict[str, set[str]] = {}
    for ending in sorted(filter(None, endings)):
        by_first.setdefault(ending[0], set()).add(ending[1:])
    options = [re.escape(first) + pattern_of(rest) for first, rest in by_first.items()]
    if "" in endings:
        options.append("")
    return options[0] if len(options) == 1 else f"(?:{'|'.join(options)})"
