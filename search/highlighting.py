"""Find what of a text matches a query."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from search.analysis import Token
from search.models import Span
from search.query import Phrase, Term, Word, words_of

Matched = list[frozenset[Word]]
"""For each token of a text, the words that it is a form of."""

_NONE: frozenset[Word] = frozenset()


class Highlighter:
    """Find words and phrases in texts, given as their tokens.

    Every form of a word matches, inflected or without its accents; a phrase matches as a whole.
    The time it takes grows with the text, and hardly with the number of words.
    """

    def __init__(self, terms: Collection[Term]) -> None:
        words = [word for term in terms for word in words_of(term)]
        self._by_exact: defaultdict[str, set[Word]] = defaultdict(set)
        self._by_stem: defaultdict[str, set[Word]] = defaultdict(set)
        for word in words:
            self._by_exact[word.exact].add(word)
            if not word.is_stop:
                self._by_stem[word.stem].add(word)
        self._single = frozenset(term for term in terms if isinstance(term, Word))
        self._marked = frozenset(word for word in self._single if not word.is_stop)
        self._phrases = frozenset(term for term in terms if isinstance(term, Phrase))
        self._whole = self._phrases
        if words and not self._phrases and not self._marked:
            self._whole = frozenset({Phrase(tuple(words))})
        self._pairs = frozenset(itertools.pairwise(words))

    def spans(self, tokens: Sequence[Token]) -> tuple[Span, ...]:
        """Return the spans that match in the text of `tokens`, ascending and disjoint.

        Stop words match in phrases only; a query of nothing else is taken for a phrase.
        """
        matched = self._match(tokens)
        spans = [
            (token.start, token.end)
            for token, words in zip(tokens, matched, strict=True)
            if not self._marked.isdisjoint(words)
        ]
        for phrase in self._whole:
            last = len(phrase.words) - 1
            starts = _occurrences(matched, phrase.words)
            spans += [(tokens[start].start, tokens[start + last].end) for start in starts]
        return tuple(_merge(spans))

    def terms(self, tokens: Sequence[Token]) -> frozenset[Term]:
        """Return the words and phrases that stand in `tokens`."""
        matched = self._match(tokens)
        words = frozenset().union(*matched)
        phrases = (
            phrase
            for phrase in self._phrases
            if words.issuperset(phrase.words)
            and any(True for _ in _occurrences(matched, phrase.words))
        )
        return (self._single & words) | frozenset[Term](phrases)

    def pairs(self, tokens: Sequence[Token]) -> int:
        """Count the words that follow each other in `tokens` as they do in the query."""
        return sum(
            pair in self._pairs
            for first, second in itertools.pairwise(self._match(tokens))
            if first and second
            for pair in itertools.product(first, second)
        )

    def _match(self, tokens: Sequence[Token]) -> Matched:
        return [self._words_of(token) for token in tokens]

    def _words_of(self, token: Token) -> frozenset[Word]:
        exact = self._by_exact.get(token.exact)
        stem = None if token.is_stop else self._by_stem.get(token.stem)
        return frozenset(exact or ()) | frozenset(stem or ()) if exact or stem else _NONE


def _occurrences(matched: Matched, words: Sequence[Word]) -> Iterator[int]:
    """Yield each index from which on all of `words` follow each other."""
    for start in range(len(matched) - len(words) + 1):
        if words[0] in matched[start] and all(
            word in matched[start + offset] for offset, word in enumerate(words)
        ):
            yield start


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
