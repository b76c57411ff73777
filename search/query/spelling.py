"""Spell words as an index does: the near form that explains best what was typed."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from search.query.alternatives import Lookup, exactly
from search.query.distances import distance, neighbors, sounding_alike
from search.query.tree import Fuzzy, Word

LEAST_LETTERS = 4
"""Letters of a word that is corrected: of shorter ones too many others are near."""

MOST_LETTERS = 40
"""Letters of a word that is corrected: longer ones are no words, and would take long."""

LETTERS_FOR_TWO = 5
"""Letters of a word in which two may be wrong."""

LETTERS_FOR_THREE = 10
"""Letters of a word in which three may be wrong."""

CANDIDATES = 20
"""Near terms that are looked at closely, the most frequent ones."""

OTHERS = 3
"""Other words of a query beside which a correction is looked for: the rarest say most."""

CLOSE = 0.6
"""By how much less likely a candidate may be than the best if the other words are to decide."""

FINALISTS = 6
"""Candidates of which it is asked whether they stand beside the other words."""

DEAREST = 0.11
DEAREST_PER_POWER = 0.03
"""What a correction may cost a letter (see `distances`), and what it may cost more each time that
ten times as many documents hold it: so a twentieth is corrected of the words that are right and in
no document."""

FREQUENCY_WORTH = 0.25
TOGETHER_WORTH = 0.3
"""What ten times as many documents, and ten times as many with the other words, make up for."""


class Correction(NamedTuple):
    """A term that may be meant, what the mistakes cost, and how many documents hold it."""

    term: str
    cost: float
    frequency: int


class Speller:
    """Find what is meant by words that an index does not hold, or hardly."""

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup

    def best(self, word: Word, others: Sequence[Word] = (), *, least: int = 1) -> Correction | None:
        """Return the most likely correction that `least` documents hold, among the other words.

        None where nothing near enough is there, and for what is no word of letters.
        """
        if not (LEAST_LETTERS <= len(word.exact) <= MOST_LETTERS and word.exact.isalpha()):
            return None
        found = [each for each in self._near(word.exact) if each.frequency >= least]
        if not found:
            return None
        most = CLOSE + min(map(_unlikeliness, found))
        close = (each for each in found if _unlikeliness(each) <= most)
        finalists = sorted(close, key=_unlikeliness)[:FINALISTS]
        if len(finalists) > 1 and others:
            rarest = sorted(others, key=self._lookup.frequency)[:OTHERS]
            finalists.sort(key=lambda each: _unlikeliness(each) - self._beside(each, rarest))
        return finalists[0]

    def _near(self, term: str) -> Iterator[Correction]:
        """Yield the terms that are not too far away."""
        near = dict(self._lookup.terms_near(Fuzzy(term, edits=_edits(term))))
        near.pop(term, None)
        often = sorted(near, key=lambda each: (-near[each], each))[:CANDIDATES]
        costs = {each: distance(term, each) for each in often}
        for other, cost in _guesses(term):
            if other != term and other not in costs and (frequency := self._frequency(other)):
                near[other] = frequency
                costs[other] = distance(term, other) if cost is None else cost
        for each, cost in costs.items():
            if near[each] and cost <= _dearest(term, near[each]):
                yield Correction(each, cost, near[each])

    def _frequency(self, term: str) -> int:
        return self._lookup.frequency(exactly(term, term))

    def _beside(self, correction: Correction, others: Sequence[Word]) -> float:
        word = exactly(correction.term, correction.term)
        return TOGETHER_WORTH * math.log10(1 + self._lookup.together(word, others))


def _dearest(term: str, frequency: int) -> float:
    return len(term) * (DEAREST + DEAREST_PER_POWER * math.log10(frequency))


def _edits(term: str) -> int:
    return 1 + (len(term) >= LETTERS_FOR_TWO) + (len(term) >= LETTERS_FOR_THREE)


def _unlikeliness(correction: Correction) -> float:
    return correction.cost - FREQUENCY_WORTH * math.log10(correction.frequency)


def _guesses(term: str) -> Iterator[tuple[str, float | None]]:
    """Yield what sounds alike, with its cost, and what begins otherwise: no near term does."""
    yield from sounding_alike(term)
    first, rest = term[0], term[1:]
    for other in neighbors().get(first, ""):
        yield other + rest, None
    for other in neighbors():
        yield other + term, None
    yield rest, None
    yield rest[0] + first + rest[1:], None
