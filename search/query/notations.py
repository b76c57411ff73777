"""Numbers, days and accented words in their other notations: 1 000 and 1000, 26/10/2025."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from search.query.alternatives import Alternative
from search.query.tree import Origin, Phrase, Way, Word
from search.query.units import rows

WEIGHT = 1.0
"""What these ways count beside the typed one: they say the same."""


def notations(words: Sequence[Word]) -> Iterator[Alternative]:
    """Yield what analysis knows of words, which texts hold at the places of their own."""
    for place, word in enumerate(words):
        for variant in word.variants:
            end = place + variant.length
            if end <= len(words):
                text = " ".join(each.text for each in words[place:end])
                other = Word(text, variant.stem, variant.exact, is_stop=False)
                yield Alternative(place, end, Way(other, WEIGHT, Origin.NOTATION))


def word_by_word(words: Sequence[Word]) -> Iterator[Alternative]:
    """Yield the words of numbers and dates that others of a phrase follow.

    A variant stands where its first word does, but what follows stands next to the last one.
    """
    for place, word in enumerate(words[:-1]):
        names = [(place + 1, word.exact), *((place + v.length, v.exact) for v in word.variants)]
        for end, name in names:
            if end < len(words):
                yield from _rows(words, place, end, name)


def _rows(words: Sequence[Word], start: int, end: int, name: str) -> Iterator[Alternative]:
    typed = [word.exact for word in words[start:end]]
    for row in rows(name):
        if [word.exact for word in row] != typed:
            yield Alternative(start, end, Way(Phrase(row), WEIGHT, Origin.NOTATION))
