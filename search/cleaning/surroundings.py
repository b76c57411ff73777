"""What a line's place in its page shows: prose around it, repeats, words shared with the article.

Prose is measured in full sentences' worth: a line of 300 characters that ends like a sentence
and is bound by function words counts 1.
"""

from __future__ import annotations

import collections
import dataclasses
import itertools
from collections.abc import Sequence

from search.cleaning import wordlists
from search.cleaning.lines import Line
from search.cleaning.main_block import heaviest_run, main_block
from search.cleaning.signs import Scale

_PROSE_ENDS = frozenset('.!?…»”")]:;,')
_FULL_PROSE = 300
"""Characters from which a line counts as a whole piece of prose."""
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
_CONTENT_WORD = 4
"""Letters from which a word is taken to say what a text is about."""


def surroundings_of(lines: Sequence[Line]) -> list[list[str]]:
    """Return, for each line of a page, the names of the signs that its place shows."""
    page = _Page.of(lines)
    return [
        [
            *_prose_signs(page, i),
            *_block_signs(page, i),
            *_told_signs(page, i),
            *_repeat_signs(page, i),
        ]
        for i in range(len(lines))
    ]


@dataclasses.dataclass(frozen=True, slots=True)
class _Page:
    """Counts over a whole page; `prose_until[i]` sums the prose of the lines before line i."""

    lines: Sequence[Line]
    prose_until: Sequence[float]
    block: tuple[int, int]
    told: tuple[int, int]
    counts: dict[str, int]
    first_places: dict[str, int]
    article_words: collections.Counter[str]

    @classmethod
    def of(cls, lines: Sequence[Line]) -> _Page:
        amounts = [prose(line) for line in lines]
        first_places: dict[str, int] = {}
        for place, line in enumerate(lines):
            first_places.setdefault(line.key, place)
        long_lines = [line for line, amount in zip(lines, amounts, strict=True) if amount > _LONG]
        article_words = collections.Counter(w for line in long_lines for w in content_words(line))
        prose_until = list(itertools.accumulate(amounts, initial=0.0))
        return cls(
            lines,
            prose_until,
            main_block(len(line.text) for line in lines)[:2],
            heaviest_run(map(_sentence_weight, lines))[:2],
            collections.Counter(line.key for line in lines),
            first_places,
            article_words,
        )


def prose(line: Line) -> float:
    """Return how much of a full piece of prose the line is, from 0 to 1."""
    if line.text[-1] not in _PROSE_ENDS or len(line.words) < _CONTENT_WORD:
        return 0.0
    return min(1.0, len(line.text) / _FULL_PROSE) * min(1.0, 3 * line.function_share)


def _sentence_weight(line: Line) -> int:
    """Return how much a line speaks for or against a run of sentences, however short they are."""
    is_sentence = line.text.endswith(_SENTENCE_ENDS) and len(line.words) >= _SENTENCE_WORDS
    if is_sentence and line.function_share > 0 and not wordlists.mentioned(line.phrase):
        return _FOR_SENTENCES
    return _AGAINST_SENTENCES


def content_words(line: Line) -> set[str]:
    """Return the words of a line that say what it is about."""
    content = {word for word in line.words if len(word) >= _CONTENT_WORD}
    return content - wordlists.entries("function_words") if content else content


def _prose_signs(page: _Page, i: int) -> list[str]:
    until, last = page.prose_until, len(page.lines)
    total = until[-1]
    names = [
        *_BEFORE.signs(until[i]),
        *_AFTER.signs(total - until[i + 1]),
        *_NEAR_BEFORE.signs(until[i] - until[max(0, i - _NEAR)]),
        *_NEAR_AFTER.signs(until[min(last, i + 1 + _NEAR)] - until[i + 1]),
        *_WIDE_BEFORE.signs(until[i] - until[max(0, i - _WIDE)]),
        *_WIDE_AFTER.signs(until[min(last, i + 1 + _WIDE)] - until[i + 1]),
        *_PLACE.signs(i),
    ]
    return names + list(_DONE.signs(until[i] / total)) if total else names


def _block_signs(page: _Page, i: int) -> list[str]:
    start, end = page.block
    if i < start:
        return ["before main block", *_START_DISTANCE.signs(start - i)]
    if i >= end:
        return ["after main block", *_END_DISTANCE.signs(i - end + 1)]
    return ["in main block"]


def _told_signs(page: _Page, i: int) -> list[str]:
    start, end = page.told
    if i < start:
        return ["before sentences", *_START_TOLD.signs(start - i)]
    if i >= end:
        return ["after sentences", *_END_TOLD.signs(i - end + 1)]
    return ["among sentences"]


def _repeat_signs(page: _Page, i: int) -> list[str]:
    line = page.lines[i]
    names = []
    if page.counts[line.key] > 1:
        names.append("repeated" if page.first_places[line.key] == i else "repeats")
    content = content_words(line)
    if content:
        own = page.prose_until[i + 1] - page.prose_until[i] > _LONG
        words = page.article_words
        shared = sum(words.get(word, 0) > own for word in content)
        names += [*_SHARED.signs(shared / len(content)), *_SHARED_COUNT.signs(shared)]
    return names
