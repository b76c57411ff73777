"""Find the titles that begin with some letters, and the documents of a title."""

from __future__ import annotations

from collections.abc import Sequence

from search.engines.opensearch.counts.tallies import frequent_values
from search.engines.opensearch.stored.documents import sendable
from search.engines.opensearch.stored.view import View

_HEADING = "heading"


def titles(view: View, start: str, limit: int) -> dict[str, int]:
    """Return the most frequent titles with such a beginning, equal counts by name."""
    begun = {"prefix": {_HEADING: {"value": sendable(start)}}}
    return frequent_values(view, begun, _HEADING, limit)


def titled(view: View, titles: Sequence[str]) -> list[int]:
    """Return the keys of the first documents, by their ids, of some titles."""
    if not titles:
        return []
    wanted = [*map(sendable, titles)]
    body = {
        "size": len(wanted),
        "track_total_hits": False,
        "_source": False,
        "query": {"terms": {_HEADING: wanted}},
        "collapse": {"field": _HEADING},
        "sort": ["id"],
        "docvalue_fields": ["key", _HEADING],
    }
    hits = view.search(body)["hits"]["hits"]
    found = {each["fields"][_HEADING][0]: int(each["fields"]["key"][0]) for each in hits}
    return [found[title] for title in wanted if title in found]
