"""Cut French text into sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

# What ends a sentence comes first in the pattern, so that most characters are passed over at
# once; then come the abbreviations and initials whose period ends nothing. Quantifiers give
# nothing back and runs are entered at their beginning only, so that the time stays linear.
_END = re.compile(
    r"(?<![.!?…])[.!?…]++"
    r"(?<!\bM\.)(?<!\bMM\.)(?<!\bMme\.)(?<!\bMlle\.)(?<!\bDr\.)(?<!\bPr\.)(?<!\bSt\.)"
    r"(?<!\bart\.)(?<!\bcf\.)(?<!\b[A-ZÀ-Þ]\.)"
    r"(?:\s*+[»”\")\]]++)?+\s++"
    r"(?=[«“\"(\[–—-]*+\s*+[A-ZÀ-Þ0-9])"
)


def split_sentences(text: str) -> Iterator[str]:
    """Yield the sentences of `text` without the white space around them."""
    start = 0
    for end in _END.finditer(text):
        yield text[start : end.end()].strip()
        start = end.end()
    if last := text[start:].strip():
        yield last
