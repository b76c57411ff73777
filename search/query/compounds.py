"""Words that are written as one or as two: cyber attaque, cyber-attaque, cyberattaque."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from search.query.alternatives import Alternative, Lookup, exactly, holding
from search.query.tree import Origin, Phrase, Way, Word
from search.word_lists import load

WEIGHT = 0.8
"""What these ways count beside the typed one: .5 measures a little less."""

LEAST_JOINED = 5
"""Letters of a joined word: what is shorter is more often another word."""

LEAST_PART = 2
"""Letters of each part of a word that is split."""

LEAST_ALONE = 2
"""How often both words stand somewhere, each time that they stand together."""

MOST_LETTERS = 60
"""Letters of a word that is split: longer ones are no words, and would take long."""

LEAST_REST = 4
"""Letters after a prefix: what is shorter is more often the end of a simple word."""


class Compounds:
    """Join and split words where an index holds what comes of it."""

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup
        self._prefix = re.compile("|".join(sorted(load("search.query", "prefixes")))).match

    def joined(self, words: Sequence[Word]) -> Iterator[Alternative]:
        """Yield for each two words that follow each other what they are as one, if it is there."""
        joined = dict(_joined(words))
        counts = self._lookup.frequencies([*joined.values()])
        for (place, word), count in zip(joined.items(), counts, strict=True):
            if count:
                yield Alternative(place, place + 2, Way(word, WEIGHT, Origin.JOINED))

    def split(self, words: Sequence[Word]) -> Iterator[Alternative]:
        """Yield for single words what they are as two, if it is there."""
        places = [place for place, word in enumerate(words) if _may_be_split(word)]
        counts = holding(self._lookup, [words[place] for place in places])
        for place, count in zip(places, counts, strict=True):
            if count and not self._prefix(words[place].exact):
                continue
            phrase = self._most_frequent(words[place], is_known=count > 0)
            if phrase is not None:
                yield Alternative(place, place + 1, Way(phrase, WEIGHT, Origin.SPLIT))

    def _most_frequent(self, word: Word, *, is_known: bool) -> Phrase | None:
        """Return the two words that stand together most often; None where none do.

        Any two words will do for one that is in no document; else the first must be a prefix.
        """
        ends = _ends_of_prefixes(word.exact) if is_known else _ends(word.exact)
        best, most = None, 0
        phrases = [Phrase(_parts(word, end)) for end in ends]
        counts = iter(self._lookup.frequencies([each for one in phrases for each in one.words]))
        for phrase, *each in zip(phrases, counts, counts, strict=True):
            alone = min(each)
            [together] = self._lookup.frequencies([phrase]) if alone > most else [0]
            # What stands nowhere else is the end of a word that was broken: auto matique.
            if together > most and not (is_known and alone < LEAST_ALONE * together):
                best, most = phrase, together
        return best


def _joined(words: Sequence[Word]) -> Iterator[tuple[int, Word]]:
    """Yield words that follow each other as one, by the place of the first."""
    for place, (first, second) in enumerate(itertools.pairwise(words)):
        exact = first.exact + second.exact
        if first.is_stop or second.is_stop or len(exact) < LEAST_JOINED:
            continue
        text, stem = first.text + second.text, first.exact + second.stem
        yield place, Word(text, stem, exact, is_stop=False)


def _may_be_split(word: Word) -> bool:
    return not word.is_stop and len(word.exact) <= MOST_LETTERS


def _ends(term: str) -> Iterator[int]:
    yield from range(LEAST_PART, len(term) - LEAST_PART + 1)


def _ends_of_prefixes(term: str) -> Iterator[int]:
    prefixes = load("search.query", "prefixes")
    return (end for end in range(LEAST_PART, len(term) - LEAST_REST + 1) if term[:end] in prefixes)


def _parts(word: Word, end: int) -> tuple[Word, Word]:
    exact, stem = word.exact, word.stem
    rest = stem[end:] if stem.startswith(exact[:end]) else ""
    last = Word(exact[end:], rest, exact[end:], is_stop=False)
    return exactly(exact[:end], exact[:end]), last
