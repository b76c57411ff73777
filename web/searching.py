"""The search that a request asks for."""

from __future__ import annotations

import datetime
import enum
import re
from typing import TypeVar

from flask import Flask, current_app, request

import search

DEEPEST_PAGE = 1_000
"""The last page that is shown, however many there are: 10,000 articles deep."""

MOST_VALUES = 50
"""Values of a facet that may be chosen together."""

MOST_WITHIN = 5
"""Queries that a search may go on from."""

Named = TypeVar("Named", bound=enum.StrEnum)

_NUMBER = re.compile(r"[0-9]{1,9}", re.ASCII)
_KEY = "trouvaille-searcher"


def provide_searcher(app: Flask, searcher: search.Searcher) -> None:
    """Give an application the searcher that answers its requests."""
    app.extensions[_KEY] = searcher


def current_searcher() -> search.Searcher:
    """Return the application's searcher at the newest commit; call it once a request."""
    searcher: search.Searcher = current_app.extensions[_KEY]
    try:
        searcher.refresh()
    except search.TrouvailleError as error:
        current_app.logger.warning("still answering from the last index: %s", error)
    return searcher


def requested() -> search.Query:
    """Return what the request asks for; what makes no sense in its address is left out."""
    arguments = request.args
    query = search.Query(
        text=arguments.get("q", "").strip(),
        sort=_member(search.Sort, arguments.get("sort"), search.Sort.RELEVANCE),
        scope=_member(search.Scope, arguments.get("scope"), search.Scope.ARTICLE),
        first=_day(arguments.get("first")),
        last=_day(arguments.get("last")),
        within=tuple(filter(None, map(str.strip, arguments.getlist("within")[:MOST_WITHIN]))),
        is_grouped=arguments.get("grouped") != "0",
        favors_recent=arguments.get("recent") == "1",
    )
    for facet in search.Facet:
        query = query.only(facet, *filter(None, arguments.getlist(facet.value)[:MOST_VALUES]))
    return query


def requested_page_number() -> int:
    """Return the page number of the request, at least 1 whatever the address says."""
    text = request.args.get("page", "")
    return max(1, int(text)) if _NUMBER.fullmatch(text) else 1


def requested_result() -> search.ResultPage:
    """Search for the query of the request, on the page nearest to the one asked for."""
    page_number = min(requested_page_number(), DEEPEST_PAGE)
    return current_searcher().search(requested(), page=page_number)


def _member(kind: type[Named], value: str | None, usual: Named) -> Named:
    return kind(value) if value in frozenset(kind) else usual


def _day(value: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(value or "")
    except ValueError:
        return None
