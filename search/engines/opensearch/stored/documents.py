"""Documents as a server is given them, a line of JSON each, and read back."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any

from search.analysis.plain import plain
from search.engines.lengths import content_words, rounded
from search.engines.opensearch.stored.mapping import GROUP_KEY
from search.engines.opensearch.stored.tokens import ZoneTexts, texts, zone_texts
from search.engines.writer import AnalyzedBatch, Entry
from search.models import CleanedDocument
from search.query import Column
from search.serialization import document_from_stored

_KEY_BYTES = 8
_HALF = re.compile("[\ud800-\udfff]")
_STANDING_FOR_HALF = re.compile("[\U0010d800-\U0010dfff]")
_SHIFT = 0x100000
"""Halves of pairs, which no server takes, are sent as private characters that much above."""

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def document_id(id: str) -> str:
    """Return what a server knows a document by: ids of ours may be longer than its own."""
    return _digest(id).hex()


def key_of(id: str) -> int:
    """Return the key of a document, 63 bits.

    Two of 100 million documents have the same with a probability of 1 in 1,800.
    """
    return int.from_bytes(_digest(id)[:_KEY_BYTES], "big") >> 1


def lines_of(batch: AnalyzedBatch) -> Iterator[tuple[str, bytes]]:
    """Yield each document of a batch: what the server knows it by, and its JSON."""
    lengths = content_words(batch.tokens)
    kept = zone_texts(batch.tokens)
    removed = [""] * len(kept) if batch.removed is None else texts(batch.removed)
    norms = rounded(lengths).tolist()
    together = zip(batch.entries, kept, removed, lengths.tolist(), norms, strict=True)
    for entry, zones, other, length, norm in together:
        written = _facts(entry) | _terms(zones, other) | {"length": length, "norm": norm}
        yield document_id(entry.id), _encode(written).encode()


def document_of(source: dict[str, Any]) -> CleanedDocument:
    """Return the document of what a server sent of it."""
    return document_from_stored(received(source["document"]).encode("utf-8", "surrogatepass"))


def sendable(text: str) -> str:
    """Return a text that any server takes."""
    return _HALF.sub(lambda half: chr(ord(half[0]) + _SHIFT), text)


def received(text: str) -> str:
    """Return a text as it was before it was made sendable."""
    return _STANDING_FOR_HALF.sub(lambda sign: chr(ord(sign[0]) - _SHIFT), text)


def _digest(id: str) -> bytes:
    return hashlib.blake2b(id.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _facts(entry: Entry) -> dict[str, Any]:
    """Return what is known of a document."""
    columns = {column.value: getattr(entry, column.value) for column in Column}
    values = {name: sendable(value) for name, value in columns.items() if value is not None}
    said = {name: words for name, value in values.items() if (words := plain(value))}
    day = entry.published.isoformat() if entry.published else None
    dated = {"published": day, "year": day[:4], "month": day[:7]} if day else {}
    grouped = {GROUP_KEY: key_of(entry.group)} if entry.group is not None else {}
    titled = {"heading": sendable(entry.title)} if entry.title else {}
    return {
        "id": sendable(entry.id),
        "key": key_of(entry.id),
        "document": _text(entry.stored),
        **values,
        **({"said": said} if said else {}),
        **dated,
        **titled,
        **grouped,
    }


def _text(stored: bytes) -> str:
    """Return what is stored as a text that any server takes."""
    try:
        return stored.decode()
    except UnicodeDecodeError:  # it holds halves of pairs
        return sendable(stored.decode("utf-8", "surrogatepass"))


def _terms(zones: ZoneTexts, removed: str) -> dict[str, str]:
    """Return the terms of each zone that has any."""
    named = {**zones._asdict(), "removed": removed}
    return {zone: text for zone, text in named.items() if text}
