"""What programs are told instead of an answer: problem details (RFC 9457)."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from flask import Blueprint, current_app
from flask.wrappers import Response
from werkzeug.exceptions import BadRequest, HTTPException

import search
from web.arguments import Fault
from web.http_errors import register_http_errors
from web.json_answers import problem_answer

RETRY_SECONDS = 5
"""Seconds after which an index that is being replaced can be asked again."""

NOT_SAID = "This went wrong here; the log says why."

SERVER_AWAY = "The search server does not answer at the moment; the log says why."


class BadParametersError(BadRequest):
    """Parameters of an address make no sense."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{each.parameter} {each.detail}" for each in self.faults))


def register_api_problems(api: Blueprint) -> None:
    """Let the JSON addresses say what went wrong."""
    api.register_error_handler(BadParametersError, bad_parameters)
    api.register_error_handler(search.DocumentNotFoundError, document_not_found)
    api.register_error_handler(search.TrouvailleError, search_failed)
    register_http_errors(api, http_problem)


def bad_parameters(error: BadParametersError) -> Response:
    """Say which parameters make no sense, and why."""
    errors = [dataclasses.asdict(fault) for fault in error.faults]
    return problem_answer(400, error.name, error.description or "", errors=errors)


def document_not_found(error: search.DocumentNotFoundError) -> Response:
    """Say that the index holds no document of that id."""
    return problem_answer(404, "Not Found", str(error))


def search_failed(error: search.TrouvailleError) -> Response:
    """Say that the index cannot be searched now."""
    current_app.logger.error("%s", error)
    answer = problem_answer(503, "Service Unavailable", unavailable(error))
    answer.headers["Retry-After"] = str(RETRY_SECONDS)
    return answer


def unavailable(error: search.TrouvailleError) -> str:
    """Return what anybody may be told; where a search server stands is not for everybody."""
    return SERVER_AWAY if isinstance(error, search.EngineError) else str(error)


def http_problem(error: HTTPException) -> Response:
    """Say that the request cannot be answered, keeping the error's headers."""
    status = error.code or 500
    detail = NOT_SAID if status == 500 else error.description or error.name
    answer = problem_answer(status, error.name, detail)
    kept = (pair for pair in error.get_headers() if pair[0] != "Content-Type")
    answer.headers.extend(kept)
    return answer
