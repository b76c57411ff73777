"""Cut French text into sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SHORT_MONTHS = ("janv", "févr", "fév", "avr", "juil", "sept", "oct", "nov", "déc")
_NO_SHORT_MONTH = "".join(rf"(?<!\b{month}\.)" for month in _SHORT_MONTHS)

# What ends a sentence is one of these signs. A pattern for each begins with the sign itself, so
# that other characters are passed over at once; then come the abbreviations and initials whose
# period ends nothing, those of months before figures only. Quantifiers give nothing back and runs
# are entered at their beginning only, so that the time stays linear.
_ENDS = {
    sign: re.compile(
        re.escape(sign) + r"(?<![.!?…].)[.!?…]*+"
        r"(?<!\bM\.)(?<!\bMM\.)(?<!\bMme\.)(?<!\bMlle\.)(?<!\bDr\.)(?<!\bPr\.)(?<!\bSt\.)"
        r"(?<!\bart\.)(?<!\bcf\.)(?<!\b[A-ZÀ-Þ]\.)"
        rf"(?:{_NO_SHORT_MONTH}|(?!\s*+[0-9]))"
        r"(?:\s*+[»”\")\]]++)?+\s++"
        r"(?=[«“\"(\[–—-]*+\s*+[A-ZÀ-Þ0-9])"
    )
    for sign in ".!?…"
}


def sentence_ends(text: str, first: int = 0, last: int | None = None) -> list[int]:
    """Return where the sentences between two offsets of `text` end, each before the next begins.

    What stands before `first` and after `last` is not part of any; without `last`, the text ends.
    """
    last = len(text) if last is None else last
    ends = [
        match.end()
        for sign, end in _ENDS.items()
        if sign in text
        for match in end.finditer(text, first, last)
    ]
    return [*sorted(ends), last]


def split_sentences(text: str) -> Iterator[str]:
    """Yield the sentences of `text` without the white space around them."""
    start = 0
    for end in sentence_ends(text):
        if sentence := text[start:end].strip():
            yield sentence
        start = end
