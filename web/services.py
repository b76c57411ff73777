"""What is there for browsers and for those who run the page: not for people who search."""

from __future__ import annotations

import time

from flask import Blueprint, g, request
from flask.wrappers import Response

import search
from web.api_problems import unavailable
from web.metrics import MEDIA_TYPE
from web.mounting import current_mount
from web.rendering import render_template
from web.searching import current_searcher

PROBE = "le"
"""A query that any index answers, of which it has to read something."""

_STARTED = "trouvaille_started"


def create_services(*, has_metrics: bool) -> Blueprint:
    """Make the blueprint of what machines ask for."""
    services = Blueprint("services", __name__)
    services.add_url_rule("/opensearch.xml", view_func=opensearch)
    services.add_url_rule("/healthz", view_func=health)
    if has_metrics:
        services.add_url_rule("/metrics", view_func=metrics)
    services.register_error_handler(search.TrouvailleError, unhealthy)
    return services


def opensearch() -> Response:
    """Describe the search so that a browser can offer it."""
    document = render_template("opensearch.xml")
    return Response(document, mimetype="application/opensearchdescription+xml")


def health() -> Response:
    """Say that the index answers."""
    current_searcher().search(PROBE, size=1)
    return Response("ok\n", mimetype="text/plain")


def unhealthy(error: search.TrouvailleError) -> Response:
    """Say that the index does not answer."""
    return Response(f"{unavailable(error)}\n", 503, {"Retry-After": "5"}, mimetype="text/plain")


def metrics() -> Response:
    """Answer what was counted since the application was made."""
    counted = current_mount().metrics.text(current_searcher().document_count)
    return Response(counted, content_type=MEDIA_TYPE)


def start_clock() -> None:
    """Remember when a request came."""
    g.setdefault(_STARTED, time.perf_counter())


def count_request(response: Response) -> Response:
    """Count a request by its endpoint, never by its address, which says what was searched."""
    mount, started = current_mount(), g.pop(_STARTED, None)
    if started is not None:
        endpoint = (request.endpoint or "none").removeprefix(f"{mount.name}.")
        seconds = time.perf_counter() - started
        mount.metrics.count_request(endpoint, response.status_code, seconds)
    return response
