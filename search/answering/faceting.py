"""Count the documents of an answer by facet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from search.answering.answers import Answer
from search.engines.base import Counts, IndexReader
from search.facets import Facets, FacetValue
from search.requests import Facet, Length, Query

MOST_VALUES = 50
"""Values of a facet that are told apart: more than anybody reads through."""


def count_facets(answer: Answer, request: Query, reader: IndexReader) -> tuple[Counts, Facets]:
    """Count the documents, with and without reprints, and those of each value of each facet."""
    counts = reader.counts(answer.query, answer.filters, tuple(Facet), MOST_VALUES)
    values = {
        facet: tuple(_values(facet, counts.values.get(facet, {}), request)) for facet in Facet
    }
    return counts, Facets(values, counts.others, counts.missing)


def no_facets() -> Facets:
    """Return what is told of facets that cannot be counted."""
    none = dict.fromkeys(Facet, 0)
    return Facets(values=dict.fromkeys(Facet, ()), others=none, missing=none)


def _values(facet: Facet, counts: Mapping[str, int], request: Query) -> Iterator[FacetValue]:
    chosen = request.chosen(facet)
    every = {**counts, **{value: 0 for value in chosen if value not in counts}}
    for value in _in_order(facet, every):
        yield FacetValue(value, every[value], value in chosen)


def _in_order(facet: Facet, counts: Mapping[str, int]) -> list[str]:
    if facet is Facet.LENGTH:
        order = {length.value: place for place, length in enumerate(Length)}
        return sorted(counts, key=lambda value: (order.get(value, len(order)), value))
    if facet in {Facet.YEAR, Facet.MONTH}:
        return sorted(counts)
    return sorted(counts, key=lambda value: (-counts[value], value))
