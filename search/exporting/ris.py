"""RIS, which Zotero, EndNote and Mendeley read: a line a field, "TY  - " first, "ER  - " last.

RIS has no comments, so a note of each record says of which query and index it is.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from search.exporting.authors import Author
from search.exporting.models import Export
from search.exporting.plain_text import one_line
from search.exporting.provenance import note
from search.exporting.reference import Reference, reference_of

END_OF_LINE = "\r\n"


def ris_pieces(export: Export) -> Iterator[str]:
    """Yield a record a hit, an empty line after each."""
    about = note(export)
    for hit in export.hits:
        record = ris_record(reference_of(hit.document), abstract=hit.snippet.text, note=about)
        yield record + END_OF_LINE


def ris_record(reference: Reference, *, abstract: str = "", note: str = "") -> str:
    """Return a record: an article of a newspaper, or of the web where site or day is unknown."""
    is_news = bool(reference.site and reference.published)
    fields = [
        ("TY", "NEWS" if is_news else "ELEC"),
        ("ID", reference.key),
        ("TI", reference.title),
        *[("AU", _author(author)) for author in reference.authors],
        *_days(reference.published),
        ("T2", reference.site),
        ("SE", reference.section),
        ("UR", reference.url or ""),
        ("LA", reference.language),
        *[("KW", tag) for tag in reference.tags],
        ("AB", abstract),
        ("AN", reference.id),
        ("N1", note),
    ]
    lines = [f"{tag}  - {text}" for tag, value in fields if (text := one_line(value))]
    return "".join(line + END_OF_LINE for line in (*lines, "ER  - "))


def _author(author: Author) -> str:
    """Return a name as RIS has it: a comma at the end keeps readers from splitting a body's."""
    return f"{author.family}," if author.is_body else author.inverted


def _days(published: datetime.date | None) -> list[tuple[str, str]]:
    """Return year and day; the day ends with a slash, after which a season could stand."""
    if published is None:
        return []
    day = f"{published.year:04}/{published.month:02}/{published.day:02}/"
    return [("PY", day[:4]), ("DA", day)]
