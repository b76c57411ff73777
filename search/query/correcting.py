"""Let a query ask for what its mistyped words mean, and tell its user."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from search.query.alternatives import Alternative, Lookup, exactly, holding
from search.query.french import is_french
from search.query.parsed import ParsedQuery, words_of
from search.query.spelling import Speller, is_sure
from search.query.tree import Origin, Way, Word

WEIGHT = 0.8
"""What a correction counts beside the typed form, which is in no document."""

RARE = 2
"""Documents that hold a word of which it is asked whether another is meant."""

MOST = 8
"""Words of a query that are corrected: where more are unknown, it is in another language."""

REMEMBERED = 256
"""Words of which is remembered what is meant: a page and its suggestion ask for the same."""

MORE_FREQUENT = 20
"""How many times as many documents must hold that other."""

ALIKE = 0.5
"""What a correction costs at the most if it sounds like what was typed (see `distances`)."""

Write = Callable[[str], Word]
"""Returns a term of the exact field as documents write it."""


class Meant(NamedTuple):
    """The word that is meant, and whether it is for certain."""

    word: Word
    is_sure: bool


class Corrections:
    """Correct words in the light of an index."""

    def __init__(self, lookup: Lookup, write: Write) -> None:
        self._lookup = lookup
        find = functools.partial(_meant, Speller(lookup), write)
        self._meant = functools.lru_cache(REMEMBERED)(find)

    def of_unknown(self, words: Sequence[Word]) -> Iterator[Alternative]:
        """Yield what is meant by words that are in no document."""
        counts = self._holding(words)
        unknown = [place for place, count in enumerate(counts) if count == 0]
        for place in unknown[:MOST]:
            meant = self._meant(words[place], _others(words[place], words), 1)
            if meant and meant.is_sure and not (place and _is_lost(words[place], meant.word)):
                way = Way(meant.word, WEIGHT, Origin.CORRECTED)
                yield Alternative(place, place + 1, way)

    def suggestion(self, query: ParsedQuery) -> str | None:
        """Return the query with what may be meant by its unknown and its rare words, if anything.

        A word is rare if the one that may be meant is many times as frequent, and so is a name
        that is hardly ever beside the other words, where that one is.
        """
        text, words = query.text, query.scored_words
        for word in self._rare([*dict.fromkeys(words)])[:MOST]:
            meant = self._instead(word, _others(word, words))
            if meant and (word == query.words[0] or not _is_lost(word, meant)):
                text = _replaced(text, word.text, meant.text)
        return None if text == query.text else text

    def _rare(self, words: Sequence[Word]) -> list[Word]:
        """Return the words that are rare, or names that hardly any document holds beside others."""
        counts = dict(zip(words, self._holding(words), strict=True))
        frequent = [word for word in words if counts[word] > RARE and _may_be_lonely(word)]
        beside = {word: others for word in frequent if (others := _others(word, words))}
        lonely = self._together(beside)
        return [word for word in words if min(counts[word], lonely.get(word, math.inf)) <= RARE]

    def _instead(self, word: Word, others: tuple[Word, ...]) -> Word | None:
        """Return what is much more frequent than a rare word, or than a name beside others."""
        [number] = self._holding([word])
        meant = self._meant(word, others, max(1, MORE_FREQUENT * int(number)))
        if meant is None or number <= RARE:
            return meant and meant.word
        if not _is_name(meant.word):
            return None
        together = self._together({word: others, meant.word: others})
        is_other = together[meant.word] >= MORE_FREQUENT * max(1, together[word])
        return meant.word if is_other else None

    def _together(self, others: Mapping[Word, Sequence[Word]]) -> dict[Word, int]:
        """Return how many documents hold each word, just as it is, and any of its others."""
        pairs = [(exactly(word.text, word.exact), each) for word, each in others.items()]
        return dict(zip(others, self._lookup.together(pairs), strict=True))

    def _holding(self, words: Sequence[Word]) -> list[float]:
        """Return how many documents hold each word; a stop word is never looked at."""
        counts = iter(holding(self._lookup, [word for word in words if not word.is_stop]))
        return [math.inf if word.is_stop else next(counts) for word in words]


def _meant(
    speller: Speller, write: Write, word: Word, others: tuple[Word, ...], least: int
) -> Meant | None:
    """Return what is meant by a word; None where nothing is, or a stop word."""
    found = speller.best(word, others, least=least)
    meant = write(found.term) if found else None
    if found is None or meant is None or meant.is_stop or meant.stem == word.stem:
        return None
    sure = is_sure(word.exact, found)
    return Meant(meant, sure) if sure or _may_be_meant(word, meant, found.cost) else None


def _may_be_meant(word: Word, meant: Word, cost: float) -> bool:
    """Tell whether a word may be a slip: with a capital it is a name, and none is meant by names.

    Without one it is a slip if it is no French word, or sounds like the one that is meant.
    """
    if cost <= ALIKE:
        return True
    return _is_name(meant) if _is_name(word) else not is_french(word.exact)


def _is_lost(word: Word, meant: Word) -> bool:
    """Tell whether a name would become none; a first word may have its capital from a sentence."""
    return _is_name(word) and not word.text.isupper() and not _is_name(meant)


def _may_be_lonely(word: Word) -> bool:
    return not word.is_stop and _is_name(word) and not is_french(word.exact)


def _is_name(word: Word) -> bool:
    return word.text[:1].isupper()


def _others(word: Word, words: Sequence[Word]) -> tuple[Word, ...]:
    return tuple(dict.fromkeys(each for each in words if each != word and not each.is_stop))


def corrected(query: ParsedQuery) -> Iterator[tuple[Word, Word]]:
    """Yield the words of an expanded query that were corrected, and what they were taken for."""
    for either in query.either:
        for way in either.added:
            if way.origin is Origin.CORRECTED:
                pairs = zip(words_of(either), words_of(way.clause), strict=True)
                yield from ((word, meant) for word, meant in pairs if word != meant)


def is_told(suggestion: str, typed: str, answered: ParsedQuery) -> bool:
    """Tell whether the warnings of the query that was answered say what a suggestion says."""
    told = typed
    for word, meant in corrected(answered):
        told = _replaced(told, word.text, meant.text)
    return suggestion in {told, answered.text}


def warning_of(query: ParsedQuery) -> str | None:
    """Return what a user is told of the words that were corrected, if any were."""
    pairs = dict(corrected(query))
    if not pairs:
        return None
    unknown = "Mot inconnu" if len(pairs) == 1 else "Mots inconnus"
    typed, meant = (
        ", ".join(f"«\u202f{word.text}\u202f»" for word in words)
        for words in (pairs.keys(), pairs.values())
    )
    return f"{unknown} : {typed} ; résultats pour {meant}."


def _replaced(text: str, typed: str, meant: str) -> str:
    """Return a text with another word in the place of one, but where that begins a pattern."""
    return re.sub(rf"(?<!\w){re.escape(typed)}(?!\w|\.?\*)", lambda _: meant, text)
