"""What the blocks of a text say of it: title, author, date, site, address, language."""

from __future__ import annotations

import dataclasses
import datetime
import functools
import operator
import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from search.cleaning import wordlists
from search.cleaning.addresses import date_in, find_url, site_of
from search.cleaning.dates import find_date
from search.models import Block, Label, Metadata

LONGEST_AUTHOR = 80
"""Characters; what is longer is more than a name."""
LANGUAGE_TOLD = 1_000
"""Characters of an article that tell its language."""
FRENCH_SHARE = 0.12
"""Share of words that only French has, from which a text is taken to be French."""

_TELLING = frozenset(Label) - {Label.CHROME, Label.RELATED, Label.DUPLICATE}
_values = operator.attrgetter(*Metadata.__slots__)
_TEXT = frozenset({Label.LEAD, Label.BODY})
_PUBLISHED = re.compile(
    r"\b(?:publi(?:ée?|cation)|mise? (?:à jour|en ligne)|modifiée?|posted|updated)\b", re.IGNORECASE
)
_WORD = re.compile(r"\w+")
_WESTERN = ("latin-1", "cp1252")
"""Encodings of a byte a character: the one that Python writes at once, and that of all French."""
_SIGNED = re.compile(
    r"(?:.*\b(?:texte par|écrit par|rédigé par|written by|par|by|auteure?) ?:? )(?=[A-ZÀ-Þ])(.+)",
    re.IGNORECASE,
)
_DATELINE = re.compile(r"[^().]{0,40}\((?P<agency>[\w ./-]{2,20})\) ?[–—-]")
_CLUTTER = re.compile(
    r"(?:\ble )?\d.*$|\b(?:publié|modifié|mise? à jour|posted|suivre)\b.*$|[•|·/].*$",
    re.IGNORECASE | re.DOTALL,
)
_NO_NAME = re.compile(
    r"(?:article|auteure?|date|dernière|mise?|par|photos?|propos|texte)\b", re.IGNORECASE
)
_AROUND_NAME = " -–—:,.*+|"
_NAME = re.compile(r"[A-ZÀ-Þ][\w’'.-]*(?: [\w’'.&-]+){0,7}")


def read_metadata(blocks: Sequence[Block]) -> Metadata:
    """Read what the blocks of a text say of it; None where they say nothing."""
    telling = [block for block in blocks if block.label in _TELLING]
    url = next(filter(None, map(find_url, _texts(telling, Label.SOURCE))), None)
    return Metadata(
        title=next(_texts(telling, Label.TITLE), None),
        author=_author(telling),
        published=_published(telling, url),
        site=site_of(url) if url else None,
        url=url,
        language=language_of(blocks),
    )


def merge_metadata(first: Metadata, second: Metadata) -> Metadata:
    """Return `first` with its gaps filled from `second`.

    A moment of publication on another day than the one that is known already is not taken over.
    """
    pairs = zip(_values(first), _values(second), strict=True)
    merged = Metadata(*[known or other or known for known, other in pairs])
    moment = None if first.published_at else second.published_at
    if moment and first.published and first.published != moment.date():
        return dataclasses.replace(merged, published_at=None)
    return merged


def _texts(blocks: Sequence[Block], *labels: Label) -> Iterator[str]:
    return (block.text for block in blocks if block.label in labels)


def _published(blocks: Sequence[Block], url: str | None) -> datetime.date | None:
    """Return the date of a byline or else, less trusted, the one in the source's address."""
    texts = [place for place, block in enumerate(blocks) if block.label in _TEXT]
    inside = range(texts[1], texts[-1]) if len(texts) > 1 else range(0)
    bylines = (
        block.text
        for place, block in enumerate(blocks)
        if block.label is Label.BYLINE and (place not in inside or says_published(block.text))
    )
    dates = map(find_date, bylines)
    return next(filter(None, dates), None) or (date_in(url) if url else None)


def says_published(text: str) -> bool:
    """Tell whether a line says that a day is that of publication."""
    return _PUBLISHED.search(text) is not None


def _author(blocks: Sequence[Block]) -> str | None:
    agencies = map(dateline_agency, _texts(blocks, Label.LEAD, Label.BODY))
    return byline_author(blocks) or next(filter(None, agencies), None)


def byline_author(blocks: Sequence[Block]) -> str | None:
    """Return the first name that a byline gives."""
    return next(filter(None, map(signed_name, _texts(blocks, Label.BYLINE))), None)


def signed_name(byline: str) -> str | None:
    """Return the name in a byline, or None where it has none.

    A name that nothing like "Par" announces has two capital words or a point in it.
    """
    signed = _SIGNED.match(byline)
    name = _undouble(_CLUTTER.sub("", signed[1] if signed else byline).strip(_AROUND_NAME))
    if not _NAME.fullmatch(name) or len(name) > LONGEST_AUTHOR:
        return None
    if _NO_NAME.match(name):
        return None
    capitals = sum(word[:1].isupper() for word in name.split())
    return name if signed or capitals > 1 or "." in name else None


def _undouble(text: str) -> str:
    """Return a name once that a page has written twice in a row."""
    half = len(text) // 2
    return text[:half] if half and text[:half] == text[half:] else text


def dateline_agency(paragraph: str) -> str | None:
    """Return what stands in brackets in the dateline that a paragraph begins with."""
    found = _DATELINE.match(paragraph)
    return found["agency"].strip() if found else None


def language_of(blocks: Sequence[Block]) -> str | None:
    """Return the language of the text kept, None where it is not French."""
    words, marks = _words_and_marks(_beginning(blocks))
    is_french = sum(map(marks.__contains__, words)) > FRENCH_SHARE * len(words)
    return "fr" if is_french else None


def _beginning(blocks: Sequence[Block]) -> str:
    """Return as much of the article as tells its language."""
    texts, length = [], 0
    for block in blocks:
        if block.label.is_kept:
            texts.append(block.text)
            length += len(block.text) + 1
            if length > LANGUAGE_TOLD:
                break
    return " ".join(texts)[:LANGUAGE_TOLD]


def _words_and_marks(text: str) -> tuple[Sequence[str | bytes], AbstractSet[str | bytes]]:
    """Return the words of a text, and those that only French has; both as bytes where they fit.

    So words are found in half the time.
    """
    for encoding in _WESTERN:
        try:
            encoded = text.encode(encoding)
        except UnicodeEncodeError:
            continue
        return encoded.translate(_words_apart(encoding)).split(), _marks_as_bytes(encoding)
    return _WORD.findall(text.lower()), wordlists.entries("french_marks")


@functools.cache
def _words_apart(encoding: str) -> bytes:
    """Return what each byte of a western text becomes: a small letter, or what parts words."""
    chars = (bytes([code]).decode(encoding, "replace") for code in range(256))
    return b"".join(
        char.lower().encode(encoding) if _WORD.fullmatch(char) else b" " for char in chars
    )


@functools.cache
def _marks_as_bytes(encoding: str) -> frozenset[bytes]:
    """Return the words that only French has, those that the encoding can write."""
    return frozenset(mark.encode(encoding) for mark in wordlists.entries("french_marks"))
