"""The pages shown instead of the one asked for: always French, never a trace."""

from __future__ import annotations

from flask import Blueprint, current_app
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, MethodNotAllowed

import search
from web.http_errors import register_http_errors
from web.rendering import render_template
from web.searching import requested

PROBLEMS = {403: "refused", 404: "address", 405: "method", 409: "changed", 421: "host"}
"""What the page calls an error, by its code."""


def register_problems(blueprint: Blueprint) -> None:
    """Let a blueprint answer its errors with a page of its own look."""
    blueprint.register_error_handler(search.DocumentNotFoundError, document_not_found)
    blueprint.register_error_handler(search.TrouvailleError, search_failed)
    register_http_errors(blueprint, http_problem)


def document_not_found(error: search.DocumentNotFoundError) -> ResponseReturnValue:
    """Say that the index holds no document of that id."""
    return render_template("problem.html", problem="document", id=error.id, asked=requested()), 404


def search_failed(error: search.TrouvailleError) -> ResponseReturnValue:
    """Say that the index cannot be searched now; the log says why."""
    current_app.logger.error("%s", error)
    problem = "engine" if isinstance(error, search.EngineError) else "index"
    return render_template("problem.html", problem=problem), 503, {"Retry-After": "5"}


def http_problem(error: HTTPException) -> ResponseReturnValue:
    """Say that the request cannot be answered, keeping the error's headers."""
    status = error.code or 500
    page = render_template("problem.html", problem=problem_of(error))
    headers = [pair for pair in error.get_headers() if pair[0] != "Content-Type"]
    return page, status, headers


def problem_of(error: HTTPException) -> str:
    """Return what the page calls an error."""
    if isinstance(error, MethodNotAllowed) and "GET" not in (error.valid_methods or ()):
        return "button"
    status = error.code or 500
    return PROBLEMS.get(status, "server" if status >= 500 else "request")
