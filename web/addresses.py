"""Addresses of searches: everything that is asked stands in them, so that they can be shared."""

from __future__ import annotations

import dataclasses
from typing import Any

import search
from web.mounting import address_with

Parameters = dict[str, Any]
"""Values by name, those of one that is there several times as a list."""


def results_address(query: search.Query, **others: Any) -> str:
    """Return the address of the results of a query; `others` are further parameters."""
    return address_with("pages.results", parameters(query) | others)


def parameters(query: search.Query) -> Parameters:
    """Return a query as parameters of an address, what goes without saying left out."""
    found: Parameters = {"q": query.text} if query.text else {}
    for name, value, usual in (
        ("sort", query.sort.value, search.Sort.RELEVANCE),
        ("scope", query.scope.value, search.Scope.ARTICLE),
        ("first", query.first.isoformat() if query.first else "", ""),
        ("last", query.last.isoformat() if query.last else "", ""),
        ("grouped", "1" if query.is_grouped else "0", "1"),
        ("recent", "1" if query.favors_recent else "0", "0"),
    ):
        if value != usual:
            found[name] = value
    for choice in query.choices:
        found[choice.facet.value] = list(choice.values)
    if query.within:
        found["within"] = list(query.within)
    return found


def toggled(query: search.Query, facet: search.Facet, value: str) -> search.Query:
    """Return the query with a value of a facet chosen, or not any more."""
    chosen = query.chosen(facet)
    others = [each for each in chosen if each != value]
    return query.only(facet, *(others if value in chosen else (*chosen, value)))


def between(query: search.Query, first: Any = None, last: Any = None) -> search.Query:
    """Return the query among the articles of other days, those of any day by default."""
    return dataclasses.replace(query, first=first, last=last)
