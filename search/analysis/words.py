"""Analyze the words of a chunk: a run of words joined by apostrophes."""

from __future__ import annotations

from typing import NamedTuple

from search.analysis.eliding import split_elisions
from search.analysis.folding import fold
from search.analysis.normalizing import normalize
from search.analysis.stemming import FrenchStemmer
from search.word_lists import load


class Form(NamedTuple):
    """One word of a chunk, with its span in the chunk, its terms and whether it is a stop word."""

    start: int
    end: int
    stem: str
    exact: str
    is_stop: bool


class ChunkAnalyzer:
    """Analyze chunks, remembering nothing; may be shared by threads."""

    def __init__(self) -> None:
        self._stemmer = FrenchStemmer()
        self._stop_words = load("search.analysis", "stopwords")

    def forms(self, chunk: str) -> tuple[Form, ...]:
        """Return the words of `chunk` in order, without what was elided."""
        if chunk.isascii() and chunk.isalnum():  # most are, and there is little to ask of them
            return (self._form(chunk.lower(), chunk, 0),)
        return tuple(
            self._form(normal, word, start)
            for word, start in split_elisions(chunk)
            if (normal := normalize(word))
        )

    def _form(self, normal: str, written: str, start: int) -> Form:
        stem = self._stemmer.stem(normal, written)
        is_stop = normal in self._stop_words
        return Form(start, start + len(written), stem, fold(normal), is_stop)
