"""The French chain: text to tokens, each step one module, read top to bottom."""

from __future__ import annotations

import functools
import threading
from typing import NamedTuple

import Stemmer

from search.analysis.eliding import split_elisions
from search.analysis.folding import fold
from search.analysis.normalizing import normalize
from search.analysis.tokenizing import chunks
from search.word_lists import load

ANALYSIS_VERSION = 1
"""Raised whenever the same text yields other terms, so that indexes are built anew."""

CACHED_CHUNKS = 1 << 18
"""Chunks whose analysis is remembered: about 60 MB, 99 % of the words of a news corpus."""


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


class _Form(NamedTuple):
    """One word of a chunk, its span relative to the chunk."""

    start: int
    end: int
    stem: str
    exact: str
    is_stop: bool


class FrenchAnalyzer:
    """Analyze texts, remembering the words seen."""

    def __init__(self) -> None:
        self._stemmer = Stemmer.Stemmer("french", 0)
        self._turn = threading.Lock()  # the stemmer keeps its work in one place
        self._stop_words = load("search.analysis", "stopwords")
        self._forms = functools.lru_cache(CACHED_CHUNKS)(self._analyze_chunk)

    def analyze(self, text: str) -> list[Token]:
        """Return the tokens of `text` in order."""
        tokens: list[Token] = []
        for chunk, offset in chunks(text):
            for start, end, stem, exact, is_stop in self._forms(chunk):
                span = offset + start, offset + end
                tokens.append(Token(*span, len(tokens), stem, exact, is_stop))
        return tokens

    def _analyze_chunk(self, chunk: str) -> tuple[_Form, ...]:
        return tuple(
            self._form(word, start) for word, start in split_elisions(chunk) if normalize(word)
        )

    def _form(self, word: str, start: int) -> _Form:
        normal = normalize(word)
        with self._turn:
            stem = self._stemmer.stemWord(normal)
        return _Form(
            start=start,
            end=start + len(word),
            stem=fold(stem),
            exact=fold(normal),
            is_stop=normal in self._stop_words,
        )
