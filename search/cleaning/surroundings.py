"""What a line's place in its page shows: prose around it, repeats, words shared with the article.

Prose is measured in full sentences' worth: a line of 300 characters that ends like a sentence
and is bound by function words counts 1.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from search.cleaning.characters import Flags, Shown
from search.cleaning.lines import Line
from search.cleaning.main_block import heaviest_run, main_block
from search.cleaning.scales import Scale

_LONG = 0.2
"""Prose from which a line is likely part of an article, so that its words tell the subject."""
_NEAR = 3
_WIDE = 8
_BEFORE = Scale.of("prose before", 0.05, 0.5, 1.5, 4)
_AFTER = Scale.of("prose after", 0.05, 0.5, 1.5, 4)
_DONE = Scale.of("prose done", 0.02, 0.2, 0.6, 0.9, 0.99)
_NEAR_BEFORE = Scale.of("prose near before", 0.1, 0.5, 1.2)
_NEAR_AFTER = Scale.of("prose near after", 0.1, 0.5, 1.2)
_WIDE_BEFORE = Scale.of("prose wide before", 0.3, 1, 2.5)
_WIDE_AFTER = Scale.of("prose wide after", 0.3, 1, 2.5)
_SHARED = Scale.of("shared words", 0.2, 0.45, 0.7)
_SHARED_COUNT = Scale.of("shared count", 2, 4)
_START_DISTANCE = Scale.of("lines to main block", 1, 2, 4, 8, 16)
_END_DISTANCE = Scale.of("lines past main block", 1, 2, 4, 8, 16)
_START_TOLD = Scale.of("lines to sentences", 1, 2, 4, 8)
_END_TOLD = Scale.of("lines past sentences", 1, 2, 4, 8)
_PLACE = Scale.of("place", 1, 3, 8)

_SENTENCE_ENDS = (".", "!", "?", "…", ".»", ". »")
_SENTENCE_WORDS = 3
_FOR_SENTENCES = 2
_AGAINST_SENTENCES = -1
"""Weights in a run of sentences: two lines that are none may stand for each that is one."""

_PROSE_SCALES = (
    _BEFORE,
    _AFTER,
    _NEAR_BEFORE,
    _NEAR_AFTER,
    _WIDE_BEFORE,
    _WIDE_AFTER,
    _PLACE,
    _DONE,
)

SURROUNDINGS = (
    *(name for scale in _PROSE_SCALES for name in scale.names),
    *("before main block", "in main block", "after main block"),
    *(*_START_DISTANCE.names, *_END_DISTANCE.names),
    *("before sentences", "among sentences", "after sentences"),
    *(*_START_TOLD.names, *_END_TOLD.names),
    *("repeated", "repeats"),
    *(*_SHARED.names, *_SHARED_COUNT.names),
)


def surroundings_of(lines: Sequence[Line]) -> Shown:
    """Tell which of `SURROUNDINGS` the place of each line of a page shows."""
    if not lines:
        return np.zeros((len(SURROUNDINGS), 0), np.bool_)
    amounts = np.array([line.prose for line in lines])
    block = main_block([len(line.text) for line in lines])[:2]
    told = heaviest_run([_sentence_weight(line) for line in lines])[:2]
    return np.array(
        [
            *_prose_around(amounts),
            *_around(lines, block, _START_DISTANCE, _END_DISTANCE),
            *_around(lines, told, _START_TOLD, _END_TOLD),
            *_repeats(lines),
            *_words_shared(lines, amounts > _LONG),
        ]
    )


def _prose_around(amounts: npt.NDArray[np.float64]) -> list[Flags]:
    places = np.arange(len(amounts))
    until = np.concatenate(([0.0], np.cumsum(amounts)))
    before, through, total = until[:-1], until[1:], until[-1]
    values = (
        before,
        total - through,
        before - until[np.maximum(places - _NEAR, 0)],
        until[np.minimum(places + 1 + _NEAR, len(amounts))] - through,
        before - until[np.maximum(places - _WIDE, 0)],
        until[np.minimum(places + 1 + _WIDE, len(amounts))] - through,
        places,
        before / (total or np.inf),
    )
    pairs = zip(_PROSE_SCALES, values, strict=True)
    return [row for scale, measured in pairs for row in scale.rows(measured)]


def _sentence_weight(line: Line) -> int:
    """Return how much a line speaks for or against a run of sentences, however short they are."""
    is_sentence = line.text.endswith(_SENTENCE_ENDS) and len(line.words) >= _SENTENCE_WORDS
    if is_sentence and line.function_share > 0 and not line.mentions:
        return _FOR_SENTENCES
    return _AGAINST_SENTENCES


def _around(
    lines: Sequence[Line], run: tuple[int, int], before: Scale, after: Scale
) -> list[Flags]:
    """Tell which lines stand before, in and after a run of lines, and how far from it."""
    start, end = run
    places = np.arange(len(lines))
    is_before, is_after = places < start, places >= max(start, end)
    return [
        is_before,
        ~(is_before | is_after),
        is_after,
        *before.rows(start - places),
        *after.rows(np.where(is_after, places - end + 1, 0)),
    ]


def _repeats(lines: Sequence[Line]) -> tuple[Flags, Flags]:
    """Tell which lines come again, and which came before."""
    repeated, repeats = np.zeros((2, len(lines)), np.bool_)
    first_places: dict[str, int] = {}
    for place, line in enumerate(lines):
        first = first_places.setdefault(line.key, place)
        if first != place:
            repeated[first] = repeats[place] = True
    return repeated, repeats


def _words_shared(lines: Sequence[Line], is_long: Flags) -> list[Flags]:
    """Tell how many words each line has in common with the long lines that are not itself."""
    once: set[str] = set()
    twice: set[str] = set()
    long_places = np.flatnonzero(is_long).tolist()
    for place in long_places:
        twice |= once & lines[place].content
        once |= lines[place].content
    counts = [len(line.content & once) for line in lines]
    for place in long_places:
        counts[place] = len(lines[place].content & twice)
    shared, sizes = np.array(counts), np.array([len(line.content) for line in lines])
    return [*_SHARED.rows(shared / np.maximum(sizes, 1)), *_SHARED_COUNT.rows(shared)]
