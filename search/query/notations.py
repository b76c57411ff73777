"""Numbers, days and accented words in their other notations: 1 000 and 1000, 26/10/2025."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from search.query.alternatives import Alternative
from search.query.tree import Origin, Way, Word

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
