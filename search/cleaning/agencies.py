"""The news agency whose text an article is."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from search.cleaning import wordlists
from search.models import Block, Label

LONGEST_CREDIT = 160
"""Characters of a byline or of an author's name that may name an agency."""

LONGEST_ABBREVIATION = 4
"""Letters; longer names are no French words."""

_BRACKET = re.compile(r"[^().]{0,60}\((?P<agency>[\w ./-]{2,40})\) ?[–—-]")
_FINAL_BRACKET = re.compile(r".*\(([\w ,./-]{2,40})\)\.?\s*$", re.DOTALL)
_TEXT = frozenset({Label.LEAD, Label.BODY})
_SIGNED = frozenset({Label.BYLINE, Label.SOURCE})


def find_agency(text: str) -> str | None:
    """Return the first agency that a short text names, as the text writes it.

    Abbreviations count in capitals only.
    """
    found = (match[0] for match in _agencies().finditer(text[:LONGEST_CREDIT]))
    return next(
        (name for name in found if len(name) > LONGEST_ABBREVIATION or name.isupper()), None
    )


def agency_of(blocks: Sequence[Block], author: str | None = None) -> str | None:
    """Return the agency that signs an article: in its author, a byline, a dateline or its end."""
    texts = [block.text for block in blocks if block.label in _TEXT]
    signed = [block.text for block in blocks if block.label in _SIGNED]
    datelines = [found["agency"] for found in map(_BRACKET.match, texts[:2]) if found]
    endings = [found[1] for text in texts[-1:] if (found := _FINAL_BRACKET.match(text[-80:]))]
    named = map(find_agency, filter(None, (author, *datelines, *signed, *endings)))
    return next(filter(None, named), None)


@functools.cache
def _agencies() -> re.Pattern[str]:
    names = sorted(wordlists.entries("agencies"), key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)", re.IGNORECASE)
