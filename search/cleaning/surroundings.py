"""What a line's place in its page shows: prose around it, repeats, words shared with the article.

Prose is measured in full sentences' worth: a line of 300 characters that ends like a sentence
and is bound by function words counts 1.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from search.cleaning.characters import Flags, Places, Shown
from search.cleaning.lines import Line
from search.cleaning.main_block import heaviest_run, main_block
from search.cleaning.scales import Scale, Scales, Values
from search.cleaning.telling import shared_words

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

Run = tuple[int, int]
"""Where a run of lines begins and ends, as half-open places."""
_SENTENCE_ENDS = (".", "!", "?", "…", ".»", ". »")
_SENTENCE_WORDS = 3
_FOR_SENTENCES = 2
_AGAINST_SENTENCES = -1
"""Weights in a run of sentences: two lines that are none may stand for each that is one."""

_SCALES = Scales.of(
    *(_BEFORE, _AFTER, _NEAR_BEFORE, _NEAR_AFTER, _WIDE_BEFORE, _WIDE_AFTER, _PLACE, _DONE),
    *(_START_DISTANCE, _END_DISTANCE, _START_TOLD, _END_TOLD, _SHARED, _SHARED_COUNT),
)

SURROUNDINGS = (
    *_SCALES.names,
    *("before main block", "in main block", "after main block"),
    *("before sentences", "among sentences", "after sentences"),
    *("repeated", "repeats"),
)


def surroundings_of(lines: Sequence[Line]) -> Shown:
    """Tell which of `SURROUNDINGS` the place of each line of a page shows."""
    if not lines:
        return np.zeros((len(SURROUNDINGS), 0), np.bool_)
    amounts = np.array([line.prose for line in lines])
    block = main_block([len(line.text) for line in lines])[:2]
    told = heaviest_run([_sentence_weight(line) for line in lines])[:2]
    places = np.arange(len(lines))
    measures = (
        *_prose_around(amounts, places),
        *_distances(places, block),
        *_distances(places, told),
        *_words_shared(lines, amounts > _LONG),
    )
    flags = (*_around(places, block), *_around(places, told), *_repeats(lines))
    return np.concatenate((_SCALES.rows(np.array(measures, np.float64)), flags))


def _prose_around(amounts: Values, places: Places) -> tuple[Values, ...]:
    count = len(amounts)
    until = np.zeros(_WIDE + count + 1 + _WIDE)
    np.cumsum(amounts, out=until[_WIDE + 1 : _WIDE + 1 + count])
    until[_WIDE + 1 + count :] = total = until[_WIDE + count]
    before, through = until[_WIDE : _WIDE + count], until[_WIDE + 1 : _WIDE + 1 + count]
    return (
        before,
        total - through,
        before - until[_WIDE - _NEAR : _WIDE - _NEAR + count],
        until[_WIDE + 1 + _NEAR : _WIDE + 1 + _NEAR + count] - through,
        before - until[:count],
        until[_WIDE + 1 + _WIDE :] - through,
        places,
        before / (total or np.inf),
    )


def _sentence_weight(line: Line) -> int:
    """Return how much a line speaks for or against a run of sentences, however short they are."""
    is_sentence = line.text.endswith(_SENTENCE_ENDS) and line.word_count >= _SENTENCE_WORDS
    if is_sentence and line.function_share > 0 and not line.mentions:
        return _FOR_SENTENCES
    return _AGAINST_SENTENCES


def _distances(places: Places, run: Run) -> tuple[Values, Values]:
    """Tell how many lines from the run stand those before it, and how many past it those after."""
    start, end = run
    return start - places, places - (end - 1)


def _around(places: Places, run: Run) -> tuple[Flags, Flags, Flags]:
    """Tell which lines stand before, in and after a run of lines."""
    start, end = run
    is_before, is_after = places < start, places >= end
    return is_before, ~(is_before | is_after), is_after


def _repeats(lines: Sequence[Line]) -> tuple[Flags, Flags]:
    """Tell which lines come again, and which came before."""
    repeated, repeats = np.zeros((2, len(lines)), np.bool_)
    first_places: dict[str, int] = {}
    for place, line in enumerate(lines):
        first = first_places.setdefault(line.key, place)
        if first != place:
            repeated[first] = repeats[place] = True
    return repeated, repeats


def _words_shared(lines: Sequence[Line], is_long: Flags) -> tuple[Values, Values]:
    """Tell how many words each line has in common with the long lines that are not itself."""
    shared, sizes = shared_words([line.key for line in lines], is_long)
    return shared / np.maximum(sizes, 1), shared
