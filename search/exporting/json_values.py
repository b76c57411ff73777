"""JSON, an object with all of a result, and JSON Lines, an object a hit.

Readers of JSON Lines make a table of the lines (pandas, jq, databases), in which a first line of
another shape would be a row of nothing. So each line says by itself of which query and of which
state of the index it is; lines of several exports can be put together.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from search.exporting.authors import authors_of
from search.exporting.models import Export
from search.exporting.plain_text import encodable
from search.exporting.provenance import PROGRAM, asked, query_to_json
from search.models import Hit
from search.result_serialization import hit_to_json


def json_pieces(export: Export) -> Iterator[str]:
    """Yield an object: what was asked and of which index first, then a hit a line."""
    head = {
        "program": PROGRAM,
        "query": query_to_json(export.query),
        "reading": export.reading,
        "index": export.index_version,
        "asked_at": export.asked_at.isoformat(),
        "total": export.total,
    }
    yield f'{_encoded(head)[:-1]}, "hits": ['
    separator = "\n"
    for hit in export.hits:
        yield separator + _encoded(exported_hit(hit))
        separator = ",\n"
    yield "\n]}\n"


def json_lines(export: Export) -> Iterator[str]:
    """Yield an object a hit and line, with the query and the index in it."""
    source = {
        "query": asked(export.query),
        "reading": export.reading,
        "index": export.index_version,
    }
    for hit in export.hits:
        yield _encoded({**exported_hit(hit), **source}) + "\n"


def exported_hit(hit: Hit) -> dict[str, Any]:
    """Return the JSON object of a hit with what lists and statistics are made of."""
    document, metadata = hit.document, hit.document.metadata
    return {
        **hit_to_json(hit),
        "subtitle": metadata.subtitle,
        "author": metadata.author,
        "authors": [author.name for author in authors_of(metadata)],
        "agency": metadata.agency,
        "section": metadata.section,
        "tags": list(metadata.tags),
        "published_at": metadata.published_at.isoformat() if metadata.published_at else None,
        "language": metadata.language,
        "image": metadata.image,
        "is_truncated": metadata.is_truncated,
        "words": len(document.text.split()),
    }


def _encoded(value: dict[str, Any]) -> str:
    return encodable(json.dumps(value, ensure_ascii=False))
