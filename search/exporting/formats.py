"""Write a whole result in any of the formats, piece by piece."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator

from search.exporting.atom import atom_pieces
from search.exporting.bibtex import bibtex_pieces
from search.exporting.csv_table import csv_pieces
from search.exporting.json_values import json_lines, json_pieces
from search.exporting.models import Export, ExportFormat
from search.exporting.reference import ascii_words
from search.exporting.ris import ris_pieces

LONGEST_NAME = 60
"""Characters of a query in a file's name."""


@dataclasses.dataclass(frozen=True, slots=True)
class _Format:
    pieces: Callable[[Export], Iterator[str]]
    media_type: str
    extension: str


_FORMATS = {
    ExportFormat.CSV: _Format(csv_pieces, "text/csv; charset=utf-8; header=present", "csv"),
    ExportFormat.JSON: _Format(json_pieces, "application/json", "json"),
    ExportFormat.JSONL: _Format(json_lines, "application/x-ndjson", "jsonl"),
    ExportFormat.RIS: _Format(
        ris_pieces, "application/x-research-info-systems; charset=utf-8", "ris"
    ),
    ExportFormat.BIBTEX: _Format(bibtex_pieces, "application/x-bibtex; charset=utf-8", "bib"),
    ExportFormat.ATOM: _Format(atom_pieces, "application/atom+xml; charset=utf-8", "atom"),
}


def export(result: Export, format: ExportFormat) -> Iterator[str]:
    """Yield a result as pieces of text that can all be encoded in UTF-8.

    Hits are asked for one by one, each when the piece before it was taken, and none is kept.
    """
    return _FORMATS[format].pieces(result)


def media_type(format: ExportFormat) -> str:
    """Return the media type of a format, as a server names it."""
    return _FORMATS[format].media_type


def file_name(result: Export, format: ExportFormat) -> str:
    """Return a name of ASCII letters, digits and hyphens: trouvaille-hanoi-2025-10-26.csv."""
    words = "-".join(ascii_words(result.query.text))[:LONGEST_NAME].strip("-")
    day = result.asked_at.date().isoformat()
    return f"{'-'.join(filter(None, ('trouvaille', words, day)))}.{_FORMATS[format].extension}"
