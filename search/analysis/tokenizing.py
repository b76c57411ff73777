"""Find the words of a text, with offsets into the text as it was written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from search.analysis.normalizing import APOSTROPHES, INVISIBLE

HYPHENS = "-\u2010\u2011"
"""Signs that join the parts of a compound."""

JOINERS = f"{HYPHENS}.,/"
"""Signs that may stand between words that are written as one: compounds, acronyms, figures."""

# A word is made of letters and digits; accents may follow their letter as marks of their own
# (decomposed text), and invisible signs may stand between letters. Letters with a period between
# each two are an acronym; the period of a sentence is not part of it.
_INSIDE = f"\u0300-\u036f{INVISIBLE}"
_LETTER = rf"[^\W\d_\u02bc][{_INSIDE}]*"
_ACRONYM = rf"(?<!\.){_LETTER}(?:\.{_LETTER})+(?![\w{_INSIDE}]|\.\w)"
_WORD = rf"(?:{_ACRONYM}|[^\W_]+(?:[{_INSIDE}]+[^\W_]*)*)"
_CHUNK = rf"{_WORD}(?:[{APOSTROPHES}]{_WORD})*"
_PIECE = re.compile(rf"{_CHUNK}(?:[{JOINERS}]{_CHUNK})*")
_CHUNK_OF_PIECE = re.compile(_CHUNK)


def pieces(text: str) -> Iterator[tuple[str, int]]:
    """Yield each run of words joined by apostrophes and joiners, with its offset in `text`."""
    for match in _PIECE.finditer(text):
        yield match.group(), match.start()


def chunks(piece: str) -> Iterator[tuple[str, int]]:
    """Yield each run of words of a piece joined by apostrophes, with its offset in `piece`."""
    for match in _CHUNK_OF_PIECE.finditer(piece):
        yield match.group(), match.start()
