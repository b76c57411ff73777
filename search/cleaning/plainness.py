"""Which texts no rule for single lines speaks of, told at little cost: most of them."""

from __future__ import annotations

import functools

from search.cleaning import wordlists

_ARROWS = frozenset(">►»")
_KNOWN = ("buttons", "menu_words", "strong_ends")


def is_plain(text: str, phrase: str) -> bool:
    """Tell whether a text is no button, end marker, address, date, note or drawing.

    `phrase` is the text as the word lists spell it. What it begins with and its foreign letters
    are looked at elsewhere.
    """
    if not phrase[:1].isalpha() or phrase in _known():
        return False
    first, last = text[0], text[-1]
    if first.islower() or first in _ARROWS:
        return False
    if last == ")" or last.isdigit() or "(" in text or "nom" in phrase or "%" in phrase:
        return False
    return not may_be_address(text, phrase)


def may_be_address(text: str, phrase: str) -> bool:
    """Tell whether a text has what all addresses have."""
    return "//" in text or "www" in phrase or "mailto" in phrase


@functools.cache
def _known() -> frozenset[str]:
    return frozenset().union(*map(wordlists.entries, _KNOWN))
