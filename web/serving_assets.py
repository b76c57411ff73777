"""Answer the files that pages load, once for each browser."""

from __future__ import annotations

from typing import Any

from flask import abort, request
from flask.wrappers import Response

from web.compression import accepts_gzip
from web.mounting import current_mount

ENDPOINT = "static"
ROUTE = "/static/<version>/<path:filename>"

FOREVER = "public, max-age=31536000, immutable"
"""For what never changes under its address: a year, the longest that browsers are told."""


def static(version: str, filename: str) -> Response:
    """Answer a file; of another version, what it is now, which is not to be kept."""
    assets = current_mount().assets
    if filename not in assets.files:
        abort(404)
    file = assets.files[filename]
    response = Response(file.content, content_type=file.media_type)
    if accepts_gzip(request):
        response.set_data(file.compressed)
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Cache-Control"] = FOREVER if version == assets.version else "no-cache"
    response.vary.add("Accept-Encoding")
    return response


def keep_version(endpoint: str, values: dict[str, Any]) -> None:
    """Put the version of the files into the address of one."""
    if endpoint.rpartition(".")[2] == ENDPOINT:
        values.setdefault("version", current_mount().assets.version)
