"""Spell words as an index does: the near form that explains best what was typed."""

from __future__ import annotations

import math
from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from search.query.alternatives import Lookup, exactly
from search.query.distances import distance, neighbors, sounding_alike
from search.query.french import is_french
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
"""Near terms that are looked at closely: the most frequent ones, and those of one change."""

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
no document. What is dearer, and not a slip, is not meant."""

DEAREST_PER_POWER_TOGETHER = 0.03
"""What it may cost a letter more each time that ten times as many documents hold it together with
another word of the query."""

SLIP = 0.9
"""What a correction costs that may be suggested for any word, were it a French one."""

LETTERS_FOR_SLIP = 5
"""Letters of a word of which a slip makes another word no more often than not."""

FREQUENCY_WORTH = 0.25
TOGETHER_WORTH = 0.3
"""What ten times as many documents, and ten times as many with the other words, make up for."""


class Correction(NamedTuple):
    """A term that may be meant, what the mistakes cost, and how many documents hold it.

    Of those that are `together` with other words of the query, it is told where they decide.
    """

    term: str
    cost: float
    frequency: int
    together: int = 0


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
        if others:
            finalists = self._beside(finalists, others)
        return min(finalists, key=_unlikeliness)

    def _near(self, term: str) -> Iterator[Correction]:
        """Yield the terms that are not too far away."""
        near: dict[str, int] = {}
        costs: dict[str, float] = {}
        for edits in (1, _edits(term)):
            near |= (found := self._lookup.terms_near(Fuzzy(term, edits=edits)))
            often = sorted(found.keys() - {term}, key=lambda each: (-near[each], each))
            costs |= {each: distance(term, each) for each in often[:CANDIDATES]}
        for guess in self._guessed(term, costs):
            near[guess.term], costs[guess.term] = guess.frequency, guess.cost
        for each, cost in costs.items():
            correction = Correction(each, cost, near[each])
            if near[each] and (is_sure(term, correction) or is_slip(term, correction)):
                yield correction

    def _guessed(self, term: str, known: Container[str]) -> Iterator[Correction]:
        """Yield the guesses beside what is known that the index holds."""
        costs: dict[str, float | None] = {}
        for other, cost in _guesses(term):
            if other != term and other not in known:
                costs.setdefault(other, cost)
        counts = self._lookup.frequencies([exactly(other, other) for other in costs])
        for (other, cost), count in zip(costs.items(), counts, strict=True):
            if count:
                yield Correction(other, distance(term, other) if cost is None else cost, count)

    def _beside(self, found: Sequence[Correction], others: Sequence[Word]) -> list[Correction]:
        """Return corrections with how many documents hold each beside the rarest other words."""
        held = dict(zip(others, self._lookup.frequencies(others), strict=True))
        rarest = sorted(others, key=held.__getitem__)[:OTHERS]
        pairs = [(exactly(each.term, each.term), rarest) for each in found]
        counts = self._lookup.together(pairs)
        return [each._replace(together=n) for each, n in zip(found, counts, strict=True)]


def is_sure(term: str, correction: Correction) -> bool:
    """Tell whether a term is certainly none, but what it was corrected to."""
    powers = DEAREST_PER_POWER * math.log10(correction.frequency)
    powers += DEAREST_PER_POWER_TOGETHER * math.log10(1 + correction.together)
    return correction.cost <= len(term) * (DEAREST + powers) and not is_french(term)


def is_slip(term: str, correction: Correction) -> bool:
    """Tell whether one mistake makes a term of another one, as it happens to everybody."""
    return correction.cost <= SLIP and len(term) >= LETTERS_FOR_SLIP


def _edits(term: str) -> int:
    return 1 + (len(term) >= LETTERS_FOR_TWO) + (len(term) >= LETTERS_FOR_THREE)


def _unlikeliness(correction: Correction) -> float:
    worth = FREQUENCY_WORTH * math.log10(correction.frequency)
    return correction.cost - worth - TOGETHER_WORTH * math.log10(1 + correction.together)


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
