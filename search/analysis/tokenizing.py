"""Find the words of a text, with offsets into the text as it was written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from search.analysis.normalizing import APOSTROPHES, INVISIBLE

# A word is made of letters and digits; accents may follow their letter as marks of their own
# (decomposed text), and invisible signs may stand between letters.
_INSIDE = f"\u0300-\u036f{INVISIBLE}"
_WORD = rf"[^\W_]+(?:[{_INSIDE}]+[^\W_]*)*"
_CHUNK = re.compile(rf"{_WORD}(?:[{APOSTROPHES}]{_WORD})*")


def chunks(text: str) -> Iterator[tuple[str, int]]:
    """Yield each run of words joined by apostrophes, with its offset in `text`."""
    for match in _CHUNK.finditer(text):
        yield match.group(), match.start()
