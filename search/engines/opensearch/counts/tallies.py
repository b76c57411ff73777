"""Count the documents of each value of a field, exactly, however many shards there are.

A server adds up what its shards found most often, and what one of them leaves out is missing in
the sum. So a few values are asked for, and hold where nothing was left out. Else all values are
gone through in order: of those up to the last of a page, no shard leaves out any.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping
from typing import Any

from search.engines.opensearch.queries.matching import Dsl, all_of
from search.engines.opensearch.stored.documents import received
from search.engines.opensearch.stored.view import View

FEW = 250
"""Values that are asked for at once: each costs a server 4 µs, in pages of values 1 µs."""

PAGE = 10_000
"""Values of a page, 600 KB of JSON; a server gives 65,535 at the most."""

_TOLD = "told"


def tally(field: str) -> Dsl:
    """Return the aggregation that counts the values of a field where they are few."""
    return {"terms": {"field": field, "size": FEW, "shard_size": FEW}}


def few_values(answer: Mapping[str, Any]) -> dict[str, int] | None:
    """Return the values that a tally told; None where they are more than few."""
    if answer["sum_other_doc_count"]:
        return None
    return {received(each["key"]): each["doc_count"] for each in answer["buckets"]}


def every_value(view: View, query: Dsl, field: str) -> Iterator[tuple[str, int]]:
    """Yield all values of the documents that match a query, in the order of a server."""
    start: Dsl = {}
    while True:
        values = {"size": PAGE, "sources": [{field: {"terms": {"field": field}}}], **start}
        answer = _answer(view, query, {"composite": values})
        for each in answer["buckets"]:
            yield received(each["key"][field]), each["doc_count"]
        if len(answer["buckets"]) < PAGE:
            return
        start = {"after": answer["after_key"]}


def frequent_values(view: View, query: Dsl, field: str, limit: int) -> dict[str, int]:
    """Return the values that most of the documents have that match a query, ties by name.

    Where there are more than FEW, one may be left out that is not frequent in any shard.
    """
    answer = _answer(view, query, tally(field))
    found = few_values(answer)
    if found is None:
        candidates = {"terms": {field: [each["key"] for each in answer["buckets"]]}}
        found = dict(every_value(view, all_of([query, candidates]), field))
    return most_of(found, limit)


def most_of(counts: Mapping[str, int], limit: int) -> dict[str, int]:
    """Return what counts most, equal counts by name."""
    return dict(heapq.nsmallest(limit, counts.items(), key=lambda each: (-each[1], each[0])))


def _answer(view: View, query: Dsl, aggregation: Dsl) -> Mapping[str, Any]:
    """Return what an aggregation tells of the documents that match a query."""
    body = {"size": 0, "track_total_hits": False, "query": query, "aggs": {_TOLD: aggregation}}
    found: Mapping[str, Any] = view.search(body)["aggregations"][_TOLD]
    return found
