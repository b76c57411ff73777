"""What expands a query: other ways for some of its words."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Protocol

from search.query.french import is_french
from search.query.tree import Fuzzy, Phrase, Way, Word


@dataclasses.dataclass(frozen=True, slots=True)
class Alternative:
    """Another way to write the words from `start` on and before `end`."""

    start: int
    end: int
    way: Way


class Lookup(Protocol):
    """What of an index decides which ways there are; engines' readers know it."""

    def frequencies(self, forms: Sequence[Word | Phrase]) -> list[int]:
        """Return how many documents hold each form, a word by whichever term more of them do."""

    def together(self, pairs: Sequence[tuple[Word, Sequence[Word]]]) -> list[int]:
        """Return how many documents hold a word and any of those beside it."""

    def terms_near(self, pattern: Fuzzy) -> Mapping[str, int]:
        """Return the terms near a term, and how many documents hold each."""


def exactly(text: str, term: str) -> Word:
    """Return a word that is found by its exact term only."""
    return Word(text, "", term, is_stop=False)


def holding(lookup: Lookup, words: Sequence[Word]) -> list[int]:
    """Return how many documents hold each word.

    What no document holds in this very form, and is not French, is in none: others may share its
    stem by chance.
    """
    exact = [exactly(word.text, word.exact) for word in words]
    counts = lookup.frequencies([*exact, *words])
    together = zip(words, counts, counts[len(words) :], strict=False)
    return [most if own or is_french(word.exact) else 0 for word, own, most in together]
