"""Fold accents and foreign scripts to ASCII letters."""

from __future__ import annotations

import functools
import re
import unicodedata

import unidecode

_ACCENTS = re.compile("[\u0300-\u0362]+")
"""Marks on letters; those that follow are letters on letters, which stay."""

_HALVES = re.compile("[\ud800-\udfff]")
"""Halves of characters, of which Unidecode warns."""

_ACCENTED = "ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝàáâãäåçèéêëìíîïñòóôõöùúûüýÿ"
"""Letters of Latin-1 that are letters of ASCII with a mark: those of most words."""


def fold(word: str) -> str:
    """Return `word` in ASCII, or as it is where that would not be one word.

    Unidecode makes several words of ideographs ("bei jing") and punctuation of fractions
    ("1/2"); a term is one word, so the first are joined and the second stay.
    """
    if word.isascii():
        return word
    plain = word.translate(_plain_letters())
    if plain.isascii() and plain.isalnum():
        return plain.lower()
    folded = _ACCENTS.sub("", unicodedata.normalize("NFD", word))
    if not folded.isascii():
        folded = unidecode.unidecode(_HALVES.sub("", word)).replace(" ", "")
    return folded.lower() if folded.isalnum() else word


@functools.cache
def _plain_letters() -> dict[int, str]:
    return {ord(char): unicodedata.normalize("NFD", char)[0].lower() for char in _ACCENTED}
