"""What a bibliography says of a document."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import re
import unicodedata

from search.exporting.authors import Author, authors_of
from search.exporting.plain_text import encodable, one_line
from search.models import CleanedDocument

KEY_DIGITS = 10
"""Hexadecimal digits of a document's id in its key: among 100,000 documents of one author, year
and first word, two share a key in one of 200 collections."""

LONGEST_WORD = 24
"""Letters of a word in a key."""

_WEB = re.compile(r"https?://[^\s/]", re.IGNORECASE)
_NOT_IN_ADDRESS = re.compile(r"[\x00-\x20\x7f-\xa0\"<>\\^`{|}\ud800-\udfff\ufffe\uffff]|\s")
_LATIN = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ß": "ss", "đ": "d", "ł": "l"})
_WORD = re.compile("[a-z0-9]+")


@dataclasses.dataclass(frozen=True, slots=True)
class Reference:
    """The facts of a document that references are made of, each on one line.

    `key` is the same in every export and unlike that of other documents; `url` is an address on
    the web without characters that break formats, or None.
    """

    key: str
    id: str
    title: str
    authors: tuple[Author, ...]
    site: str
    section: str
    language: str
    published: datetime.date | None
    url: str | None
    tags: tuple[str, ...]


def reference_of(document: CleanedDocument) -> Reference:
    """Return what a bibliography says of a document."""
    metadata = document.metadata
    authors = authors_of(metadata)
    title = one_line(document.heading)
    return Reference(
        key=_key(document, authors, title),
        id=one_line(document.id),
        title=title,
        authors=authors,
        site=one_line(metadata.site or ""),
        section=one_line(metadata.section or ""),
        language=one_line(metadata.language or ""),
        published=metadata.published,
        url=web_address(metadata.url),
        tags=tuple(filter(None, map(one_line, metadata.tags))),
    )


def web_address(url: str | None) -> str | None:
    """Return an address with what may not stand in one escaped; None where it is not of the web."""
    trimmed = (url or "").strip()
    if not _WEB.match(trimmed):
        return None
    return _NOT_IN_ADDRESS.sub(_percent, trimmed)


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in encodable(match[0]).encode())


def _key(document: CleanedDocument, authors: tuple[Author, ...], title: str) -> str:
    """Return a name such as roy-2025-convention-1f0c9ab27e."""
    signed = authors[0].family if authors else document.metadata.site or ""
    published = document.metadata.published
    words = ascii_words(title)
    parts = (
        "".join(ascii_words(signed))[:LONGEST_WORD],
        str(published.year) if published else "",
        next((word for word in words if len(word) > 3), "")[:LONGEST_WORD],
        hashlib.sha256(encodable(document.id).encode()).hexdigest()[:KEY_DIGITS],
    )
    return "-".join(filter(None, parts))


def ascii_words(text: str) -> list[str]:
    """Return the words of a text in small letters without accents; other scripts are left out."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(_LATIN))
    kept = "".join(character for character in plain if not unicodedata.combining(character))
    return _WORD.findall(kept)
