"""Answers in JSON: in the order that they were made in, with their accents."""

from __future__ import annotations

import json
from typing import Any

from flask.wrappers import Response

PROBLEM = "application/problem+json"
"""The media type of problem details (RFC 9457)."""


def json_answer(value: object, status: int = 200, mimetype: str = "application/json") -> Response:
    """Answer a JSON value."""
    return Response(json_bytes(value), status=status, mimetype=mimetype)


def problem_answer(status: int, title: str, detail: str, **others: Any) -> Response:
    """Answer what went wrong, as problem details; `others` are members beside the usual ones."""
    value = {"type": "about:blank", "title": title, "status": status, "detail": detail, **others}
    return json_answer(value, status, PROBLEM)


def json_bytes(value: object) -> bytes:
    """Return a JSON value as UTF-8; half a surrogate pair, which has none, is escaped."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    try:
        return text.encode()
    except UnicodeEncodeError:
        return json.dumps(value, separators=(",", ":")).encode()
