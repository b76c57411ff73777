"""Turn what a request says beside its text into clauses, one a facet."""

from __future__ import annotations

import calendar
import dataclasses
import datetime
import re
from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from search.query import All, Any, Clause, Column, Has, Long, Not, ParsedQuery, Published, Zone
from search.requests import LENGTHS, Choice, Facet, Length, Query, Scope

YES = "yes"
"""The value of a facet that documents either have or have not."""

NO = "no"
"""What asks for the documents that have not."""

ZONES = {
    Scope.ARTICLE: Zone.KEPT,
    Scope.TITLE: Zone.TITLE,
    Scope.REMOVED: Zone.REMOVED,
    Scope.EVERYTHING: Zone.EVERYTHING,
}

Filters: TypeAlias = Mapping[Facet, Clause]
"""What must hold of the documents of a result, by the facet that is chosen from."""

_COLUMNS = {
    Facet.SITE: Column.SITE,
    Facet.AUTHOR: Column.AUTHOR,
    Facet.SECTION: Column.SECTION,
    Facet.LANGUAGE: Column.LANGUAGE,
    Facet.PICTURE: Column.PICTURE,
    Facet.TRUNCATED: Column.TRUNCATED,
}
_NOTHING = Any(())
_YEAR = re.compile(r"[0-9]{4}")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")


def filters_of(request: Query) -> dict[Facet, Clause]:
    """Return what the choices of a request ask for; values without sense are in no document."""
    return {choice.facet: _choice(choice) for choice in request.choices if choice.values}


def bounded(query: ParsedQuery, request: Query, within: Iterable[ParsedQuery]) -> ParsedQuery:
    """Return `query` in the zone and the days of a request, and `within` what was searched before.

    Without a text, every document matches that the rest of the request asks for.
    """
    bounds: list[Clause] = [each.clause for each in within if each.clause is not None]
    if request.first or request.last:
        bounds.append(Published(request.first, request.last))
    clause = query.clause
    if clause is None and not query.text.strip() and (bounds or request.choices):
        clause = All(())
    zone = ZONES[request.scope]
    return dataclasses.replace(query, clause=clause and together(clause, bounds), zone=zone)


def filtered(query: ParsedQuery, filters: Filters) -> ParsedQuery:
    """Return what of a query passes filters."""
    if query.clause is None or not filters:
        return query
    return dataclasses.replace(query, clause=together(query.clause, filters.values()))


def together(clause: Clause, others: Iterable[Clause]) -> Clause:
    """Return what matches a clause and all others."""
    others = tuple(others)
    if not others:
        return clause
    return All((*(clause.clauses if isinstance(clause, All) else (clause,)), *others))


def _choice(choice: Choice) -> Clause:
    match choice.facet:
        case Facet.YEAR:
            return _any_of(choice, _year)
        case Facet.MONTH:
            return _any_of(choice, _month)
        case Facet.LENGTH:
            return _any_of(choice, _length)
        case Facet.PICTURE | Facet.TRUNCATED:
            return _any_of(choice, _flag(_COLUMNS[choice.facet]))
        case _:
            return Has(_COLUMNS[choice.facet], choice.values)


def _any_of(choice: Choice, read: Callable[[str], Clause]) -> Clause:
    clauses = tuple(map(read, choice.values))
    return clauses[0] if len(clauses) == 1 else Any(clauses)


def _year(value: str) -> Clause:
    if not _YEAR.fullmatch(value) or value == "0000":
        return _NOTHING
    return Published(datetime.date(int(value), 1, 1), datetime.date(int(value), 12, 31))


def _month(value: str) -> Clause:
    found = _MONTH.fullmatch(value)
    year, month = map(int, found.groups()) if found else (0, 0)
    if not (year and 1 <= month <= 12):
        return _NOTHING
    last = calendar.monthrange(year, month)[1]
    return Published(datetime.date(year, month, 1), datetime.date(year, month, last))


def _length(value: str) -> Clause:
    return Long(*LENGTHS[Length(value)]) if value in frozenset(Length) else _NOTHING


def _flag(column: Column) -> Callable[[str], Clause]:
    has = Has(column, (YES,))
    clauses: dict[str, Clause] = {YES: has, NO: Not(has)}
    return lambda value: clauses.get(value, _NOTHING)
