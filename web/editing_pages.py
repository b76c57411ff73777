"""The pages that change an index: rules for sites, and runs. Nothing of it is there by default."""

from __future__ import annotations

import functools
from typing import Any

from flask import Blueprint, Response, abort, redirect, request
from werkzeug.wrappers import Response as AnyResponse

import search
from web.addresses import parameters
from web.context import article_address
from web.guards import check_local, check_own, current_editing
from web.mounting import url_for
from web.rendering import render_template
from web.ruling import Action, line_key, ruling_of
from web.runs import Runs
from web.searching import current_searcher, requested

SECONDS = 1
"""How long the page of a run waits before it looks again."""


def create_editing_pages() -> Blueprint:
    """Make the blueprint of what changes the index."""
    pages = Blueprint("editing_pages", __name__)
    pages.add_url_rule("/rules/<trouvaille_id:id>", view_func=rule, methods=["POST"])
    pages.add_url_rule("/reindex", view_func=reindex, methods=["POST"])
    pages.add_url_rule("/run", view_func=run)
    pages.before_request(check_local)
    pages.before_request(check_own)
    return pages


def rule(id: str) -> AnyResponse:
    """Write what is always to be done with a line of an article's site, and clean again."""
    searcher = current_searcher()
    document = searcher.document(id)
    ruling = ruling_of(searcher, document)
    if ruling is None:
        abort(409)
    block, action = chosen(document)
    begun = current_runs().begin(functools.partial(ruling.apply, block, action))
    return lead_to_run(begun=begun, article=id, removed="1", **parameters(requested()))


def reindex() -> AnyResponse:
    """Make the index hold what its folders hold now."""
    return lead_to_run(begun=current_runs().begin())


def run() -> AnyResponse:
    """Show how far a run is until its end, then lead back to where it was begun."""
    state, id = current_runs().state, request.args.get("article")
    if not state.is_running:
        is_article = id and state.failure is None
        address = article_address(requested(), id) if id and is_article else corpus_address()
        return redirect(address, 303)
    is_busy = request.args.get("busy") == "1"
    page = render_template("run.html", asked=requested(), state=state, is_busy=is_busy, id=id)
    return Response(page, headers={"Refresh": str(SECONDS), "Cache-Control": "no-store"})


def chosen(document: search.CleanedDocument) -> tuple[search.Block, Action]:
    """Return the block that a form names, and what is to be done with it."""
    action = next((each for each in Action if each.value in request.form), None) or abort(400)
    key = request.form[action.value]
    block = next((each for each in document.blocks if line_key(each) == key), None) or abort(409)
    return block, action


def current_runs() -> Runs:
    """Return the runs over the index of this request, which the guards let pass."""
    editing = current_editing()
    if editing is None:
        abort(403)
    return editing.runs


def lead_to_run(*, begun: bool, **arguments: Any) -> AnyResponse:
    """Lead to the page of the run; where another was under way, it says so."""
    busy = {} if begun else {"busy": "1"}
    return redirect(url_for("editing_pages.run", **arguments, **busy), 303)


def corpus_address() -> str:
    """Return where the last run is told of."""
    return url_for("pages.corpus", _anchor="run")
