"""The pages about one article: its text, its reprints, its references."""

from __future__ import annotations

import itertools

from flask import Blueprint, Response, abort, request

import search
from web.arguments import PAGE_SIZE
from web.paragraphs import REMOVED_SCOPES, laid_out, no_marks
from web.rendering import render_template
from web.ruling import line_key, ruling_of
from web.searching import current_searcher, requested

SHOWN_REPRINTS = 4
"""Reprints that are named beside an article."""

MOST_REPRINTS = 500
"""Reprints that their page lists."""

REFERENCES = {"ris": "RIS", "bib": "BibTeX"}
"""The files that an article can be cited with, by their endings, and their names."""

_FORMATS = {"ris": search.CitationFormat.RIS, "bib": search.CitationFormat.BIBTEX}
_MEDIA_TYPES = {"ris": search.ExportFormat.RIS, "bib": search.ExportFormat.BIBTEX}


def add_articles(pages: Blueprint) -> None:
    """Let a blueprint answer what is asked of one article."""
    pages.add_url_rule("/article/<trouvaille_id:id>", view_func=article)
    pages.add_url_rule("/reprints/<trouvaille_id:id>", view_func=reprints)
    pages.add_url_rule("/citation.<ending>", view_func=citation)


def article(id: str) -> str:
    """Show a cleaned article, the matches of the query marked, and what was removed of it."""
    searcher, asked = current_searcher(), requested()
    document = searcher.document(id)
    marker = searcher.marker(asked) if asked.text else no_marks
    others = searcher.reprints(id)
    return render_template(
        "article.html",
        asked=asked,
        document=document,
        laid=laid_out(document, marker, asked.scope),
        is_open=asked.scope in REMOVED_SCOPES or request.args.get("removed") == "1",
        place=searcher.neighbors(asked, id) if asked.text or asked.is_narrowed else None,
        page_size=PAGE_SIZE,
        citation=search.cite(document, search.CitationFormat.TEXT),
        references=tuple(REFERENCES.items()),
        reprints=[searcher.document(other) for other in others[:SHOWN_REPRINTS]],
        reprints_total=len(others),
        similar=searcher.similar(id),
        ruling=ruling_of(searcher, document),
        line_key=line_key,
    )


def reprints(id: str) -> str:
    """Show an article and all of its reprints, in the order of their days."""
    searcher = current_searcher()
    others = searcher.reprints(id)
    shown = itertools.islice((id, *others), MOST_REPRINTS)
    documents = sorted(map(searcher.document, shown), key=_day)
    return render_template(
        "reprints.html",
        asked=requested(),
        document=searcher.document(id),
        documents=documents,
        total=len(others) + 1,
    )


def citation(ending: str) -> Response:
    """Answer the reference of an article as a file for programs that keep bibliographies."""
    if ending not in _FORMATS:
        abort(404)
    document = current_searcher().document(request.args.get("id", ""))
    answer = Response(
        search.cite(document, _FORMATS[ending]).encode("utf-8", "replace"),
        content_type=search.export_media_type(_MEDIA_TYPES[ending]),
    )
    answer.headers["Content-Disposition"] = f'attachment; filename="trouvaille.{ending}"'
    return answer


def _day(document: search.CleanedDocument) -> tuple[bool, str, str]:
    published = document.metadata.published
    return published is None, published.isoformat() if published else "", document.id
