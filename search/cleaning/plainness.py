"""Which texts no rule for single lines speaks of, told at little cost: most of them."""

from __future__ import annotations

import functools
import re

from search.cleaning import wordlists

_ARROWS = frozenset(">►»")
_SIGNED = ("bylines",)
"""A line that begins like a byline, "Le pont", is one to the rules only where it has a date."""
_DIGIT = re.compile(r"\d")
_KNOWN = ("buttons", "menu_words", "strong_ends")


def is_plain(glance: str, phrase: str, openings: tuple[str, ...]) -> bool:
    """Tell whether a text is no button, end marker, address, date, note or drawing.

    Its arguments are those of the text's wording; foreign letters are looked at elsewhere.
    """
    if openings and (openings != _SIGNED or _DIGIT.search(glance)):
        return False
    if not phrase[:1].isalpha() or phrase in _known():
        return False
    first, last = glance[0], glance[-1]
    if first.islower() or first in _ARROWS or last == ")" or last.isdigit():
        return False
    if "(" in glance or "nom" in phrase or "%" in phrase:
        return False
    return not may_be_address(glance, phrase)


def may_be_address(text: str, phrase: str) -> bool:
    """Tell whether a text has what all addresses have."""
    return "//" in text or "www" in phrase or "mailto" in phrase


@functools.cache
def _known() -> frozenset[str]:
    return frozenset().union(*map(wordlists.entries, _KNOWN))
