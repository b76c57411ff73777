"""The addresses that programs read: the same answers as JSON."""

from __future__ import annotations

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from flask.wrappers import Response

import search
from web.searching import requested_result


def create_api() -> Blueprint:
    """Make the blueprint of the JSON addresses."""
    api = Blueprint("api", __name__, url_prefix="/api")
    api.add_url_rule("/search", view_func=find)
    api.add_url_rule("/suggest", view_func=suggest)
    api.register_error_handler(search.TrouvailleError, search_failed)
    return api


def find() -> Response:
    """Answer one page of what a query finds, as the command line prints it."""
    return jsonify(search.to_json(requested_result()))


def suggest() -> Response:
    """Answer how a query that is being typed may go on."""
    return jsonify(suggestions=[])


def search_failed(error: search.TrouvailleError) -> ResponseReturnValue:
    """Say that the index cannot be searched now, as problem details (RFC 9457)."""
    answer = jsonify(title="The index cannot be searched.", status=503, detail=str(error))
    answer.mimetype = "application/problem+json"
    return answer, 503
