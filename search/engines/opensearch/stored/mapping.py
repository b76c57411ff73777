"""What the indexes of a cluster are made with: fields, analysis, similarity."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from search.query import Column

TERMS = "terms"
"""The analyzer of fields whose text was analyzed beforehand: see `tokens`."""

WORDS = "words"
"""The analyzer of texts that are parted at spaces and left as they are."""

LONGEST_GROUP = 1 << 20
"""Characters of the terms that a position may hold: what the tokenizer of a server allows."""

FREQUENCY = "frequency"
"""The similarity by which a term counts how often it stands in a document."""

GROUP_KEY = "group_key"
"""The field of the key of a document's group, by which groups are counted."""

ZONES = ("kept", "title", "captions", "removed")
"""The fields of terms."""


def articles_index(shards: int = 1, replicas: int = 0) -> dict[str, Any]:
    """Return the body that makes an index of articles."""
    return {
        "settings": {
            "number_of_shards": shards,
            "number_of_replicas": replicas,
            "similarity": {FREQUENCY: _FREQUENCY},
            "analysis": _ANALYSIS,
        },
        "mappings": {
            "dynamic": "strict",
            "_source": {"excludes": [*ZONES, "said"]},
            "properties": _fields(),
        },
    }


def state_index(shards: int = 1, replicas: int = 0) -> dict[str, Any]:
    """Return the body that makes the index of what a run must know of articles."""
    keyword = {"type": "keyword"}
    unindexed = {"type": "keyword", "index": False, "doc_values": False}
    return {
        "settings": {
            "number_of_shards": shards,
            "number_of_replicas": replicas,
            "codec": "best_compression",
        },
        "mappings": {
            "dynamic": "strict",
            "properties": {
                "kind": keyword,
                "id": keyword,
                "digest": {**keyword, "doc_values": False, "ignore_above": _LONGEST_DIGEST},
                "trace": unindexed,
                "run": keyword,
                "field": keyword,
                "terms": unindexed,
            },
        },
    }


_LONGEST_DIGEST = 1
"""Characters of the digests that are searched for: a missing one has none. Others may be long."""

_FREQUENCY: Mapping[str, Any] = {
    "type": "scripted",
    "weight_script": {"source": "query.boost"},
    "script": {"source": "weight * doc.freq"},
}

_ANALYSIS: Mapping[str, Any] = {
    "tokenizer": {"spaces": {"type": "whitespace", "max_token_length": LONGEST_GROUP}},
    "filter": {
        "groups": {
            "type": "pattern_capture",
            "preserve_original": False,
            "patterns": ["([^|]+)"],
        },
        "holes": {"type": "stop", "stopwords": ["_"]},
    },
    "analyzer": {
        TERMS: {"type": "custom", "tokenizer": "spaces", "filter": ["groups", "holes"]},
        WORDS: {"type": "custom", "tokenizer": "spaces"},
    },
}


def _fields() -> dict[str, Any]:
    keyword = {"type": "keyword"}
    terms = {"type": "text", "analyzer": TERMS, "similarity": FREQUENCY, "norms": False}
    said = {"type": "text", "analyzer": WORDS, "norms": False}
    return {
        **dict.fromkeys(ZONES, terms),
        **{column.value: keyword for column in Column},
        "said": {"properties": {column.value: said for column in Column}},
        "id": keyword,
        "key": {"type": "long"},
        GROUP_KEY: {"type": "long"},
        "length": {"type": "integer"},
        "norm": {"type": "float"},
        "published": {"type": "date", "format": "strict_date"},
        "year": keyword,
        "month": keyword,
        "heading": keyword,
        "document": {"type": "keyword", "index": False, "doc_values": False},
    }
