"""Give words their stems: Snowball's, but for those of a table and for ordinal numbers."""

from __future__ import annotations

import threading

import Stemmer

from search.analysis.folding import fold
from search.analysis.forms import stems_by_word
from search.analysis.ordinals import ordinal


class FrenchStemmer:
    """Find the stems of words; may be shared by threads."""

    def __init__(self) -> None:
        self._snowball = Stemmer.Stemmer("french", 0)
        self._turn = threading.Lock()  # the stemmer keeps its work in one place

    def stem(self, word: str, written: str) -> str:
        """Return the stem of a normalized word that was written so, in ASCII if it can be."""
        stem = ordinal(word, written) or stems_by_word().get(word)
        if stem is None:
            with self._turn:
                stem = self._snowball.stemWord(word)
        return fold(stem)
