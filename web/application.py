"""The application: a searcher, the pages about it and what every answer has in common."""

from __future__ import annotations

import os
import weakref

from flask import Flask, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

import search
from web import api_problems, problems
from web.blueprint import create_blueprint
from web.hosts import check_host
from web.limits import check_size
from web.security import add_security_headers
from web.services import count_request, start_clock
from web.settings import Settings

DEFAULT_INDEX = "index/"


def create_app(
    index: search.Searcher | str | os.PathLike[str] = DEFAULT_INDEX,
    *,
    settings: Settings | None = None,
) -> Flask:
    """Make the web application that searches an index.

    Of a folder, the application opens the index, and closes it at its own end; a searcher stays the
    caller's to close. Raises IndexNotFoundError and BrokenIndexError.
    """
    settings = settings or Settings()
    app = Flask("web", static_folder=None)
    app.url_map.merge_slashes = False  # two slashes in a row can be part of an id
    app.register_blueprint(create_blueprint(searcher_of(index, app), settings=settings))
    app.before_request(start_clock)
    app.before_request(check_host)
    app.before_request(check_size)
    app.register_error_handler(HTTPException, unrouted_problem)
    app.after_request(add_security_headers)
    app.after_request(count_request)
    return app


def searcher_of(index: search.Searcher | str | os.PathLike[str], app: Flask) -> search.Searcher:
    """Return a searcher; one that is opened here is closed with the application."""
    if not isinstance(index, str | os.PathLike):
        return index
    searcher = search.open_index(index)
    weakref.finalize(app, searcher.close)
    return searcher


def unrouted_problem(error: HTTPException) -> ResponseReturnValue:
    """Say that a request is for none of our addresses, or in a way that its address has not."""
    if request.path.startswith("/api/"):
        return api_problems.http_problem(error)
    return problems.http_problem(error)
