"""Trees as queries of a server that match the same documents, and score nothing."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from typing import Any as Json

from search.analysis.plain import plain
from search.engines.opensearch.documents import sendable
from search.engines.opensearch.mapping import TERMS, WORDS
from search.engines.opensearch.tokens import LETTERS, group_of, safe, terms_of
from search.query import (
    All,
    Any,
    Clause,
    Either,
    Fuzzy,
    Has,
    Inside,
    Like,
    Long,
    Near,
    Not,
    Pattern,
    Phrase,
    Prefix,
    Published,
    TermRange,
    Wildcard,
    Word,
    Zone,
)

Dsl = dict[str, Json]
"""A query in the language of a server."""

NOTHING: Dsl = {"match_none": {}}
EVERYTHING: Dsl = {"match_all": {}}

FARTHEST = (1 << 31) - 1
"""Words between two that a server can be told of."""

PERMUTED = 4
"""Words near to each other of which every order is asked for: see `_near`."""

_SPECIAL = re.compile(r"[\\]")


def filter_of(clause: Clause, zone: Zone = Zone.KEPT) -> Dsl:
    """Return what the documents that match a clause in a zone match."""
    match clause:
        case Any() | Either():
            return any_of(_alternatives(clause.clauses, zone))
        case All(clauses):
            return all_of(filter_of(each, zone) for each in clauses)
        case Not(inner):
            return {"bool": {"must_not": [filter_of(inner, zone)]}}
        case Inside(other, inner):
            return filter_of(inner, other)
        case Published() | Has() | Like() | Long():
            return _filter(clause)
    return any_of(_in_field(clause, field) for field in fields_of(zone))


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


def _alternatives(clauses: Sequence[Clause], zone: Zone) -> list[Dsl]:
    """Return what each of some clauses asks for, the words among them at once."""
    words = [clause for clause in clauses if isinstance(clause, Word)]
    others = [filter_of(each, zone) for each in clauses if not isinstance(each, Word)]
    return [*(_any_word(words, field) for field in fields_of(zone)), *others]


def _any_word(words: Iterable[Word], field: str) -> Dsl:
    terms = [*dict.fromkeys(term for word in words for term in terms_of(word))]
    return {"terms": {field: terms}} if terms else NOTHING


def _in_field(clause: Word | Phrase | Near | Pattern, field: str) -> Dsl:
    match clause:
        case Word():
            return _any_word([clause], field)
        case Phrase(words):
            return phrase(words, field) if len(words) > 1 else _any_word(words, field)
        case Near():
            return _near(clause, field)
    return _pattern(clause, field)


def _near(near: Near, field: str) -> Dsl:
    """Return what matches words near to each other.

    A server takes two words for near that stand at one place, unless their order is given.
    """
    groups = [*map(group_of, near.words)]
    if not all(groups):
        return NOTHING
    if near.is_ordered:
        orders: Iterable[Sequence[str]] = [groups]
    elif len(groups) <= PERMUTED:
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


def _pattern(pattern: Pattern, field: str) -> Dsl:
    """Return what matches any term of a pattern."""
    letter = LETTERS[pattern.field]
    match pattern:
        case Prefix(start):
            return _rewritten("prefix", field, value=letter + safe(start))
        case Wildcard(wanted):
            escaped = _SPECIAL.sub(r"\\\g<0>", safe(wanted))
            return _rewritten("wildcard", field, value=letter + escaped)
        case Fuzzy(term, 0):
            return {"term": {field: letter + safe(term)}}
        case Fuzzy(term, edits, fixed):
            return _rewritten(
                "fuzzy",
                field,
                value=letter + safe(term),
                fuzziness=edits,
                prefix_length=fixed + 1,
            )
        case TermRange(first, last):
            end = {"lt": chr(ord(letter) + 1)} if last is None else {"lte": letter + safe(last)}
            return {"range": {field: {"gte": letter + safe(first or ""), **end}}}


def _rewritten(kind: str, field: str, **options: Json) -> Dsl:
    """Return a query of terms that may be any number, which score nothing."""
    return {kind: {field: {**options, "rewrite": "constant_score"}}}


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
