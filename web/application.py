"""The application: a searcher, the pages about it and what every answer has in common."""

from __future__ import annotations

from flask import Flask
from flask.json.provider import DefaultJSONProvider

import search
from web.api import create_api
from web.document_ids import DocumentIdConverter
from web.languages import register_languages
from web.links import web_address
from web.marks import marked
from web.pages import create_pages
from web.problems import register_problems
from web.searching import provide_searcher
from web.security import add_security_headers
from web.writing import duration, long_date, number


class ReadableJSON(DefaultJSONProvider):
    """JSON in the order that it was made in and with its accents."""

    sort_keys = False
    ensure_ascii = False


def create_app(searcher: search.Searcher) -> Flask:
    """Make the web application that shows what `searcher` finds; it stays the caller's to close."""
    app = Flask("web")
    provide_searcher(app, searcher)
    app.json = ReadableJSON(app)
    app.url_map.merge_slashes = False  # two slashes in a row can be part of an id
    app.url_map.converters["document"] = DocumentIdConverter
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    for render in (duration, long_date, marked, number, web_address):
        app.add_template_filter(render)
    register_languages(app)
    app.register_blueprint(create_pages())
    app.register_blueprint(create_api())
    register_problems(app)
    app.after_request(add_security_headers)
    return app
