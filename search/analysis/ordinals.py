"""Read ordinal numbers in figures: « 3ème » and « IIIe » are « 3e »."""

from __future__ import annotations

import re

_ORDINAL = re.compile(r"(?:(?P<figures>\d{1,4})|(?P<roman>[ivx]{1,6}))(?:i?[èe]mes?|[eèᵉ]s?)")
_ROMAN = re.compile(r"x{0,3}(?:ix|iv|v?i{0,3})")
_FIRST = frozenset("0123456789ivx")
_WORTH = {"i": 1, "v": 5, "x": 10}

_LIFE = frozenset({"vie", "vies"})
"""What is a number only as « VIe »: all others are no words, written in any way."""


def ordinal(word: str, written: str) -> str | None:
    """Return the ordinal number that a normalized word stands for, as « 21e », if any.

    `written` is the word as it stood in the text. The first of all is left out: it has a feminine,
    and stands among other words.
    """
    match = _ORDINAL.fullmatch(word) if word[0] in _FIRST else None
    if not match or (word in _LIFE and written != "VIe"):
        return None
    number = int(match["figures"]) if match["figures"] else _read_roman(match["roman"])
    return f"{number}e" if number > 1 else None


def roman_numeral(stem: str) -> str | None:
    """Return the Roman numeral of an ordinal number that is a stem, if it is one up to 39."""
    figures = stem.removesuffix("e")
    if stem == figures or not figures.isdecimal() or not 0 < int(figures) < 40:
        return None
    tens, ones = divmod(int(figures), 10)
    return "x" * tens + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[ones]


def _read_roman(numeral: str) -> int:
    """Return the number up to 39 that a numeral stands for, 0 where it is none."""
    if not _ROMAN.fullmatch(numeral):
        return 0
    values = [_WORTH[letter] for letter in numeral]
    return sum(
        -value if value < max(values[place:]) else value for place, value in enumerate(values)
    )
