"""Count the documents that match, and those of each value: exactly, whatever shards hold them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from search.engines.base import Counts
from search.engines.opensearch.counts.distinct import groups, without_reprints
from search.engines.opensearch.counts.tallies import every_value, few_values, most_of, tally
from search.engines.opensearch.queries.matching import EVERYTHING, Dsl, all_of
from search.engines.opensearch.stored.documents import sendable
from search.engines.opensearch.stored.view import View
from search.query import Column
from search.requests import LENGTHS, Facet

_WHOLE = "whole"
_DISTINCT = "distinct"

_IN_OWN_ORDER = frozenset({Facet.YEAR, Facet.MONTH, Facet.LENGTH})
"""The facets of which all values are told."""

_FLAGS = frozenset({Facet.PICTURE, Facet.TRUNCATED})
"""The facets of which no document lacks a value: without one, it is not so."""

_LENGTHS: Dsl = {
    "range": {
        "field": "length",
        "ranges": [
            {"key": length, "from": first, **({} if last is None else {"to": last + 1})}
            for length, (first, last) in LENGTHS.items()
        ],
    }
}


def counts(
    view: View, query: Dsl, filters: Mapping[Facet, Dsl], facets: Sequence[Facet], limit: int
) -> Counts:
    """Return how many documents match the query and the filters, and how many by facet.

    It takes one search, and others for facets of many values and for very many groups.
    """
    parts = _parts(query, filters, facets)
    answer = view.search(_body(parts, facets))
    whole, *rest = parts
    of_facet = dict.fromkeys(facets, whole) | {Facet(part.name): part for part in rest}
    values = {facet: _values(view, facet, of_facet[facet], answer) for facet in facets}
    best = {facet: _best(facet, values[facet], limit) for facet in facets}
    total, told = whole.told(answer)
    return Counts(
        total=total,
        distinct=without_reprints(view, whole.matching, total, told[_DISTINCT]),
        values=best,
        others={facet: len(values[facet]) - len(best[facet]) for facet in facets},
        missing={
            facet: 0
            if facet in _FLAGS
            else of_facet[facet].told(answer)[0] - sum(values[facet].values())
            for facet in facets
        },
    )


def reprints(view: View, query: Dsl, groups: Sequence[str]) -> dict[str, int]:
    """Return how many documents of each of some groups match a query."""
    name = Column.GROUP.value
    found: Mapping[str, int] = {}
    if groups:
        among = {"terms": {name: [*map(sendable, groups)]}}
        found = dict(every_value(view, all_of([query, among]), name))
    return {group: found.get(group, 0) for group in groups}


def matching(view: View, query: Dsl, keys: Sequence[int]) -> set[int]:
    """Return which of some documents, as many as a server returns at once, match a query."""
    body = {
        "size": len(keys),
        "query": all_of([query, {"terms": {"key": [*keys]}}]),
        "_source": False,
        "stored_fields": "_none_",
        "docvalue_fields": ["key"],
    }
    return {int(hit["fields"]["key"][0]) for hit in view.search(body)["hits"]["hits"]}


def values(view: View, column: Column) -> dict[str, int]:
    """Return all values of a column, in order, and how many documents have each."""
    return dict(sorted(every_value(view, EVERYTHING, column.value)))


def has_values(view: View, column: Column) -> bool:
    """Tell whether any document has a value in a column."""
    body = {"size": 0, "query": {"exists": {"field": column.value}}, "track_total_hits": 1}
    return bool(view.search(body)["hits"]["total"]["value"])


class _Part(NamedTuple):
    """The documents of a query that pass filters; those of the whole query without filters."""

    name: str
    query: Dsl
    filters: tuple[Dsl, ...]

    @property
    def matching(self) -> Dsl:
        """What the documents match."""
        return all_of([self.query, *self.filters])

    def asked(self, aggregations: Dsl) -> Dsl:
        """Return what asks for aggregations over the documents, in a search of the query."""
        if not self.filters:
            return aggregations
        return {self.name: {"filter": all_of(self.filters), "aggs": aggregations}}

    def told(self, answer: Mapping[str, Any]) -> tuple[int, Mapping[str, Any]]:
        """Return how many documents there are, and the aggregations over them."""
        if not self.filters:
            return answer["hits"]["total"]["value"], answer["aggregations"]
        told = answer["aggregations"][self.name]
        return told["doc_count"], told


def _parts(query: Dsl, filters: Mapping[Facet, Dsl], facets: Sequence[Facet]) -> list[_Part]:
    """Return all documents that pass all filters, and those of each facet that has one itself.

    Filters that hold for all of them are made part of the query.
    """
    own = {facet: each for facet, each in filters.items() if facet in facets}
    query = all_of([query, *(each for facet, each in filters.items() if facet not in facets)])
    parts = [_Part(_WHOLE, query, (*own.values(),))]
    for facet in own:
        others = tuple(each for other, each in own.items() if other is not facet)
        parts.append(_Part(facet.value, query, others))
    return parts


def _body(parts: Sequence[_Part], facets: Sequence[Facet]) -> Dsl:
    """Return the search that counts every facet over its part, and groups over the whole."""
    whole, *rest = parts
    own = {part.name for part in rest}
    shared = {facet.value: _asked(facet) for facet in facets if facet.value not in own}
    asked = whole.asked({**shared, _DISTINCT: groups()})
    for part in rest:
        asked |= part.asked({part.name: _asked(Facet(part.name))})
    return {"size": 0, "track_total_hits": True, "query": whole.query, "aggs": asked}


def _asked(facet: Facet) -> Dsl:
    return _LENGTHS if facet is Facet.LENGTH else tally(facet.value)


def _values(view: View, facet: Facet, part: _Part, answer: Mapping[str, Any]) -> Mapping[str, int]:
    """Return all values of a facet, and how many documents of a part have each."""
    told = part.told(answer)[1][facet.value]
    if facet is Facet.LENGTH:
        return {each["key"]: each["doc_count"] for each in told["buckets"] if each["doc_count"]}
    few = few_values(told)
    return few if few is not None else dict(every_value(view, part.matching, facet.value))


def _best(facet: Facet, values: Mapping[str, int], limit: int) -> dict[str, int]:
    """Return the values that are told of a facet, in the order in which they are."""
    if facet is Facet.LENGTH:
        return {each.value: values[each.value] for each in LENGTHS if each.value in values}
    return dict(sorted(values.items())) if facet in _IN_OWN_ORDER else most_of(values, limit)
