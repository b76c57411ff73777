"""Find what of a text matches a query."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Collection, Iterable, Iterator, Sequence

from search.analysis import FrenchAnalyzer
from search.models import Span
from search.occurrences import (
    Occurrence,
    WordFinder,
    are_neighbors,
    is_word_between,
    needles_of,
)
from search.proximities import NearFinder
from search.query import Form, Near, Pattern, Phrase, Term, Word, forms_of, words_of

_NONE: frozenset[Term] = frozenset()


class Highlighter:
    """Find words, patterns and phrases in texts.

    Every form of a word matches, inflected or without its accents; a phrase matches as a whole;
    words near each other match where they are; of several ways to write the same, each matches.
    Stop words match in phrases and near others only; a query of nothing else is taken for a phrase.
    """

    def __init__(self, terms: Collection[Term], analyzer: FrenchAnalyzer) -> None:
        self._words = tuple(word for term in terms for word in words_of(term))
        forms = frozenset(form for term in terms for form in forms_of(term))
        self._phrases = frozenset(form for form in forms if isinstance(form, Phrase))
        self._near = NearFinder([form for form in forms if isinstance(form, Near)], analyzer)
        self._single = frozenset(_alone(forms))
        self._marked = self._single | self._near.wanted
        self._whole = self._phrases
        if self._words and not self._phrases and not self._marked:
            self._single = frozenset(self._words)
            self._whole = frozenset({Phrase(self._words)})
        self._pairs = frozenset(itertools.pairwise(self._words))
        self._pairs_between = functools.cache(self._count_pairs)
        every = dict.fromkeys(itertools.chain(self._words, *map(words_of, forms), self._single))
        self._finder = WordFinder(every, analyzer)
        parts = self._whole | self._near.wanted
        self._needles = needles_of(self._single.union(*map(words_of, parts)))

    def spans(self, text: str) -> tuple[Span, ...]:
        """Return the spans of `text` that match, ascending and disjoint."""
        return self.spans_of(text, self.find(text))

    def find(self, text: str) -> list[Occurrence]:
        """Return the occurrences in `text` of all words that can be marked, ascending."""
        found = self._finder.find(text, self._needles)
        return self._near.noted(text, found) if self._near.wanted else found

    def spans_of(self, text: str, occurrences: Sequence[Occurrence]) -> tuple[Span, ...]:
        """Return the spans that match, given what `find` found in `text` or in a part of it."""
        spans = [each[:2] for each in occurrences if not self._marked.isdisjoint(each.words)]
        for phrase in self._whole:
            spans += _standing(text, occurrences, phrase)
        return tuple(_merge(spans))

    def terms_of(self, text: str, occurrences: Sequence[Occurrence]) -> frozenset[Term]:
        """Return the phrases, and the words by themselves, that stand there.

        Of words near each other, those that stand there, and all where all do.
        """
        words = _NONE.union(*[each.words for each in occurrences])
        found: frozenset[Term] = self._single & words
        if self._near.wanted:
            found |= self._near.terms_of(occurrences)
        if not self._whole:
            return found
        phrases = (
            phrase
            for phrase in self._phrases
            if words.issuperset(phrase.words)
            and any(True for _ in _standing(text, occurrences, phrase))
        )
        return found.union(phrases)

    def pairs_of(self, text: str, span: Span, occurrences: Sequence[Occurrence]) -> int:
        """Count the words that follow each other in a part of `text` as they do in the query.

        `occurrences` are those that `find` found in the part.
        """
        if not self._pairs:
            return 0
        if self._every_needle == self._needles:
            found = [(0, each) for each in occurrences]
        else:
            text = text[slice(*span)]
            found = self._finder.find_in_runs(text, self._every_needle)
        return sum(
            pairs
            for (at, first), (then, second) in itertools.pairwise(found)
            if (pairs := self._pairs_between(first.words, second.words))
            and not is_word_between(text, at + first.right, then + second.left)
        )

    def _count_pairs(self, first: frozenset[Word], second: frozenset[Word]) -> int:
        """Count the pairs of the query that begin with one of some words and end with another."""
        return sum(pair in self._pairs for pair in itertools.product(first, second))

    @functools.cached_property
    def _every_needle(self) -> tuple[bytes, ...]:
        """The needles of all words, also of those that cannot be marked by themselves."""
        return needles_of(self._words)


def _alone(forms: Iterable[Form]) -> Iterator[Word | Pattern]:
    """Yield what is marked wherever it stands."""
    for form in forms:
        if isinstance(form, Pattern) or (isinstance(form, Word) and not form.is_stop):
            yield form


def _standing(text: str, occurrences: Sequence[Occurrence], phrase: Phrase) -> Iterator[Span]:
    """Yield the span of each place at which the words of `phrase` follow each other."""
    first, *rest = phrase.words
    for place, occurrence in enumerate(occurrences):
        if first in occurrence.words:
            last = _last_of(text, occurrences, place, rest)
            if last is not None:
                yield occurrence.start, occurrences[last].end


def _last_of(
    text: str, occurrences: Sequence[Occurrence], place: int, words: Sequence[Word]
) -> int | None:
    """Return the place of the last of words that follow an occurrence; None where they do not."""
    for word in words:
        found = _following(text, occurrences, place, word)
        if found is None:
            return None
        place = found
    return place


def _following(text: str, occurrences: Sequence[Occurrence], place: int, word: Word) -> int | None:
    """Return the place of a word next to an occurrence; there may be others that overlap."""
    before = occurrences[place]
    for next_place in range(place + 1, len(occurrences)):
        each = occurrences[next_place]
        if each.start < before.end:
            continue
        if not are_neighbors(text, before, each):
            return None
        if word in each.words:
            return next_place
    return None


def _merge(spans: Iterable[Span]) -> Iterator[Span]:
    """Yield the spans in order, those that overlap as one."""
    reached: Span | None = None
    for start, end in sorted(spans):
        if reached and start < reached[1]:
            reached = reached[0], max(end, reached[1])
            continue
        if reached:
            yield reached
        reached = start, end
    if reached:
        yield reached
