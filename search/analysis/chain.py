"""The French chain: text to tokens, each step one module, read top to bottom."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from search.analysis.sequences import PLAIN, kind_of, sequences
from search.analysis.tokenizing import pieces
from search.analysis.variants import Variant
from search.analysis.words import PieceAnalyzer

ANALYSIS_VERSION = 5
"""Raised whenever the same text yields other terms, so that indexes are built anew."""

CACHED_PIECES = 1 << 18
"""Pieces whose analysis is remembered: about 60 MB, 99 % of the words of a news corpus."""


CACHED_RUNS = 1 << 14
"""Short texts whose tokens are remembered: about 6 MB, those that some hundred queries look at."""


LONGEST_REMEMBERED = 64
"""Characters of a run that is remembered: longer ones do not come again, and would fill memory."""


class Token(NamedTuple):
    """One word of a text.

    `start` and `end` are its span in the text analyzed, `position` its number among the text's
    words. `stem` is its term in the stem field, `exact` its term in the exact field. Stop words
    keep their exact term, for phrases; they are not ranked by.
    """

    start: int
    end: int
    position: int
    stem: str
    exact: str
    is_stop: bool


class Reading(NamedTuple):
    """The tokens of a text, and what some of them are written as otherwise, by their positions.

    Variants ascend by position; no two of a position have the same exact term, nor that of its
    token.
    """

    tokens: Sequence[Token]
    variants: Sequence[Variant]


class FrenchAnalyzer:
    """Analyze texts, remembering the words seen."""

    def __init__(self) -> None:
        self._words = functools.lru_cache(CACHED_PIECES)(PieceAnalyzer().words)
        self._runs = functools.lru_cache(CACHED_RUNS)(self.read)

    def analyze(self, text: str) -> list[Token]:
        """Return the tokens of `text` in order."""
        return [*self.read(text).tokens]

    def alternatives(self, text: str) -> list[Variant]:
        """Return the terms that a query asks for, too, which has some words of `text`.

        Each stands for `length` tokens of those that `analyze` returns, from `position` on.
        """
        return [variant for variant in self.read(text).variants if not variant.is_wider]

    def read(self, text: str) -> Reading:
        """Return the tokens of `text` and all its variants."""
        tokens: list[Token] = []
        variants: list[Variant] = []
        for piece, offset in pieces(text):
            words = self._words(piece)
            variants += [v._replace(position=v.position + len(tokens)) for v in words.variants]
            for start, end, stem, exact, is_stop in words.forms:
                tokens.append(
                    Token(offset + start, offset + end, len(tokens), stem, exact, is_stop)
                )
        return Reading(tokens, _distinct([*variants, *_sequences(tokens)]))

    def read_run(self, run: str) -> Reading:
        """Return the same of a text of a word or two, which may come again soon."""
        return self._runs(run) if len(run) <= LONGEST_REMEMBERED else self.read(run)


def _sequences(tokens: Sequence[Token]) -> Iterator[Variant]:
    parts = itertools.groupby(tokens, lambda token: kind_of(token.exact) != PLAIN)
    for is_part, group in parts:
        if is_part:
            members = [*group]
            for variant in sequences([token.exact for token in members]):
                yield variant._replace(position=members[0].position + variant.position)


def _distinct(variants: Sequence[Variant]) -> list[Variant]:
    """Return variants in the order of their positions, each term of a position once."""
    found = {(variant.position, variant.exact): variant for variant in reversed(variants)}
    return sorted(found.values(), key=lambda variant: (variant.position, variant.exact))
