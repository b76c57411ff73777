"""Read the words of a query as the words of documents are read."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from search.analysis import FrenchAnalyzer, Token, Variant
from search.analysis.folding import fold
from search.query.nodes import Placed, Span
from search.query.tree import Word
from search.query.units import placed_units
from search.word_lists import load


def words_and_spans(
    text: str, span: Span, analyzer: FrenchAnalyzer
) -> tuple[tuple[Word, ...], list[Span]]:
    """Return the words of a part of a query, and where in the query each of them stands."""
    start, end = span
    tokens, variants = analyzer.read(text[start:end])
    spans = [(start + token.start, start + token.end) for token in tokens]
    return _words(text[start:end], tokens, variants), spans


def placed(words: Sequence[Word], spans: Sequence[Span]) -> tuple[Placed, ...]:
    """Return words as the units that they make, each with the span of all of it."""
    return tuple(
        Placed(term, (spans[first][0], spans[end - 1][1]))
        for first, end, term in placed_units(words)
    )


def exact_words(text: str, analyzer: FrenchAnalyzer) -> tuple[Word, ...]:
    """Return words of which no other forms are wanted, nor other accents where they are known."""
    words = tuple(map(_as_written, words_of_text(text, analyzer)))
    # By itself, a stop word is what is looked for.
    return (dataclasses.replace(words[0], is_stop=False),) if len(words) == 1 else words


def words_of_text(text: str, analyzer: FrenchAnalyzer) -> tuple[Word, ...]:
    """Return the words of a text."""
    return _words(text, *analyzer.read(text))


def _words(text: str, tokens: Sequence[Token], variants: Sequence[Variant]) -> tuple[Word, ...]:
    light = load("search.analysis", "lightwords")
    words = tuple(
        Word(
            text[token.start : token.end],
            token.stem,
            token.exact,
            token.is_stop,
            token.exact in light,
        )
        for token in tokens
    )
    return _with_variants(words, variants) if variants else words


def _with_variants(words: Sequence[Word], variants: Sequence[Variant]) -> tuple[Word, ...]:
    """Return words, each with what it and those after it are also written as."""
    narrow = [variant for variant in variants if not variant.is_wider]
    return tuple(
        dataclasses.replace(word, variants=tuple(v for v in narrow if v.position == place))
        for place, word in enumerate(words)
    )


def _as_written(word: Word) -> Word:
    """Return a word that is found by its exact term only, with its accents where that is one."""
    accented = (
        variant.exact
        for variant in word.variants
        if variant.length == 1 and fold(variant.exact) == word.exact
    )
    return Word(word.text, "", next(accented, word.exact), word.is_stop)
