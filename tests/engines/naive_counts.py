"""Counting and sorting by looking at every document: what engines are held against."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence

from search.analysis.plain import title_key
from search.engines.base import Counts
from search.query import Clause, Column, ParsedQuery
from search.requests import LENGTHS, Facet, Sort
from tests.engines.naive_documents import NaiveDocument

WHOLE = {Facet.YEAR, Facet.MONTH, Facet.LENGTH}


def counts(
    documents: Sequence[NaiveDocument],
    query: ParsedQuery,
    filters: Mapping[Facet, Clause],
    facets: Sequence[Facet],
    limit: int,
) -> Counts:
    """Return the counts of the documents that match a query and filters by facet."""
    clause = query.clause
    matching = [
        each for each in documents if clause is not None and each.matches(clause, query.zone)
    ]
    whole = passing(matching, filters)
    values: dict[Facet, Mapping[str, int]] = {}
    others, missing = {}, {}
    for facet in facets:
        rest = {other: each for other, each in filters.items() if other is not facet}
        found = [value_of(each, facet) for each in passing(matching, rest)]
        counted = Counter(value for value in found if value is not None)
        best = in_order(facet, counted)[: None if facet in WHOLE else limit]
        values[facet] = dict(best)
        others[facet] = len(counted) - len(best)
        missing[facet] = 0 if facet in {Facet.PICTURE, Facet.TRUNCATED} else found.count(None)
    return Counts(len(whole), distinct(whole), values, others, missing)


def passing(
    documents: Sequence[NaiveDocument], filters: Mapping[Facet, Clause]
) -> list[NaiveDocument]:
    return [each for each in documents if all(map(each.matches, filters.values()))]


def distinct(documents: Sequence[NaiveDocument]) -> int:
    return len({each.value(Column.GROUP) or each for each in documents})


def in_order(facet: Facet, counted: Mapping[str, int]) -> list[tuple[str, int]]:
    if facet is Facet.LENGTH:
        return [(length, counted[length]) for length in LENGTHS if length in counted]
    if facet in WHOLE:
        return sorted(counted.items())
    return sorted(counted.items(), key=lambda each: (-each[1], each[0]))


def value_of(document: NaiveDocument, facet: Facet) -> str | None:
    day = document.document.metadata.published
    match facet:
        case Facet.YEAR:
            return day.isoformat()[:4] if day else None
        case Facet.MONTH:
            return day.isoformat()[:7] if day else None
        case Facet.LENGTH:
            return next(
                length
                for length, (first, last) in LENGTHS.items()
                if document.length >= first and (last is None or document.length <= last)
            )
    return document.value(Column(facet.value))


def in_sort(documents: Sequence[NaiveDocument], sort: Sort) -> list[str]:
    """Return the ids of documents in an order other than by relevance."""

    def place(document: NaiveDocument) -> tuple[bool, int | str, str]:
        day = document.document.metadata.published or datetime.date.min
        title = title_key(document.document.heading)
        key: int | str = title if sort is Sort.TITLE else day.toordinal()
        is_last = not title if sort is Sort.TITLE else day is datetime.date.min
        return is_last, -key if sort is Sort.NEWEST and isinstance(key, int) else key, document.id

    return [each.id for each in sorted(documents, key=place)]
