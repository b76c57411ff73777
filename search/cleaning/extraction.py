"""The article in a page of HTML, as trafilatura finds it."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import logging
from collections.abc import Iterator

import lxml.html
import trafilatura

from search.cleaning.addresses import site_of
from search.cleaning.dates import find_date
from search.cleaning.lines import Line, split_lines
from search.cleaning.metadata import signed_name
from search.models import Metadata

EXTRACTED = "extracted"
"""The mark of the lines that the extractor takes for the article."""


@dataclasses.dataclass(frozen=True, slots=True)
class Extraction:
    """The lines of the article, numbered among themselves, and what the page says of it."""

    lines: tuple[Line, ...] = ()
    metadata: Metadata = Metadata()


def extract_article(tree: lxml.html.HtmlElement) -> Extraction:
    """Find the article in a page; a page without one gives no lines. The tree is used up."""
    with _quiet():
        found = trafilatura.bare_extraction(
            tree,
            include_comments=False,
            favor_precision=True,
            with_metadata=True,
            date_extraction_params=_date_parameters(),
        )
    if not isinstance(found, trafilatura.settings.Document):
        return Extraction()
    return Extraction(split_lines(found.text or ""), _metadata(found))


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Keep the extractor's own messages off the user's terminal."""
    loggers = [logging.getLogger(name) for name in ("trafilatura", "htmldate", "courlan")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


def _date_parameters() -> dict[str, object]:
    today = datetime.datetime.now(tz=datetime.UTC).date()
    return {"original_date": True, "extensive_search": False, "max_date": today.isoformat()}


def _metadata(found: trafilatura.settings.Document) -> Metadata:
    return Metadata(
        title=found.title or None,
        author=signed_name(f"Par {found.author}") if found.author else None,
        published=find_date(found.date or ""),
        site=site_of(found.url) if found.url else found.sitename or None,
        url=found.url or None,
        language=found.language or None,
    )
