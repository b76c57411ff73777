"""What Lucene's FrenchAnalyzer makes of a text: words without elisions and stop words, light stems.

After the description of the UniNE light stemmer: Jacques Savoy, A Stemming Procedure and Stopword
List for General French Corpora, 1999, as Lucene documents its use of it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from search.word_lists import load

_WORD = re.compile(
    r"[^\W_][\u0300-\u036f\u00ad]*(?:[^\W_\u0300]|[\u0300-\u036f\u00ad]|(?<=[^\W\d_])['’.](?=[^\W\d_])"
    r"|(?<=\d)[.,](?=\d))*"
)
_ELIDED = re.compile(r"\A(?:[lmtnsjdc]|qu|jusqu|quoiqu|lorsqu|puisqu)['’]")
_REPEATED = re.compile(r"([^\W\d_])\1+")
_PLAIN = str.maketrans("àáâäåôèéêëùûüîïç", "aaaaaoeeeeuuuiic")


class _Rule(NamedTuple):
    """An ending of words of more than `longer` letters, and what takes its place; then the end."""

    longer: int
    ending: str
    place: str


_RULES = (
    _Rule(9, "issement", "ir"),
    _Rule(8, "issant", "ir"),
    _Rule(8, "ivement", "if"),
    _Rule(6, "ement", "e"),
    _Rule(11, "ficatrice", "fier"),
    _Rule(10, "ficateur", "fier"),
    _Rule(9, "catrice", "quer"),
    _Rule(8, "cateur", "quer"),
    _Rule(8, "atrice", "er"),
    _Rule(7, "ateur", "er"),
    _Rule(6, "trice", "ter"),
    _Rule(5, "ième", ""),
    _Rule(7, "teuse", "ter"),
    _Rule(6, "teur", "ter"),
    _Rule(5, "euse", "eu"),
    _Rule(8, "ère", "er"),
    _Rule(7, "ive", "if"),
    _Rule(4, "folle", "fou"),
    _Rule(4, "molle", "mou"),
    _Rule(9, "nnelle", "n"),
    _Rule(9, "nnel", "n"),
    _Rule(4, "ète", "et"),
    _Rule(8, "ique", ""),
    _Rule(8, "esse", "e"),
    _Rule(7, "inage", "in"),
    _Rule(12, "ualisation", "uel"),
    _Rule(9, "isation", ""),
    _Rule(9, "isateur", ""),
    _Rule(8, "ation", ""),
    _Rule(8, "ition", ""),
)


def terms(text: str) -> list[str]:
    """Return the terms of a text."""
    words = (_ELIDED.sub("", word.lower(), count=1) for word in _WORD.findall(text))
    stop_words = load("search.analysis", "stopwords")
    return [light_stem(word) for word in words if word and word not in stop_words]


def light_stem(word: str) -> str:
    """Return the stem of a word in lower case."""
    if len(word) > 5 and word.endswith("x"):
        word = f"{word[:-2]}l" if word.endswith("aux") and word[-4] != "e" else word[:-1]
    for ending in "xs":
        if len(word) > 3 and word.endswith(ending):
            word = word[:-1]
    for rule in _RULES:
        if len(word) > rule.longer and word.endswith(rule.ending):
            word = word.removesuffix(rule.ending) + rule.place
            break
    return _shorten(word)


def _shorten(word: str) -> str:
    if len(word) > 4:
        word = _REPEATED.sub(r"\1", word.translate(_PLAIN))
    if len(word) > 4:
        word = word.removesuffix("ie")
    if len(word) > 4:
        for ending in "ree":
            word = word.removesuffix(ending)
        if word[-1] == word[-2] and word[-1].isalpha():
            word = word[:-1]
    return word
