"""Trees as queries of a server that match the same documents, and score nothing."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Any as Json

from search.analysis.plain import plain
from search.engines.opensearch.queries.patterns import queries_of
from search.engines.opensearch.stored.documents import sendable
from search.engines.opensearch.stored.mapping import TERMS, WORDS
from search.engines.opensearch.stored.tokens import group_of, terms_of
from search.query import (
    All,
    Any,
    Clause,
    Either,
    Has,
    Inside,
    Like,
    Long,
    Near,
    Not,
    Pattern,
    Phrase,
    Published,
    Word,
    Zone,
)

Dsl = dict[str, Json]
"""A query in the language of a server."""

NOTHING: Dsl = {"match_none": {}}
EVERYTHING: Dsl = {"match_all": {}}

FARTHEST = (1 << 31) - 1
"""Words between two that a server can be told of."""

PERMUTED = (4, 3, 2, 1)
"""Words near to each other of which every order is asked for (see `_near`): as many as leave a
query no larger than MOST_RULES."""

MOST_RULES = 384
"""Terms of all words near to each other; a server takes 1,024 in all, with those that score."""


def filter_of(clause: Clause, zone: Zone = Zone.KEPT) -> Dsl:
    """Return what the documents that match a clause in a zone match."""
    nears = [*_nears(clause)]
    sizes = {most: sum(_size(near, most) for near in nears) for most in PERMUTED}
    permuted = next((most for most in PERMUTED if sizes[most] <= MOST_RULES), 1)
    return _filter_of(clause, zone, permuted)


def fields_of(zone: Zone) -> tuple[str, ...]:
    """Return the fields in which the words of a zone stand."""
    return ("kept", "removed") if zone is Zone.EVERYTHING else (zone.value,)


def any_of(queries: Iterable[Dsl]) -> Dsl:
    """Return what matches at least one of some queries."""
    each = [query for query in queries if query is not NOTHING]
    if len(each) < 2:
        return each[0] if each else NOTHING
    return {"bool": {"should": each, "minimum_should_match": 1}}


def all_of(queries: Iterable[Dsl]) -> Dsl:
    """Return what matches every one of some queries; without queries, all documents."""
    each = list(queries)
    if len(each) < 2:
        return each[0] if each else EVERYTHING
    return {"bool": {"filter": each}}


def phrase(words: Sequence[Word], field: str) -> Dsl:
    """Return what matches words next to each other, in this order, and counts them."""
    groups = [*map(group_of, words)]
    if not all(groups):
        return NOTHING
    return {"match_phrase": {field: {"query": " ".join(groups), "analyzer": TERMS}}}


def _nears(clause: Clause) -> Iterator[Near]:
    match clause:
        case Near():
            yield clause
        case Any() | Either() | All():
            for each in clause.clauses:
                yield from _nears(each)
        case Not() | Inside():
            yield from _nears(clause.clause)


def _size(near: Near, permuted: int) -> int:
    """Return how many terms a server is given where orders of so many words are asked for."""
    words = len(near.words)
    is_each_order = not near.is_ordered and words <= permuted
    return (
        len(fields_of(Zone.EVERYTHING))
        * 2
        * words
        * (math.factorial(words) if is_each_order else 1)
    )


def _filter_of(clause: Clause, zone: Zone, permuted: int) -> Dsl:
    match clause:
        case Any() | Either():
            return any_of(_alternatives(clause.clauses, zone, permuted))
        case All(clauses):
            return all_of(_filter_of(each, zone, permuted) for each in clauses)
        case Not(inner):
            return {"bool": {"must_not": [_filter_of(inner, zone, permuted)]}}
        case Inside(other, inner):
            return _filter_of(inner, other, permuted)
        case Published() | Has() | Like() | Long():
            return _filter(clause)
    return any_of(_in_field(clause, field, permuted) for field in fields_of(zone))


def _alternatives(clauses: Sequence[Clause], zone: Zone, permuted: int) -> list[Dsl]:
    """Return what each of some clauses asks for, the words among them at once."""
    words = [clause for clause in clauses if isinstance(clause, Word)]
    others = [_filter_of(each, zone, permuted) for each in clauses if not isinstance(each, Word)]
    return [*(_any_word(words, field) for field in fields_of(zone)), *others]


def _any_word(words: Iterable[Word], field: str) -> Dsl:
    terms = [*dict.fromkeys(term for word in words for term in terms_of(word))]
    return {"terms": {field: terms}} if terms else NOTHING


def _in_field(clause: Word | Phrase | Near | Pattern, field: str, permuted: int) -> Dsl:
    match clause:
        case Word():
            return _any_word([clause], field)
        case Phrase(words):
            return phrase(words, field) if len(words) > 1 else _any_word(words, field)
        case Near():
            return _near(clause, field, permuted)
    return any_of(queries_of(clause, field))


def _near(near: Near, field: str, permuted: int) -> Dsl:
    """Return what matches words near to each other.

    A server takes two words for near that stand at one place, unless their order is given.
    """
    groups = [*map(group_of, near.words)]
    if not all(groups):
        return NOTHING
    if near.is_ordered:
        orders: Iterable[Sequence[str]] = [groups]
    elif len(groups) <= permuted:
        orders = dict.fromkeys(itertools.permutations(groups))
    else:
        return _interval(groups, near.distance, field, is_ordered=False)
    return any_of(_interval(order, near.distance, field, is_ordered=True) for order in orders)


def _interval(groups: Sequence[str], distance: int, field: str, *, is_ordered: bool) -> Dsl:
    """Return what matches words so far apart; those next to each other are 1 apart."""
    if distance < 1:
        return NOTHING
    rules = [{"match": {"query": group, "analyzer": TERMS}} for group in groups]
    all_words = {"intervals": rules, "ordered": is_ordered, "max_gaps": min(distance - 1, FARTHEST)}
    return {"intervals": {field: {"all_of": all_words}}}


def _filter(clause: Published | Has | Like | Long) -> Dsl:
    match clause:
        case Published(first, last):
            days = {"gte": first and first.isoformat(), "lte": last and last.isoformat()}
            bounds = {name: day for name, day in days.items() if day is not None}
            found = {"range": {"published": bounds}} if bounds else None
            return found or {"exists": {"field": "published"}}
        case Has(column, values):
            return {"terms": {column.value: [*map(sendable, values)]}} if values else NOTHING
        case Like():
            return _like(clause)
        case Long(first, last):
            return {
                "range": {"length": {"gte": first or 0, **({} if last is None else {"lte": last})}}
            }


def _like(like: Like) -> Dsl:
    """Return what matches values that say a text; those without words say the empty one."""
    field = f"said.{like.column.value}"
    if words := plain(like.text):
        return {"match_phrase": {field: {"query": words, "analyzer": WORDS}}}
    silent = {"bool": {"must_not": [{"exists": {"field": field}}]}}
    return all_of([{"exists": {"field": like.column.value}}, silent])
