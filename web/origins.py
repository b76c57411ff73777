"""Which pages of other sites may read the JSON addresses (CORS): none, unless they are named."""

from __future__ import annotations

from flask import request
from flask.wrappers import Response

from web.mounting import current_mount

ANY = "*"
SECONDS = "600"
"""How long a browser may remember that it may ask."""


def add_origin_headers(response: Response) -> Response:
    """Let the pages of an allowed origin read an answer."""
    allowed, origin = current_mount().settings.origins, request.headers.get("Origin")
    if not allowed:
        return response
    response.vary.add("Origin")
    if origin and (origin in allowed or ANY in allowed):
        response.headers["Access-Control-Allow-Origin"] = ANY if ANY in allowed else origin
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        if request.method == "OPTIONS":
            response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
            response.headers["Access-Control-Max-Age"] = SECONDS
    return response
