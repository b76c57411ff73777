"""Write documents as JSON values, and read them back."""

from __future__ import annotations

import datetime
import json
import json.encoder
from typing import Any

from search.models import Block, CleanedDocument, Label, Metadata

_LABELS = {label.value: label for label in Label}
"""The labels by their names, for speed: a document has dozens."""


_encode = json.JSONEncoder(ensure_ascii=False).encode
_quote = json.encoder.encode_basestring
"""Writes a string as `_encode` does, which asks first what it is."""

_decode = json.JSONDecoder().raw_decode


def document_to_json(document: CleanedDocument) -> dict[str, Any]:
    """Return the JSON object of a cleaned document, its kept text included."""
    return {
        **_facts(document),
        "text": document.text,
        "blocks": [
            {
                "line": block.line,
                "text": block.text,
                "label": block.label.value,
                "reason": block.reason,
            }
            for block in document.blocks
        ],
    }


def _facts(document: CleanedDocument) -> dict[str, Any]:
    """Return the JSON object of all but the text."""
    metadata = document.metadata
    return {
        "id": document.id,
        "title": metadata.title,
        "author": metadata.author,
        "published": _date_to_json(metadata.published),
        "site": metadata.site,
        "url": metadata.url,
        "language": metadata.language,
        "group": document.group,
        "unsure": document.is_unsure,
        "subtitle": metadata.subtitle,
        "agency": metadata.agency,
        "published_at": _date_to_json(metadata.published_at),
        "modified_at": _date_to_json(metadata.modified_at),
        "section": metadata.section,
        "tags": list(metadata.tags),
        "image": metadata.image,
        "is_truncated": metadata.is_truncated,
    }


def stored_document(document: CleanedDocument) -> bytes:
    """Return a document as an engine stores it: a line of JSON, and the texts of all its blocks.

    The line says what the document has, and of each block line, label, reason and how many code
    points are its own. It is put together here, for the encoder would take longer to look at its
    parts than to write them; texts stand apart, so that nobody has to look for what JSON escapes.
    """
    parts = [
        f'"{name}": {_quote(fact) if type(fact) is str else _encode(fact)}'
        for name, fact in _facts(document).items()
        if fact
    ]
    if document.blocks:
        parts.append(f'"blocks": [{", ".join(map(_stored_block, document.blocks))}]')
    texts = "".join([block.text for block in document.blocks])
    return f"{{{', '.join(parts)}}}\n{texts}".encode("utf-8", "surrogatepass")


def _stored_block(block: Block) -> str:
    label, reason = _quote(block.label.value), _quote(block.reason)
    return f"[{block.line}, {label}, {reason}, {len(block.text)}]"


def document_from_stored(stored: bytes) -> CleanedDocument:
    """Return the document that `stored_document` wrote.

    Raises KeyError, TypeError or ValueError when it is not of that shape.
    """
    text, value, end = _read_stored(stored)
    blocks = []
    for line, label, reason, length in value.get("blocks", ()):
        start, end = end, end + length
        blocks.append(Block(line, text[start:end], _LABELS[label], reason))
    if end != len(text):
        raise ValueError("the texts of a document end elsewhere than its blocks")
    return _document_from_json(value, tuple(blocks))


def stored_value(stored: bytes) -> dict[str, Any]:
    """Return the JSON object of what `stored_document` wrote, without what the document lacks."""
    text, value, end = _read_stored(stored)
    blocks = []
    for line, label, reason, length in value.pop("blocks", ()):
        start, end = end, end + length
        own = text[start:end]
        blocks.append({"line": line, "text": own, "label": label, "reason": reason})
    return {**value, "blocks": blocks} if blocks else value


def _read_stored(stored: bytes) -> tuple[str, dict[str, Any], int]:
    """Return all as one text, the value of its first line, and where the next one begins."""
    text = stored.decode("utf-8", "surrogatepass")
    value, end = _decode(text)
    return text, value, end + len("\n")


def document_from_json(value: dict[str, Any]) -> CleanedDocument:
    """Return the document that `document_to_json` wrote.

    Raises KeyError, TypeError or ValueError when `value` is not of that shape.
    """
    blocks = (
        Block(block["line"], block["text"], _LABELS[block["label"]], block["reason"])
        for block in value.get("blocks", ())
    )
    return _document_from_json(value, tuple(blocks))


def _document_from_json(value: dict[str, Any], blocks: tuple[Block, ...]) -> CleanedDocument:
    return CleanedDocument(
        id=value["id"],
        blocks=blocks,
        metadata=_metadata_from_json(value),
        group=value.get("group"),
        is_unsure=value.get("unsure", False),
    )


def _metadata_from_json(value: dict[str, Any]) -> Metadata:
    published = value.get("published")
    return Metadata(
        title=value.get("title"),
        author=value.get("author"),
        published=datetime.date.fromisoformat(published) if published else None,
        site=value.get("site"),
        url=value.get("url"),
        language=value.get("language"),
        subtitle=value.get("subtitle"),
        agency=value.get("agency"),
        published_at=_moment_from_json(value.get("published_at")),
        modified_at=_moment_from_json(value.get("modified_at")),
        section=value.get("section"),
        tags=tuple(value.get("tags", ())),
        image=value.get("image"),
        is_truncated=value.get("is_truncated", False),
    )


def _moment_from_json(text: str | None) -> datetime.datetime | None:
    return datetime.datetime.fromisoformat(text) if text else None


def _date_to_json(date: datetime.date | None) -> str | None:
    return date.isoformat() if date else None
