"""Require words, or what some of them are called together: nations unies, ONU."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from search.query.runs import every_of
from search.query.tree import Any, Clause, Either, Origin, Way, Word

Span: TypeAlias = tuple[int, int]
Ways: TypeAlias = Mapping[Span, tuple[Way, ...]]
"""Ways by the first of the words that they stand for and the one after the last."""


def regions(words: Sequence[Word], ways: Ways) -> Iterator[Clause]:
    """Yield what each word asks for, or each stretch of words that has ways of its own."""
    longer = sorted(span for span in ways if span[1] - span[0] > 1)
    place = 0
    while place < len(words):
        spans: list[Span] = []
        end = place + 1
        while longer and longer[0][0] < end:
            spans.append(longer.pop(0))
            end = max(end, spans[-1][1])
        yield _region(words, ways, (place, end), spans) if spans else _single(words, ways, place)
        place = end


def _region(words: Sequence[Word], ways: Ways, region: Span, spans: Sequence[Span]) -> Clause:
    """Return a choice: all words, or those around a span beside what that is called."""
    start, end = region
    choices = [_row(words, ways, start, end)]
    for first, last in spans:
        before, behind = _row(words, ways, start, first), _row(words, ways, last, end)
        choices.append((*before, Either(ways[first, last]), *behind))
    return Any(tuple(clause for each in choices if (clause := every_of(each)) is not None))


def _row(words: Sequence[Word], ways: Ways, start: int, end: int) -> tuple[Clause, ...]:
    return tuple(_single(words, ways, place) for place in range(start, end))


def _single(words: Sequence[Word], ways: Ways, place: int) -> Clause:
    here = ways.get((place, place + 1))
    word = words[place]
    return Either((Way(word, 1.0, Origin.TYPED), *here)) if here else word
