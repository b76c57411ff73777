"""One spelling for each word: canonical Unicode, one apostrophe, no ligatures, no case."""

from __future__ import annotations

import re
import unicodedata

APOSTROPHES = "'’‘ʼ´`′＇"
"""Characters that stand between an elided word and the next one in French texts."""

INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""Characters inside words that readers do not see: soft hyphens and zero-width signs."""

_APOSTROPHE = re.compile(f"[{APOSTROPHES}]")
_INVISIBLE = re.compile(f"[{INVISIBLE}]")


def normalize(word: str) -> str:
    """Return the one spelling that `word` shares with all its typographic variants."""
    if word.isalnum() and word.isascii():
        return word.lower()
    composed = unicodedata.normalize("NFC", _INVISIBLE.sub("", word))
    lowered = composed.casefold()
    return _APOSTROPHE.sub("'", lowered.replace("œ", "oe").replace("æ", "ae"))
