"""What lines show by themselves: which signs hold for each line of a page.

The weights beside this package know the signs by these names.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np

from search.cleaning import wordlists
from search.cleaning.characters import Characters, Flags, Shown
from search.cleaning.lines import Line
from search.cleaning.looks import LOOKS, looks_of
from search.cleaning.scales import Scale, Scales, Values
from search.cleaning.telling import TO_READER, VERB

T = TypeVar("T")

_LENGTH = Scale.of("length", 12, 25, 45, 70, 100, 150, 220, 350)
_WORDS = Scale.of("words", 2, 3, 5, 8, 12)
_FUNCTION = Scale.of("function words", 0.08, 0.2, 0.33, 0.45)
_CAPITALS = Scale.of("capitals", 0.08, 0.15, 0.4)
_DIGITS = Scale.of("digits", 0.08, 0.25)
_SCALES = Scales.of(_LENGTH, _WORDS, _FUNCTION, _CAPITALS, _DIGITS)
_SENTENCE_WORDS = 8
_SENTENCE_END, _BULLET = map(LOOKS.index, ("sentence end", "bullet"))
_LISTS = ("weak_ends", "bylines", "site_words", "share_words", "credits")
"""Lists that the wording of a line is held against, in the order of their signs."""
_TOLD = {name: row for row, name in enumerate(_LISTS)}

SIGNS = (
    *_SCALES.names,
    *LOOKS,
    *("glued", "whole sentence", "short sentence", "short bullet", "you", "verb"),
    *("strong end", "weak end", "byline", "menu word"),
    *("site word", "share word", "credit", "offer"),
)
_NOTHING = np.zeros((len(SIGNS), 0), np.bool_)
_AT_ONCE = 2_000
"""Lines that are looked at side by side: any page has fewer, and memory stays bounded."""


def signs_of(lines: Sequence[Line]) -> Shown:
    """Tell which of `SIGNS` each line shows by itself."""
    parts = (lines[start : start + _AT_ONCE] for start in range(0, len(lines), _AT_ONCE))
    shown = [_signs_at_once(part) for part in parts]
    return shown[0] if len(shown) == 1 else np.concatenate([_NOTHING, *shown], axis=1)


def _signs_at_once(lines: Sequence[Line]) -> Shown:
    texts = [line.glance for line in lines]
    page = Characters(texts)
    words = np.array([line.word_count for line in lines])
    function_share = np.array([line.function_share for line in lines])
    looks = looks_of(texts, page)
    return np.concatenate(
        (
            _SCALES.rows(_measures(lines, page, words, function_share)),
            looks,
            page.glued[None],
            _sentences(looks, words, function_share),
            _vocabulary(lines),
        )
    )


def _measures(
    lines: Sequence[Line], page: Characters, words: Values, function_share: Values
) -> Values:
    sizes = np.array([len(line.text) for line in lines])
    shares = page.uppers / page.sizes, page.numerals / page.sizes
    return np.array((sizes, words, function_share, *shares))


def _sentences(looks: Shown, words: Values, function_share: Values) -> Shown:
    is_long, is_bound = words >= _SENTENCE_WORDS, (words > 1) & (function_share > 0)
    ends, bullet = looks[_SENTENCE_END], looks[_BULLET]
    return np.array((ends & is_long, ends & ~is_long & is_bound, bullet & ~is_long))


def _vocabulary(lines: Sequence[Line]) -> Shown:
    phrases = [line.phrase for line in lines]
    said = np.array([line.said for line in lines])
    weak_end, byline, site, share, credit = _told(lines)
    to_reader, verb = (said & TO_READER) != 0, (said & VERB) != 0
    strong_end = _flags(wordlists.entries("strong_ends").__contains__, phrases)
    menu_word = _flags(wordlists.entries("menu_words").__contains__, phrases)
    offer = to_reader & (site | share)
    rows = (to_reader, verb, strong_end, weak_end, byline, menu_word, site, share, credit, offer)
    return np.array(rows)


def _told(lines: Sequence[Line]) -> Shown:
    """Tell which lines begin like an entry of some lists or have one, a row for each of `_TOLD`."""
    told = np.zeros((len(_TOLD), len(lines)), np.bool_)
    for place, line in enumerate(lines):
        for name in line.openings + line.mentions:
            if name in _TOLD:
                told[_TOLD[name]][place] = True
    return told


def _flags(holds: Callable[[T], object], values: Sequence[T]) -> Flags:
    return np.fromiter(map(holds, values), np.bool_, len(values))
