"""The search that a request asks for."""

from __future__ import annotations

from flask import current_app, request

import search
from web.arguments import DEEPEST_RESULT, PAGE_SIZE, Arguments
from web.mounting import current_mount

DEEPEST_PAGE = DEEPEST_RESULT // PAGE_SIZE
"""The last page that is shown, however many there are."""


def current_searcher() -> search.Searcher:
    """Return the searcher of this request at the newest commit; call it once a request."""
    searcher = current_mount().searcher
    try:
        searcher.refresh()
    except search.EngineError:
        raise  # the view that is open stands on the same server
    except search.TrouvailleError as error:
        current_app.logger.warning("still answering from the last index: %s", error)
    return searcher


def requested() -> search.Query:
    """Return what the request asks for; what makes no sense in its address is left out."""
    return Arguments(request.args).query()


def requested_page_number() -> int:
    """Return the page number of the request, at least 1 whatever the address says."""
    return Arguments(request.args).page(PAGE_SIZE)
