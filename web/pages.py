"""The pages that people read: the search box, the results and an article."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, redirect
from werkzeug.wrappers import Response

import search
from web.chips import chips
from web.choices import facet_choices, kind_choices, period_choices, scope_choices, sort_choices
from web.context import today
from web.histogram import histogram
from web.mounting import current_mount, url_for
from web.paging import page_links
from web.rendering import render_template
from web.searching import DEEPEST_PAGE, current_searcher, requested, requested_page_number

Blocks = tuple[search.Block, ...]
Marker = Callable[[str], tuple[search.Span, ...]]


def create_pages() -> Blueprint:
    """Make the blueprint of the pages that people read."""
    pages = Blueprint("pages", __name__)
    pages.add_url_rule("/", view_func=home)
    pages.add_url_rule("/search", view_func=results)
    pages.add_url_rule("/article/<trouvaille_id:id>", view_func=article)
    pages.add_url_rule("/reprints/<trouvaille_id:id>", view_func=reprints)
    pages.add_url_rule("/export.<format>", view_func=export)
    pages.add_url_rule("/help", endpoint="help", view_func=help_page)
    pages.add_url_rule("/corpus", view_func=corpus)
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


def article(id: str) -> str:
    """Show a cleaned article, the matches of the query marked, and what was removed of it."""
    searcher, asked = current_searcher(), requested()
    document = searcher.document(id)
    above, below = around_title(document)
    marker = searcher.marker(asked) if asked.text else no_marks
    return render_template(
        "article.html",
        asked=asked,
        document=document,
        heading=search.Passage(document.heading, marker(document.heading)),
        above=mark_blocks(marker, above),
        below=mark_blocks(marker, below),
    )


def reprints(id: str) -> str:
    """Show an article and all of its reprints."""
    return ""


def export(format: str) -> str:
    """Answer all of a result in a format."""
    return ""


def help_page() -> str:
    """Show the language of queries, each example a link."""
    return ""


def corpus() -> str:
    """Show what is indexed."""
    return ""


def around_title(document: search.CleanedDocument) -> tuple[Blocks, Blocks]:
    """Split the blocks at the title, which the heading stands for; without one, all are below."""
    labels = [block.label for block in document.blocks]
    if not document.title or search.Label.TITLE not in labels:
        return (), document.blocks
    title = labels.index(search.Label.TITLE)
    return document.blocks[:title], document.blocks[title + 1 :]


def mark_blocks(marker: Marker, blocks: Blocks) -> list[tuple[search.Block, search.Passage]]:
    """Pair every block with its text, marked where the block is searched."""
    return [
        (
            block,
            search.Passage(block.text, (marker if block.label.is_kept else no_marks)(block.text)),
        )
        for block in blocks
    ]


def no_marks(_text: str) -> tuple[search.Span, ...]:
    """Mark nothing."""
    return ()
