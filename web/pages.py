"""The pages that people read: the search box and the results; others stand beside this."""

from __future__ import annotations

from flask import Blueprint, redirect
from werkzeug.wrappers import Response

import search
from web.articles import add_articles
from web.chips import chips
from web.choices import facet_choices, kind_choices, period_choices, scope_choices, sort_choices
from web.context import today
from web.corpus import corpus
from web.exports import export
from web.guide import help_page
from web.histogram import histogram
from web.mounting import current_mount, url_for
from web.paging import page_links
from web.rendering import render_template
from web.searching import DEEPEST_PAGE, current_searcher, requested, requested_page_number


def create_pages() -> Blueprint:
    """Make the blueprint of the pages that people read."""
    pages = Blueprint("pages", __name__)
    pages.add_url_rule("/", view_func=home)
    pages.add_url_rule("/search", view_func=results)
    pages.add_url_rule("/export.<format>", view_func=export)
    pages.add_url_rule("/help", endpoint="help", view_func=help_page)
    pages.add_url_rule("/corpus", view_func=corpus)
    add_articles(pages)
    return pages


def home() -> str:
    """Show the search box and say what is searched."""
    return render_template("home.html", document_count=current_searcher().document_count)


def results() -> str | Response:
    """Show one page of what a query finds."""
    asked = requested()
    if not asked.text.strip() and not asked.is_narrowed:
        return redirect(url_for("pages.home"))
    result = current_searcher().search(asked, requested_page_number(), with_facets=True)
    current_mount().metrics.count_search()
    facets = result.facets or search.Facets({})
    return render_template(
        "results.html",
        asked=asked,
        result=result,
        bars=histogram(facets),
        facets=tuple(facet_choices(asked, facets)),
        kinds=tuple(kind_choices(asked, facets)),
        periods=tuple(period_choices(asked, today())),
        scopes=tuple(scope_choices(asked)),
        sorts=tuple(sort_choices(asked)),
        chips=tuple(chips(asked, result.reading)),
        links=page_links(result.page, min(result.pages, DEEPEST_PAGE)),
        is_cut=result.pages > DEEPEST_PAGE,
    )
