"""The pages that people read: the search box, the results and an article."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

import search
from web.paging import page_links
from web.searching import (
    DEEPEST_PAGE,
    current_searcher,
    requested_page_number,
    requested_query,
    requested_result,
)

Blocks = tuple[search.Block, ...]
Marker = Callable[[str], tuple[search.Span, ...]]


def create_pages() -> Blueprint:
    """Make the blueprint of the pages that people read."""
    pages = Blueprint("pages", __name__)
    pages.add_url_rule("/", view_func=home)
    pages.add_url_rule("/search", view_func=results)
    pages.add_url_rule("/article/<document:id>", view_func=article)
    return pages


def home() -> str:
    """Show the search box and say what is searched."""
    return render_template("home.html", document_count=current_searcher().document_count)


def results() -> str | Response:
    """Show one page of what a query finds."""
    if not requested_query():
        return redirect(url_for("pages.home"))
    result = requested_result()
    return render_template(
        "results.html",
        query=requested_query(),
        result=result,
        links=page_links(result.page, min(result.pages, DEEPEST_PAGE)),
        is_cut=result.pages > DEEPEST_PAGE,
    )


def article(id: str) -> str:
    """Show a cleaned article, the matches of the query marked, and what was removed of it."""
    searcher, query = current_searcher(), requested_query()
    document = searcher.document(id)
    above, below = around_title(document)
    marker = searcher.marker(query) if query else no_marks
    return render_template(
        "article.html",
        query=query,
        page_number=requested_page_number(),
        document=document,
        heading=search.Passage(document.heading, marker(document.heading)),
        above=mark_blocks(marker, above),
        below=mark_blocks(marker, below),
    )


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
