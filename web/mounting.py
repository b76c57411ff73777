"""Where Trouvaille is mounted: in an application of its own, or beside someone else's pages."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import flask
from flask import current_app, g, has_request_context, request
from flask.sansio.app import App
from jinja2 import Environment

import search
from web.assets import Assets
from web.editing import Editing
from web.metrics import Metrics
from web.settings import Settings

BLUEPRINT = "trouvaille"
"""What the blueprint is called where it is given no other name."""

_KEY = "trouvaille"
_BASES = "trouvaille_bases"
_UNQUOTED = "!$'()*,/:;?@"
"""What stands for itself in parameters, as Flask has it."""


@dataclasses.dataclass(frozen=True, slots=True)
class Mount:
    """What the requests of one blueprint share; `name` is its own after those of its parents.

    `editing` is there where the index may be changed from its pages.
    """

    name: str
    searcher: search.Searcher
    settings: Settings
    metrics: Metrics
    environment: Environment
    assets: Assets
    editing: Editing | None = None


def add_mount(app: App, mount: Mount) -> None:
    """Let the requests of a blueprint find what they share."""
    app.extensions.setdefault(_KEY, {})[mount.name] = mount


def stop_runs(app: App) -> None:
    """End the runs that the pages of an application have begun."""
    mounts: dict[str, Mount] = app.extensions.get(_KEY, {})
    for mount in mounts.values():
        if mount.editing:
            mount.editing.runs.stop()


def current_mount() -> Mount:
    """Return the mount of this request, of a request for no known address the first one."""
    mounts: dict[str, Mount] = current_app.extensions[_KEY]
    names = request.blueprints if has_request_context() else ()
    found = (mounts[name] for name in names if name in mounts)
    return next(found, next(iter(mounts.values())))


def url_for(endpoint: str, **values: Any) -> str:
    """Return the address of an endpoint of ours ("pages.home"), wherever we are mounted."""
    return flask.url_for(f"{current_mount().name}.{endpoint}", **values)


def address_with(endpoint: str, parameters: Mapping[str, Any]) -> str:
    """Return what `url_for` does for an endpoint without variables, in a third of the time.

    A page of results has some sixty such addresses; all but their parameters is made once.
    """
    bases = g.setdefault(_BASES, {})
    if endpoint not in bases:
        bases[endpoint] = url_for(endpoint).partition("?")
    path, _, kept = bases[endpoint]
    given = {name: value for name, value in parameters.items() if value is not None}
    query = "&".join(filter(None, (urlencode(given, doseq=True, safe=_UNQUOTED), kept)))
    return f"{path}?{query}" if query else path


def address_here(**values: Any) -> str:
    """Return the address of the endpoint of this request with other values."""
    return flask.url_for(request.endpoint or "", **values)
