"""The addresses that programs read: the same answers as JSON."""

from __future__ import annotations

import dataclasses
import functools
import importlib.metadata
import importlib.resources
import json
from typing import Any

from flask import Blueprint, request
from flask.wrappers import Response
from werkzeug.exceptions import NotFound

import search
from web.api_problems import BadParametersError, register_api_problems
from web.arguments import LARGEST_PAGE, PAGE_SIZE, Arguments
from web.json_answers import json_answer
from web.mounting import current_mount, url_for
from web.origins import add_origin_headers
from web.searching import current_searcher

SUGGESTIONS = 8
MOST_SUGGESTIONS = 20


def create_api() -> Blueprint:
    """Make the blueprint of the JSON addresses."""
    api = Blueprint("api", __name__, url_prefix="/api")
    api.add_url_rule("/search", view_func=find)
    api.add_url_rule("/facets", view_func=facets)
    api.add_url_rule("/documents/<trouvaille_id:id>", view_func=document)
    api.add_url_rule("/suggest", view_func=suggest)
    api.add_url_rule("/status", view_func=status)
    api.add_url_rule("/openapi.json", view_func=description)
    api.add_url_rule("/", defaults={"rest": ""}, view_func=unknown)
    api.add_url_rule("/<path:rest>", view_func=unknown)
    api.after_request(add_origin_headers)
    register_api_problems(api)
    return api


def find() -> Response:
    """Answer one page of what a query finds, as the command line prints it."""
    arguments = Arguments(request.args)
    query = arguments.query()
    size = arguments.number("size", 1, LARGEST_PAGE, PAGE_SIZE)
    page = arguments.page(size)
    with_facets = arguments.flag("facets", usual=False)
    refuse_faults(arguments)
    result = current_searcher().search(query, page, size, with_facets=with_facets)
    current_mount().metrics.count_search()
    return json_answer(search.to_json(result))


def facets() -> Response:
    """Answer how many of the documents that a query finds there are of each kind."""
    arguments = Arguments(request.args)
    query = arguments.query()
    refuse_faults(arguments)
    result = search.to_json(current_searcher().search(query, size=1, with_facets=True))
    current_mount().metrics.count_search()
    told = ("query", "total", "distinct", "warnings", "facets")
    return json_answer({name: result[name] for name in told})


def document(id: str) -> Response:
    """Answer a cleaned document, with what was removed of it."""
    refuse_faults(Arguments(request.args))
    return json_answer(search.document_to_json(current_searcher().document(id)))


def suggest() -> Response:
    """Answer how a query that is being typed may go on."""
    arguments = Arguments(request.args)
    text = arguments.text("q")
    limit = arguments.number("limit", 1, MOST_SUGGESTIONS, SUGGESTIONS)
    refuse_faults(arguments)
    found = current_searcher().suggest(text, limit)
    return json_answer({"query": text, "suggestions": [dataclasses.asdict(each) for each in found]})


def status() -> Response:
    """Answer what is searched, and by which version."""
    refuse_faults(Arguments(request.args))
    searcher = current_searcher()
    return json_answer(
        {
            "documents": searcher.document_count,
            "index_version": searcher.index_version,
            "version": package_version(),
        }
    )


def description() -> Response:
    """Answer the OpenAPI description of these addresses."""
    root = url_for("api.description").removesuffix("/api/openapi.json")
    return json_answer({**packaged_description(), "servers": [{"url": root or "/"}]})


def unknown(rest: str) -> Response:
    """Say that there is no such address, also where others answer for unknown ones."""
    raise NotFound(f"There is no address /api/{rest}.")


def refuse_faults(arguments: Arguments) -> None:
    """Raise BadParametersError where an address says what makes no sense."""
    if faults := arguments.faults:
        raise BadParametersError(faults)


def package_version() -> str | None:
    """Return the version of the package, None where it is not installed."""
    try:
        return importlib.metadata.version("trouvaille")
    except importlib.metadata.PackageNotFoundError:
        return None


@functools.cache
def packaged_description() -> dict[str, Any]:
    """Return the description as it stands in the package, without its server."""
    path = importlib.resources.files("web").joinpath("openapi.json")
    described: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return described
