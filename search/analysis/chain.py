"""The French chain: text to tokens, each step one module, read top to bottom."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import NamedTuple

from search.analysis.tokenizing import chunks
from search.analysis.words import ChunkAnalyzer

ANALYSIS_VERSION = 2
"""Raised whenever the same text yields other terms, so that indexes are built anew."""

CACHED_CHUNKS = 1 << 18
"""Chunks whose analysis is remembered: about 60 MB, 99 % of the words of a news corpus."""


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


class FrenchAnalyzer:
    """Analyze texts, remembering the words seen."""

    def __init__(self) -> None:
        self._forms = functools.lru_cache(CACHED_CHUNKS)(ChunkAnalyzer().forms)
        self._runs = functools.lru_cache(CACHED_RUNS)(self.analyze)

    def analyze(self, text: str) -> list[Token]:
        """Return the tokens of `text` in order."""
        tokens: list[Token] = []
        for chunk, offset in chunks(text):
            for start, end, stem, exact, is_stop in self._forms(chunk):
                tokens.append(
                    Token(offset + start, offset + end, len(tokens), stem, exact, is_stop)
                )
        return tokens

    def analyze_run(self, run: str) -> Sequence[Token]:
        """Return the tokens of a text of a word or two, which may come again soon."""
        return self._runs(run) if len(run) <= LONGEST_REMEMBERED else self.analyze(run)
