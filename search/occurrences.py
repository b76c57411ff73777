"""Find where the words and patterns of a query stand in a text, in any of their forms."""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from search.analysis import FrenchAnalyzer, Variant
from search.analysis.skimming import EVERYWHERE, beginning, inside, needles, runs
from search.query import Field, Near, Pattern, Word, likeness

KNOWN_RUNS = 1 << 12
"""Runs of characters that a finder remembers: more than a page of results has."""

Sought = Word | Pattern
Found = frozenset[Word | Pattern | Near]

_NONE: Found = frozenset()

# U+02BC is a letter and an apostrophe.
_LETTER = re.compile(r"[^\W_\u02bc]")


class Occurrence(NamedTuple):
    """A word of a text that is a form of words of the query, or one of those of its patterns.

    From `left` to `start` and from `end` to `right` stand no other words, but what was elided. Of
    several words that are one number, day or compound, it is all of them; those that are words of
    the query by themselves are occurrences, too, which overlap. Among `words` are also what asks
    for words near each other, where it is one of these.
    """

    start: int
    end: int
    words: Found
    left: int
    right: int


def are_neighbors(text: str, first: Occurrence, second: Occurrence) -> bool:
    """Tell whether no word stands between two occurrences, given in the order of `text`."""
    return not is_word_between(text, first.right, second.left)


def is_word_between(text: str, first: int, last: int) -> bool:
    """Tell whether a word stands between two offsets."""
    return _LETTER.search(text, first, last) is not None


class WordFinder:
    """Find words in texts: only what may be one of them is analyzed."""

    def __init__(self, sought: Collection[Sought], analyzer: FrenchAnalyzer) -> None:
        self._analyzer = analyzer
        self._by_exact: dict[str, Found] = {}
        self._by_stem: dict[str, Found] = {}
        self._patterns = [
            (each, likeness.matcher(each)) for each in sought if not isinstance(each, Word)
        ]
        for word in sought:
            if not isinstance(word, Word):
                continue
            if word.exact:
                self._by_exact[word.exact] = self._by_exact.get(word.exact, _NONE) | {word}
            if word.stem and not word.is_stop:
                self._by_stem[word.stem] = self._by_stem.get(word.stem, _NONE) | {word}
        self._known = functools.lru_cache(KNOWN_RUNS)(self._find_in_run)

    def find(self, text: str, needles: Collection[bytes]) -> list[Occurrence]:
        """Return the occurrences in `text`, ascending: all of the words that have the needles."""
        new = tuple.__new__  # half the time of a call of the class, for the most of what is made
        return [
            new(Occurrence, (at + start, at + end, words, at + left, at + right))
            for at, (start, end, words, left, right) in self.find_in_runs(text, needles)
        ]

    def find_in_runs(self, text: str, needles: Collection[bytes]) -> list[tuple[int, Occurrence]]:
        """Return the same, but offsets count from the beginning of a run, which stands first."""
        known = self._find_in_run if EVERYWHERE in needles else self._known
        return [(at, each) for at, after in runs(text, needles) for each in known(text[at:after])]

    def _find_in_run(self, run: str) -> tuple[Occurrence, ...]:
        """Return the occurrences in a run of which no word goes beyond it, the shorter first."""
        tokens, variants = self._analyzer.read_run(run)
        if len(tokens) == 1 and not variants:  # as of most runs
            [token] = tokens
            words = self._words_of(token.exact, "" if token.is_stop else token.stem)
            return (Occurrence(token.start, token.end, words, 0, len(run)),) if words else ()
        matched = {
            (place, place): self._words_of(each.exact, "" if each.is_stop else each.stem)
            for place, each in enumerate(tokens)
        }
        self._match_variants(variants, matched)
        lefts = [0, *(token.end for token in tokens)]
        rights = [*(token.end for token in tokens[:-1]), len(run)]
        return tuple(
            Occurrence(tokens[first].start, tokens[last].end, words, lefts[first], rights[last])
            for (first, last), words in sorted(matched.items())
            if words
        )

    def _match_variants(
        self, variants: Sequence[Variant], matched: dict[tuple[int, int], Found]
    ) -> None:
        """Add what variants match, by the first and the last of the words that they stand for."""
        for variant in variants:
            if words := self._words_of(variant.exact, variant.stem):
                span = variant.position, variant.position + variant.length - 1
                matched[span] = matched.get(span, _NONE) | words

    def _words_of(self, exact: str, stem: str) -> Found:
        found = self._by_exact.get(exact, _NONE)
        if stem:
            found |= self._by_stem.get(stem, _NONE)
        return found.union(self._like(exact, stem)) if self._patterns else found

    def _like(self, exact: str, stem: str) -> Iterator[Pattern]:
        """Yield the patterns of which a term is one; a stop word has no stem."""
        for pattern, is_like in self._patterns:
            term = exact if pattern.field is Field.EXACT else stem
            if term and is_like(term):
                yield pattern


def needles_of(sought: Collection[Sought]) -> tuple[bytes, ...]:
    """Return what a finder needs to find words and patterns, in order."""
    return tuple(sorted(frozenset[bytes]().union(*map(_needles, sought))))


def _needles(sought: Sought) -> frozenset[bytes]:
    if isinstance(sought, Word):
        return needles(sought.exact, "" if sought.is_stop else sought.stem)
    start, part = likeness.beginning(sought), likeness.longest_part(sought)
    # Stems are not always the beginnings of words, nor do numbers and dates begin as texts do.
    if not part or sought.field is Field.STEM or likeness.may_be_figures(sought):
        return frozenset({EVERYWHERE})
    return beginning(start) if len(start) == len(part) else inside(part)
