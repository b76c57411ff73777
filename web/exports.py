"""All of a result as a file, written while it is sent."""

from __future__ import annotations

import urllib.parse

from flask import Response, abort, request

import search
from web.mounting import current_mount
from web.searching import current_searcher, requested


def export(format: str) -> Response:
    """Answer all that a query finds in a format; a feed is read in its place, others are kept."""
    if format not in frozenset(search.ExportFormat):
        abort(404)
    chosen = search.ExportFormat(format)
    result = current_searcher().whole(requested(), request.url)
    current_mount().metrics.count_search()
    pieces = (piece.encode() for piece in search.export(result, chosen))
    answer = Response(pieces, content_type=search.export_media_type(chosen))
    if chosen is not search.ExportFormat.ATOM:
        name = urllib.parse.quote(search.export_file_name(result, chosen))
        answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return answer
