"""What a line shows by itself: the names of the signs that hold for it.

The weights beside this package know the signs by these names.
"""

from __future__ import annotations

import bisect
import dataclasses
import functools
import re
from collections.abc import Callable

from search.cleaning import wordlists
from search.cleaning.lines import Line
from search.cleaning.looks import looks_of

Check = Callable[[str], object]

_MAY_BE_DIGITS = re.compile(r"[\d²³¹\u1000-\u200f\u2028-\uffff\U00010000-\U0010ffff]")


@dataclasses.dataclass(frozen=True, slots=True)
class Scale:
    """Signs that hold from ascending thresholds on."""

    thresholds: tuple[float, ...]
    names: tuple[str, ...]

    @classmethod
    def of(cls, name: str, *thresholds: float) -> Scale:
        """Name a sign after each threshold."""
        return cls(thresholds, tuple(f"{name} {threshold:g}" for threshold in thresholds))

    def signs(self, value: float) -> tuple[str, ...]:
        """Return the names of the thresholds that `value` reaches."""
        if value < self.thresholds[0]:
            return ()
        return self.names[: bisect.bisect_right(self.thresholds, value)]


_LENGTH = Scale.of("length", 12, 25, 45, 70, 100, 150, 220, 350)
_WORDS = Scale.of("words", 2, 3, 5, 8, 12)
_FUNCTION = Scale.of("function words", 0.08, 0.2, 0.33, 0.45)
_CAPITALS = Scale.of("capitals", 0.08, 0.15, 0.4)
_DIGITS = Scale.of("digits", 0.08, 0.25)
_SENTENCE_WORDS = 8
_MENTIONS = {"site_words": "site word", "share_words": "share word", "credits": "credit"}
_SERVICES = frozenset({"site word", "share word"})
_SHORT = 100
"""Characters up to which a line is likely the site's own and stands on its other pages too."""


def signs_of(line: Line) -> tuple[str, ...]:
    """Return the names of the signs that hold for the line alone."""
    own = short_signs(line.text) if len(line.text) <= _SHORT else _text_signs(line)
    return (*own, *line.marks) if line.marks else own


@functools.lru_cache(maxsize=8192)
def short_signs(text: str) -> tuple[str, ...]:
    """Return the signs of a short line, remembered because the pages of a site share them."""
    return _text_signs(Line(0, text))


def _text_signs(line: Line) -> tuple[str, ...]:
    looks, vocabulary = _looks(line), _vocabulary(line)
    if "you" in looks and not _SERVICES.isdisjoint(vocabulary):
        vocabulary.append("offer")
    return (*_measures(line), *looks, *vocabulary)


def _measures(line: Line) -> list[str]:
    text, words = line.glance, line.words
    capitals = sum(map(str.isupper, text)) / len(text)
    digits = sum(map(str.isdigit, text)) / len(text) if _MAY_BE_DIGITS.search(text) else 0
    return [
        *_LENGTH.signs(len(line.text)),
        *_WORDS.signs(len(words)),
        *_FUNCTION.signs(line.function_share),
        *_CAPITALS.signs(capitals),
        *_DIGITS.signs(digits),
    ]


def _looks(line: Line) -> list[str]:
    names = looks_of(line.glance)
    if len(line.words) >= _SENTENCE_WORDS and "sentence end" in names:
        names.append("whole sentence")
    if "sentence end" in names and 1 < len(line.words) < _SENTENCE_WORDS and line.function_share:
        names.append("short sentence")
    if len(line.words) < _SENTENCE_WORDS and "bullet" in names:
        names.append("short bullet")
    return names


def _vocabulary(line: Line) -> list[str]:
    phrase = line.phrase
    names = [name for name, holds in _phrase_checks() if holds(phrase)]
    names += [_MENTIONS[name] for name in wordlists.mentioned(phrase)]
    return names if wordlists.entries("verbs").isdisjoint(line.words) else [*names, "verb"]


@functools.cache
def _phrase_checks() -> tuple[tuple[str, Check], ...]:
    return (
        ("strong end", wordlists.entries("strong_ends").__contains__),
        ("weak end", wordlists.beginning("weak_ends").match),
        ("byline", wordlists.beginning("bylines").match),
        ("menu word", wordlists.entries("menu_words").__contains__),
    )
