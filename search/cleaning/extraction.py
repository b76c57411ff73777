"""The article of a page of HTML as trafilatura finds it: a second opinion."""

from __future__ import annotations

import functools
import logging

from search.cleaning.lines import split_lines
from search.cleaning.parsing import bound_tags


def extracted_keys(source: str) -> frozenset[str]:
    """Return the keys of the lines that the extractor takes for the article of a page."""
    import trafilatura  # noqa: PLC0415  takes a tenth of a second, and few pages need it

    _keep_quiet()
    found = trafilatura.extract(bound_tags(source), include_comments=False, favor_recall=True)
    return frozenset(line.key for line in split_lines(found or "") if line.key)


@functools.cache
def _keep_quiet() -> None:
    """Let the extractor's messages go where the program wants them, and nowhere by default."""
    for name in ("trafilatura", "htmldate", "courlan"):
        logging.getLogger(name).addHandler(logging.NullHandler())
