"""Find where in a text words stand near each other that a query wants so."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator, Sequence

from search.analysis import BLOCK_GAP, FrenchAnalyzer
from search.occurrences import Occurrence
from search.query import Near, Word
from search.query.nearness import reach_of, standing_near

LONGEST_WORD = 64
"""Code points, with what stands around it, of the words that are expected between others: what is
further apart than so many a word is not counted."""

Placed = tuple[Occurrence, int]
"""An occurrence and its position."""


class NearFinder:
    """Note which words of a text stand near each other."""

    def __init__(self, wanted: Iterable[Near], analyzer: FrenchAnalyzer) -> None:
        self.wanted = frozenset(wanted)
        self._analyzer = analyzer

    def noted(self, text: str, occurrences: Sequence[Occurrence]) -> list[Occurrence]:
        """Return the occurrences in `text`, with what wants them near each other among their words.

        Lines are blocks of a document: they stand as far apart as they do in an index.
        """
        found = [*occurrences]
        for near in self.wanted:
            for stretch in _stretches(found, near):
                placed = self._placed(text, [found[place] for place in stretch])
                for place, each in zip(stretch, _noted(placed, near), strict=True):
                    found[place] = each
        return found

    def terms_of(self, occurrences: Sequence[Occurrence]) -> frozenset[Near | Word]:
        """Return the words noted, and what wants them where all of its words are there."""
        found: set[Near | Word] = set()
        for near in self.wanted:
            noted = [each.words for each in occurrences if near in each.words]
            words = {word for word in near.words if any(word in each for each in noted)}
            found |= words
            if words.issuperset(near.words):
                found.add(near)
        return frozenset(found)

    def _placed(self, text: str, occurrences: Sequence[Occurrence]) -> list[Placed]:
        """Return the positions of occurrences, counted from anywhere before them."""
        start = text.rfind(" ", 0, occurrences[0].start) + 1
        after = text.find(" ", max(each.end for each in occurrences))
        part = text[start : after if after >= 0 else len(text)]
        lines = [match.start() for match in re.finditer("\n", part)]
        positions = {}
        for token in self._analyzer.read(part).tokens:
            gaps = bisect.bisect_left(lines, token.start)
            positions[start + token.start] = token.position + BLOCK_GAP * gaps
        return [(each, positions[each.start]) for each in occurrences]


def _stretches(occurrences: Sequence[Occurrence], near: Near) -> Iterator[list[int]]:
    """Yield the places of occurrences of its words which may be near enough to each other."""
    furthest = (reach_of(near) + 1) * LONGEST_WORD
    stretch: list[int] = []
    for place, each in enumerate(occurrences):
        if each.words.isdisjoint(near.words):
            continue
        if stretch and each.start - occurrences[stretch[-1]].end > furthest:
            yield stretch
            stretch = []
        stretch.append(place)
    if stretch:
        yield stretch


def _noted(placed: Sequence[Placed], near: Near) -> Iterator[Occurrence]:
    """Yield the occurrences, with `near` among the words of those that stand so."""
    spots = [sorted({at for each, at in placed if word in each.words}) for word in near.words]
    together = standing_near(spots, reach_of(near), is_ordered=near.is_ordered)
    for each, at in placed:
        yield each._replace(words=each.words | {near}) if at in together else each
