"""Atom (RFC 4287) with the elements of OpenSearch: a query that feed readers can follow."""

from __future__ import annotations

import datetime
import html
import uuid
from collections.abc import Iterable, Iterator

from search.exporting.authors import authors_of
from search.exporting.models import Export
from search.exporting.plain_text import one_line
from search.exporting.provenance import PROGRAM, asked, note
from search.exporting.reference import web_address
from search.models import Hit, Metadata

_NAMES = uuid.UUID("7b1c1f0e-5b0c-5c55-9d0c-0f4b2a9f6e11")
"""The space of our names of feeds and entries; drawn once."""

_HEAD = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<feed xmlns="http://www.w3.org/2005/Atom"'
    ' xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xml:lang="fr">\n'
)


def atom_pieces(export: Export) -> Iterator[str]:
    """Yield a feed, an entry a hit; a query has the same id whenever and of whatever it is asked.

    What no document says is the moment of the result.
    """
    yield _HEAD + "".join(f"  {element}\n" for element in _feed(export))
    for hit in export.hits:
        elements = "".join(f"    {element}\n" for element in _entry(hit, export.asked_at))
        yield f"  <entry>\n{elements}  </entry>\n"
    yield "</feed>\n"


def _feed(export: Export) -> Iterator[str]:
    text = asked(export.query)
    yield _element("title", f"{text} — {PROGRAM}" if text else PROGRAM)
    yield _element("subtitle", note(export))
    yield _element("id", _name("query", text))
    yield _element("updated", _moment(export.asked_at))
    yield _element("generator", PROGRAM)
    yield _author(PROGRAM)
    if address := web_address(export.address):
        yield f'<link rel="self" href="{_escaped(address)}"/>'
    yield _element("opensearch:totalResults", str(export.total))
    yield _element("opensearch:startIndex", "1")
    yield f'<opensearch:Query role="request" searchTerms="{_escaped(export.query.text)}"/>'


def _entry(hit: Hit, asked_at: datetime.datetime) -> Iterator[str]:
    document, metadata = hit.document, hit.document.metadata
    address = web_address(metadata.url)
    yield _element("title", document.heading)
    yield _element("id", _name("document", document.id))
    published = _published(metadata)
    yield _element("updated", _moment(metadata.modified_at or published or asked_at))
    if published:
        yield _element("published", _moment(published))
    yield from (_author(author.name) for author in authors_of(metadata))
    if address:
        yield f'<link rel="alternate" href="{_escaped(address)}"/>'
    yield from _categories((metadata.section, *metadata.tags))
    # An entry without a link must have a content.
    yield _element("summary" if address else "content", hit.snippet.text)


def _published(metadata: Metadata) -> datetime.datetime | None:
    """Return the moment of publication; of a day, its beginning."""
    if metadata.published_at or not metadata.published:
        return metadata.published_at
    return datetime.datetime.combine(metadata.published, datetime.time(), datetime.UTC)


def _moment(moment: datetime.datetime) -> str:
    """Write a moment as RFC 3339 does, in UTC; without a time zone, it is taken to be there."""
    if moment.tzinfo:
        try:
            moment = moment.astimezone(datetime.UTC)
        except OverflowError:  # an hour from the ends of the calendar
            moment = moment.replace(tzinfo=None)
    return moment.replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def _categories(terms: Iterable[str | None]) -> Iterator[str]:
    for term in dict.fromkeys(filter(None, terms)):
        yield f'<category term="{_escaped(term)}"/>'


def _author(name: str) -> str:
    return f"<author>{_element('name', name)}</author>"


def _element(name: str, text: str) -> str:
    return f"<{name}>{_escaped(text)}</{name}>"


def _name(kind: str, text: str) -> str:
    """Return an id that stays the same for the same text."""
    return uuid.uuid5(_NAMES, f"{kind}:{_utf8(text)}").urn


def _utf8(text: str) -> str:
    """Return the text so that no two become one and UTF-8 holds each."""
    return text.encode("utf-8", "backslashreplace").decode()


def _escaped(text: str) -> str:
    return html.escape(one_line(text))
