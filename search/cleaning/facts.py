"""What the markup of a page says of its article: raw texts under the names of our fields."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping

Facts = Mapping[str, tuple[str, ...]]
"""Texts under the names below, most trusted first; a name without texts is absent."""

SCHEMA_NAMES = {
    "title": ("headline", "name"),
    "subtitle": ("alternativeHeadline", "alternateName"),
    "author": ("author", "creator"),
    "agency": ("sourceOrganization",),
    "published": ("datePublished", "dateCreated", "uploadDate"),
    "modified": ("dateModified",),
    "section": ("articleSection",),
    "tags": ("keywords",),
    "language": ("inLanguage",),
    "url": ("url", "mainEntityOfPage"),
    "image": ("image", "thumbnailUrl"),
    "description": ("description", "abstract"),
    "text": ("articleBody", "text"),
    "free": ("isAccessibleForFree",),
}
"""The properties of schema.org that say what our fields hold, in JSON-LD and in microdata."""

LONGEST_FACT = 2_000
"""Characters of a fact; a description of more is a text of its own."""
LONGEST_TEXT = 200_000
"""Characters of an article's text: five times the longest reportage."""

_TAG = re.compile(r"<[a-zA-Z/!][^<>]{0,200}>")
_UNSEEN = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_SPACE = re.compile(r"\s+")


def plain(text: str, longest: int = LONGEST_FACT) -> str:
    """Return a fact as a reader would see it: no entities, tags, controls or double spaces."""
    cut = html.unescape(html.unescape(text[:longest]))
    seen = _SURROGATE.sub("\ufffd", _UNSEEN.sub("", _TAG.sub("", cut)))
    return _SPACE.sub(" ", seen).strip()


def facts_of(pairs: Iterable[tuple[str, Iterable[str]]]) -> Facts:
    """Return the texts of each name, those that say nothing left out."""
    facts = {}
    for name, texts in pairs:
        longest = LONGEST_TEXT if name == "text" else LONGEST_FACT
        said = (plain(text, longest) for text in texts)
        kept = tuple(dict.fromkeys(text for text in said if text))
        if kept:
            facts[name] = kept
    return facts


def fill_gaps(sources: Iterable[Facts]) -> Facts:
    """Return the facts of the first source with its gaps filled from the later ones."""
    filled: dict[str, tuple[str, ...]] = {}
    for facts in sources:
        for name, texts in facts.items():
            filled.setdefault(name, texts)
    return filled
