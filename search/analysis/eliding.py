"""Take words apart at their apostrophes: « l'ambassadeur » is « ambassadeur »."""

from __future__ import annotations

import re

from search.analysis.normalizing import APOSTROPHES, normalize
from search.word_lists import load

_APOSTROPHE = re.compile(f"[{APOSTROPHES}]")
_PIECE = re.compile(rf"[^\W_{APOSTROPHES}][^{APOSTROPHES}]*")


def split_elisions(chunk: str) -> list[tuple[str, int]]:
    """Return the words of `chunk` without what was elided, each with its offset in `chunk`.

    Words that French writes with an apostrophe inside (aujourd'hui) stay whole.
    """
    if not _APOSTROPHE.search(chunk):
        return [(chunk, 0)]
    pieces = [(match.group(), match.start()) for match in _PIECE.finditer(chunk)]
    while len(pieces) > 1 and normalize(pieces[0][0]) in load("search.analysis", "elisions"):
        del pieces[0]
    if len(pieces) <= 1:  # U+02BC is a letter, too, and may stand alone
        return pieces
    start = pieces[0][1]
    if normalize(chunk[start:]) in load("search.analysis", "apostrophes"):
        return [(chunk[start:], start)]
    return pieces
