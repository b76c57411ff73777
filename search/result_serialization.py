"""Write results as JSON values."""

from __future__ import annotations

import dataclasses
from typing import Any

from search.facets import Facets
from search.models import Hit, ResultPage
from search.readings import reading_to_json


def page_to_json(page: ResultPage) -> dict[str, Any]:
    """Return the JSON object of a result page.

    Spans of `highlights` are half-open, in code points of the snippet's text.
    """
    return {
        "query": page.query,
        "total": page.total,
        "distinct": page.distinct,
        "page": page.page,
        "pages": page.pages,
        "took_ms": round(page.took_ms, 3),
        "warnings": list(page.warnings),
        "suggestion": page.suggestion,
        "reading": reading_to_json(page.reading) if page.reading else None,
        "advice": dataclasses.asdict(page.advice) if page.advice else None,
        "facets": facets_to_json(page.facets) if page.facets else None,
        "hits": [hit_to_json(hit) for hit in page.hits],
    }


def facets_to_json(facets: Facets) -> dict[str, Any]:
    """Return the JSON object of facets, those that no document has left out."""
    return {
        facet.value: {
            "values": [dataclasses.asdict(value) for value in values],
            "others": facets.others.get(facet, 0),
            "missing": facets.missing.get(facet, 0),
        }
        for facet, values in facets.values.items()
        if values
    }


def hit_to_json(hit: Hit) -> dict[str, Any]:
    """Return the JSON object of a hit; its title is the document's heading."""
    document, published = hit.document, hit.document.metadata.published
    return {
        "rank": hit.rank,
        "id": document.id,
        "score": hit.score,
        "title": document.heading,
        "url": document.metadata.url,
        "site": document.metadata.site,
        "published": published.isoformat() if published else None,
        "group": document.group,
        "reprints": hit.reprints,
        "snippet": {
            "text": hit.snippet.text,
            "highlights": [list(span) for span in hit.snippet.highlights],
        },
    }
