"""Some of the articles that match, the same ones each time: those of the lowest keys.

A key says nothing of its article, so that these are as good as any by chance.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from search.engines.opensearch.hits.fetching import COLUMNS, Fetcher
from search.engines.opensearch.queries.matching import Dsl, all_of
from search.engines.opensearch.stored.view import View

KEYS = 1 << 63
"""How many keys there may be."""


class Sampler:
    """Find some articles of a view, and remember what they hold."""

    def __init__(self, view: View, fetcher: Fetcher) -> None:
        self._view = view
        self._fetcher = fetcher

    def keys(self, queries: Sequence[Dsl], most: int) -> list[list[int]]:
        """Return keys of at most so many articles that match each of some queries, ascending."""
        return self.take(self._view.msearch([first(query, most) for query in queries]))

    def read(self, queries: Sequence[Dsl], most: int) -> list[list[int]]:
        """Return the same of articles that are to be read next, and come with their keys."""
        return self.take(self._view.msearch([whole(query, most) for query in queries]))

    def take(self, answers: Sequence[dict[str, Any]]) -> list[list[int]]:
        """Return the keys of the articles of some answers, and remember these."""
        return [
            [facts.key for facts in self._fetcher.take(answer["hits"]["hits"])]
            for answer in answers
        ]


def whole(query: Dsl, most: int) -> dict[str, Any]:
    """Return the body of a search for the first so many articles as a whole."""
    return _lowest(query, most) | {"_source": True}


def first(query: Dsl, most: int) -> dict[str, Any]:
    """Return the body of a search for the keys of the first so many articles.

    What is stored of an article is not looked at, which takes ten times as long.
    """
    return _lowest(query, most) | {"stored_fields": "_none_"}


def counting(query: Dsl) -> dict[str, Any]:
    """Return the body of a search that counts articles."""
    return {"size": 0, "query": query, "track_total_hits": True}


def some_of(query: Dsl, room: int, total: int) -> Dsl:
    """Return what about `room` of the `total` articles match that match a query, or all."""
    if total <= room:
        return query
    return all_of((query, {"range": {"key": {"lt": KEYS * room // total}}}))


def _lowest(query: Dsl, most: int) -> dict[str, Any]:
    return {
        "size": most,
        "query": {"bool": {"filter": [query]}},
        "sort": [{"key": "asc"}],
        "docvalue_fields": [*COLUMNS],
        "track_total_hits": False,
    }
