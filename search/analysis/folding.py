"""Fold accents and foreign scripts to ASCII letters."""

from __future__ import annotations

import unidecode


def fold(word: str) -> str:
    """Return `word` in ASCII, or as it is where that would not be one word.

    Unidecode makes several words of ideographs ("bei jing") and punctuation of fractions
    ("1/2"); a term is one word, so the first are joined and the second stay.
    """
    if word.isascii():
        return word
    folded = unidecode.unidecode(word).replace(" ", "").lower()
    return folded if folded.isalnum() else word
