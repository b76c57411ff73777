"""CSV (RFC 4180) that spreadsheets open with its accents, and in which no cell is a formula.

Lines that begin with # are rows to most readers of CSV, so there are none: each row says in its
last columns of which query and of which state of the index it is.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

from search.exporting.models import Export
from search.exporting.plain_text import printable
from search.exporting.provenance import asked
from search.models import Hit

BYTE_ORDER_MARK = "\ufeff"
"""Tells Excel that the bytes are UTF-8; Python reads it away as utf-8-sig, pandas by itself."""

COLUMNS = (
    "rank",
    "score",
    "title",
    "author",
    "agency",
    "site",
    "section",
    "published",
    "url",
    "language",
    "words",
    "group",
    "reprints",
    "passages",
    "id",
    "query",
    "index",
)

_FORMULA = re.compile(
    "(^|[;\t\r\n])"  # where a cell begins, for any program that parts cells otherwise
    "([\"' \xa0\u200b-\u200f\u202a-\u202f\u2060-\u2069\ufeff]*+)"  # what it may look through
    "([=+@＝＋－＠-]?)"
)
_UNSAFE_STARTS = ("\t", "\r", "\n")


class _Line:
    """A file for `csv.writer`, whose `write` hands the row back."""

    def write(self, row: str) -> str:
        return row


def csv_pieces(export: Export) -> Iterator[str]:
    """Yield the byte order mark with the names of the columns, then a row a hit."""
    writer = csv.writer(_Line())
    # The stubs say that a writer returns anything; it returns what `write` does.
    yield BYTE_ORDER_MARK + str(writer.writerow(COLUMNS))
    source = (harmless(asked(export.query)), harmless(export.index_version))
    for hit in export.hits:
        yield str(writer.writerow((*_cells(hit), *source)))


def _cells(hit: Hit) -> Iterator[str]:
    """Yield the cells of a hit, numbers as they are."""
    document, metadata = hit.document, hit.document.metadata
    yield str(hit.rank)
    yield f"{hit.score:.6f}"
    yield harmless(document.heading)
    for fact in (metadata.author, metadata.agency, metadata.site, metadata.section):
        yield harmless(fact or "")
    yield metadata.published.isoformat() if metadata.published else ""
    yield harmless(metadata.url or "")
    yield harmless(metadata.language or "")
    yield str(len(document.text.split()))
    yield harmless(document.group or "")
    yield str(hit.reprints)
    yield harmless(hit.snippet.text)
    yield harmless(document.id)


def harmless(text: str) -> str:
    """Return a text that no spreadsheet calculates: an apostrophe stands before what may be one.

    After OWASP, "CSV Injection". Formulas are looked for also after semicolons, tabs and ends of
    lines, at which a program may part cells. `as_written` takes the apostrophes away.
    """
    kept = _FORMULA.sub(_defuse, printable(text))
    return f"'{kept}" if kept.lstrip("'").startswith(_UNSAFE_STARTS) else kept


def _defuse(match: re.Match[str]) -> str:
    start, between, sign = match.groups()
    return f"{start}{between}'{sign}" if sign else match[0]


def as_written(cell: str) -> str:
    """Return the text that `harmless` made a cell of."""
    if cell.startswith("'") and cell.lstrip("'").startswith(_UNSAFE_STARTS):
        cell = cell[1:]
    return _FORMULA.sub(_restore, cell)


def _restore(match: re.Match[str]) -> str:
    start, between, sign = match.groups()
    return f"{start}{between[:-1]}{sign}" if sign else match[0]
