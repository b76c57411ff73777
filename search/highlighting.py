"""Find what of a text matches a query."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Iterator, Sequence

from search.analysis import Token
from search.models import Span
from search.query import Phrase, Term, Word, words_of


class Highlighter:
    """Find words and phrases in texts, given as their tokens.

    Every form of a word matches, inflected or without its accents; a phrase matches as a whole.
    """

    def __init__(self, terms: Collection[Term]) -> None:
        words = [word for term in terms for word in words_of(term)]
        self._terms = {term: _forms_of(words_of(term)) for term in terms}
        self._pairs = [_forms_of(pair) for pair in itertools.pairwise(words)]
        self._any = Forms(words)
        self._content = Forms(term for term in terms if isinstance(term, Word) and not term.is_stop)
        self._phrases = [_forms_of(term.words) for term in terms if isinstance(term, Phrase)]
        if words and all(isinstance(term, Word) and term.is_stop for term in terms):
            self._phrases = [_forms_of(words)]

    def spans(self, tokens: Sequence[Token]) -> tuple[Span, ...]:
        """Return the spans that match in the text of `tokens`, ascending and disjoint.

        Stop words match in phrases only; a query of nothing else is taken for a phrase.
        """
        spans = [(token.start, token.end) for token in tokens if token in self._content]
        for phrase in self._phrases:
            last = len(phrase) - 1
            starts = _occurrences(tokens, phrase)
            spans += [(tokens[start].start, tokens[start + last].end) for start in starts]
        return tuple(_merge(spans))

    def terms(self, tokens: Sequence[Token]) -> frozenset[Term]:
        """Return the words and phrases that stand in `tokens`."""
        if not any(token in self._any for token in tokens):
            return frozenset()
        return frozenset(
            term
            for term, forms in self._terms.items()
            if next(_occurrences(tokens, forms), None) is not None
        )

    def pairs(self, tokens: Sequence[Token]) -> int:
        """Count the words that follow each other in `tokens` as they do in the query."""
        return sum(1 for pair in self._pairs for _ in _occurrences(tokens, pair))


class Forms:
    """The forms that words are found in: their own and, but for stop words, all of their stem.

    Looking a token up takes the same time however many words there are.
    """

    def __init__(self, words: Iterable[Word]) -> None:
        words = tuple(words)
        self._exacts = frozenset(word.exact for word in words)
        self._stems = frozenset(word.stem for word in words if not word.is_stop)

    def __contains__(self, token: Token) -> bool:
        """Tell whether `token` is a form of one of the words."""
        return token.exact in self._exacts or (not token.is_stop and token.stem in self._stems)


def _forms_of(words: Iterable[Word]) -> tuple[Forms, ...]:
    return tuple(Forms([word]) for word in words)


def _occurrences(tokens: Sequence[Token], words: Sequence[Forms]) -> Iterator[int]:
    """Yield each index in `tokens` from which on all of `words` follow each other."""
    first, *others = words
    for start in range(len(tokens) - len(others)):
        if tokens[start] in first and all(
            tokens[start + offset] in forms for offset, forms in enumerate(others, 1)
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
