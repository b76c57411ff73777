"""The search that a request asks for."""

from __future__ import annotations

import re

from flask import Flask, current_app, request

import search

DEEPEST_PAGE = 1_000
"""The last page that is shown, however many there are: 10,000 articles deep."""

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


def requested_query() -> str:
    """Return the query of the request, empty where it has none."""
    return request.args.get("q", "").strip()


def requested_page_number() -> int:
    """Return the page number of the request, at least 1 whatever the address says."""
    text = request.args.get("page", "")
    return max(1, int(text)) if _NUMBER.fullmatch(text) else 1


def requested_result() -> search.ResultPage:
    """Search for the query of the request, on the page nearest to the one asked for."""
    page_number = min(requested_page_number(), DEEPEST_PAGE)
    return current_searcher().search(requested_query(), page=page_number)
