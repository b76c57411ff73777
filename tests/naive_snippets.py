"""Marks and snippets the plain way: every word of every sentence is looked at."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from search.analysis import FrenchAnalyzer, Token
from search.analysis.sentences import split_sentences
from search.models import CleanedDocument, Label, Span
from search.query import Field, Near, Pattern, Phrase, Term, Word, forms_of, words_of
from search.snippets import MAX_PASSAGES
from tests.engines.naive_documents import fits
from tests.engines.naive_terms import is_like

ANALYZER = FrenchAnalyzer()


class Sentence(NamedTuple):
    """A sentence, and what of the query is in it."""

    number: int
    text: str
    terms: frozenset[Term]
    pairs: int


class NaiveHighlighter:
    """What of a query is in a text."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self.words = [word for term in terms for word in words_of(term)]
        forms = [form for term in terms for form in forms_of(term)]
        self.single = {form for form in forms if isinstance(form, Word) and not form.is_stop}
        self.phrases = {form for form in forms if isinstance(form, Phrase)}
        self.patterns = {form for form in forms if isinstance(form, Pattern)}
        self.near = {form for form in forms if isinstance(form, Near)}
        self.whole = self.phrases
        if self.words and not (self.single or self.phrases or self.patterns or self.near):
            self.single, self.whole = set(self.words), {Phrase(tuple(self.words))}

    def spans(self, text: str) -> tuple[Span, ...]:
        tokens = ANALYZER.analyze(text)
        found = [span for phrase in self.whole for span in _standing(tokens, phrase)]
        for word in self.single:
            found += [] if word.is_stop else _standing(tokens, Phrase((word,)))
        found += [span for pattern in self.patterns for span in _like(text, pattern)]
        found += [span for near in self.near for span in _near(tokens, near)]
        merged: list[Span] = []
        for start, end in sorted(found):
            if merged and start < merged[-1][1]:
                merged[-1] = merged[-1][0], max(end, merged[-1][1])
            else:
                merged.append((start, end))
        return tuple(merged)

    def sentence(self, number: int, text: str) -> Sentence:
        tokens = ANALYZER.analyze(text)
        terms: list[Term] = [w for w in self.single if any(_is_form(each, w) for each in tokens)]
        terms += [phrase for phrase in self.phrases if _standing(tokens, phrase)]
        pairs = sum(
            _is_form(first, one) and _is_form(second, other)
            for first, second in itertools.pairwise(tokens)
            for one, other in set(itertools.pairwise(self.words))
        )
        return Sentence(number, text, frozenset(terms), pairs)


def chosen_sentences(
    document: CleanedDocument, highlighter: NaiveHighlighter, weights: Mapping[Term, float]
) -> list[tuple[str, tuple[Span, ...]]]:
    """Return the sentences that a snippet of `document` is made of, uncut, with their marks."""
    texts = enumerate(_texts(document))
    sentences = [highlighter.sentence(number, text) for number, text in texts]
    chosen: list[Sentence] = []
    shown: frozenset[Term] = frozenset()
    for _ in range(MAX_PASSAGES if sentences else 0):
        worth = {each: _worth(each, shown, weights) for each in sentences}
        best = max(sentences, key=worth.__getitem__)
        if worth[best][0]:
            chosen.append(best)
            shown |= best.terms
    ordered = sorted(chosen or sentences[:1])
    return [(each.text, highlighter.spans(each.text)) for each in ordered]


def _worth(
    sentence: Sentence, shown: frozenset[Term], weights: Mapping[Term, float]
) -> tuple[float, int, int]:
    added = math.fsum(weights[term] for term in sentence.terms - shown)
    return added, sentence.pairs, -sentence.number


def _texts(document: CleanedDocument) -> Iterator[str]:
    for block in document.kept:
        if block.label is not Label.TITLE:
            yield from split_sentences(block.text)


def _standing(tokens: Sequence[Token], phrase: Phrase) -> list[Span]:
    """Return the spans of `phrase` in a text."""
    last = len(phrase.words) - 1
    return [
        (tokens[start].start, tokens[start + last].end)
        for start in range(len(tokens) - last)
        if all(map(_is_form, tokens[start:], phrase.words))
    ]


def _like(text: str, pattern: Pattern) -> list[Span]:
    """Return the spans of the words of `text` that are among those of a pattern."""
    tokens, variants = ANALYZER.read(text)
    written = [
        (each.exact, "" if each.is_stop else each.stem, n, n) for n, each in enumerate(tokens)
    ]
    written += [(v.exact, v.stem, v.position, v.position + v.length - 1) for v in variants]
    return [
        (tokens[first].start, tokens[last].end)
        for exact, stem, first, last in written
        if (term := exact if pattern.field is Field.EXACT else stem) and is_like(term, pattern)
    ]


def _near(tokens: Sequence[Token], near: Near) -> set[Span]:
    """Return the spans of all words in any placing of words near each other."""
    places = [[n for n, each in enumerate(tokens) if _is_form(each, w)] for w in near.words]
    return {
        (tokens[place].start, tokens[place].end)
        for placing in itertools.product(*places)
        if len(set(placing)) == len(placing) and fits(placing, near)
        for place in placing
    }


def _is_form(token: Token, word: Word) -> bool:
    if token.is_stop or word.is_stop:
        return token.exact == word.exact
    return token.exact == word.exact or token.stem == word.stem
