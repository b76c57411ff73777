"""Analyze the words of a chunk: a run of words joined by apostrophes."""

from __future__ import annotations

import threading
from typing import NamedTuple

import Stemmer

from search.analysis.eliding import split_elisions
from search.analysis.folding import fold
from search.analysis.normalizing import normalize
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
        self._stemmer = Stemmer.Stemmer("french", 0)
        self._turn = threading.Lock()  # the stemmer keeps its work in one place
        self._stop_words = load("search.analysis", "stopwords")

    def forms(self, chunk: str) -> tuple[Form, ...]:
        """Return the words of `chunk` in order, without what was elided."""
        if chunk.isascii() and chunk.isalnum():  # most are, and there is little to ask of them
            return (self._form(chunk.lower(), 0, len(chunk)),)
        found = []
        for word, start in split_elisions(chunk):
            if normal := normalize(word):
                found.append(self._form(normal, start, start + len(word)))
        return tuple(found)

    def _form(self, normal: str, start: int, end: int) -> Form:
        with self._turn:
            stem = self._stemmer.stemWord(normal)
        return Form(start, end, fold(stem), fold(normal), normal in self._stop_words)
