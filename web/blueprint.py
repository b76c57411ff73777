"""The blueprint: everything that is served, for an application of one's own or someone else's."""

from __future__ import annotations

from flask import Blueprint
from flask.sansio.blueprints import BlueprintSetupState

import search
from web.api import create_api
from web.assets import read_assets
from web.compression import compress
from web.document_ids import DocumentIdConverter
from web.editing import begin_editing
from web.editing_pages import create_editing_pages
from web.hosts import check_host
from web.languages import keep_language
from web.limits import check_size
from web.metrics import Metrics
from web.mounting import BLUEPRINT, Mount, add_mount
from web.pages import create_pages
from web.problems import register_problems
from web.rendering import create_environment
from web.security import add_security_headers
from web.services import count_request, create_services, start_clock
from web.serving_assets import ENDPOINT, ROUTE, keep_version, static
from web.settings import Settings


def create_blueprint(
    searcher: search.Searcher, name: str = BLUEPRINT, *, settings: Settings | None = None
) -> Blueprint:
    """Make the blueprint of the pages and the JSON addresses over `searcher`.

    It mounts under any prefix (`app.register_blueprint(blueprint, url_prefix="/recherche")`) and
    changes nothing for the other pages of the application: its template filters, error pages,
    languages and headers are its own. Host names are the application's to check, unless `settings`
    name some. The searcher stays the caller's to close. Two in one application need two names.

    A template in the folder `templates/trouvaille/` of the application takes the place of ours of
    the same name; there, `{% extends "packaged/base.html" %}` goes on from ours.
    """
    settings = settings or Settings(hosts=None)
    blueprint = Blueprint(name, "web")
    blueprint.record(lambda state: mount(state, searcher, settings))
    blueprint.before_request(start_clock)
    blueprint.before_request(check_host)
    blueprint.before_request(check_size)
    blueprint.after_request(compress)
    blueprint.after_request(add_security_headers)
    blueprint.after_request(count_request)
    blueprint.url_defaults(keep_language)
    blueprint.url_defaults(keep_version)
    blueprint.add_url_rule(ROUTE, ENDPOINT, static)
    register_problems(blueprint)
    blueprint.register_blueprint(create_pages())
    blueprint.register_blueprint(create_api())
    blueprint.register_blueprint(create_services(has_metrics=settings.has_metrics))
    if settings.is_editable:
        blueprint.register_blueprint(create_editing_pages())
    return blueprint


def mount(state: BlueprintSetupState, searcher: search.Searcher, settings: Settings) -> None:
    """Give the requests of the blueprint what they share, before its addresses are added."""
    name = f"{state.name_prefix}.{state.name}".lstrip(".")
    state.app.url_map.converters["trouvaille_id"] = DocumentIdConverter
    environment = create_environment(state.app)
    editing = None
    if settings.is_editable:
        editing = begin_editing(searcher.path, searcher.environment)
    shared = (Metrics(), environment, read_assets(), editing)
    add_mount(state.app, Mount(name, searcher, settings, *shared))
