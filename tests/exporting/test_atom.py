from __future__ import annotations

import dataclasses
import datetime
import re
from xml.etree import ElementTree

import pytest
from hypothesis import given

from search.exporting import Export
from search.exporting.atom import atom_pieces
from search.exporting.plain_text import one_line
from search.models import Metadata
from tests.exporting.results import ASKED_AT, hit, hostile_results, small_result

ATOM = "{http://www.w3.org/2005/Atom}"
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def feed_of(result: Export) -> ElementTree.Element:
    """Read a feed, which has what RFC 4287 asks of it."""
    feed = ElementTree.fromstring("".join(atom_pieces(result)).encode())
    assert feed.tag == f"{ATOM}feed"
    entries = feed.findall(f"{ATOM}entry")
    for element in (feed, *entries):
        for name in ("id", "title", "updated"):
            assert len(element.findall(ATOM + name)) == 1
        assert (element.findtext(f"{ATOM}id") or "").startswith("urn:uuid:")
        assert MOMENT.fullmatch(element.findtext(f"{ATOM}updated") or "")
    for entry in entries:
        has_content = entry.find(f"{ATOM}content") is not None
        assert has_content or entry.find(f"{ATOM}link[@rel='alternate']") is not None
    assert feed.find(f"{ATOM}author") is not None
    return feed


@given(hostile_results())
def test_each_hit_is_an_entry_of_its_own(result: Export) -> None:
    feed = feed_of(result)
    entries = feed.findall(f"{ATOM}entry")
    titles = [one_line(hit.document.heading) for hit in result.hits]
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == titles
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == len(entries)
    assert one_line(result.index_version) in (feed.findtext(f"{ATOM}subtitle") or "")
    assert feed.findtext(f"{OPENSEARCH}totalResults") == str(result.total)


def test_a_feed_keeps_its_id_as_the_index_grows() -> None:
    result = small_result()
    later = dataclasses.replace(
        result, index_version="4", asked_at=ASKED_AT + datetime.timedelta(days=1)
    )
    other = dataclasses.replace(result, query=dataclasses.replace(result.query, first=None))
    ids = [feed_of(each).findtext(f"{ATOM}id") for each in (result, later, other)]
    assert ids[0] == ids[1] != ids[2]


def test_a_feed_says_where_it_is_found() -> None:
    result = dataclasses.replace(small_result(), address="http://localhost:5000/?q=a&b=c")
    link = feed_of(result).find(f"{ATOM}link[@rel='self']")
    assert link is not None
    assert link.get("href") == "http://localhost:5000/?q=a&b=c"


def test_an_address_that_is_not_of_the_web_is_no_link() -> None:
    bad = hit(1, "a", Metadata(url="javascript:alert(1)"), "La mer.")
    entry = feed_of(dataclasses.replace(small_result(), hits=(bad,))).find(f"{ATOM}entry")
    assert entry is not None
    assert entry.find(f"{ATOM}link") is None
    assert entry.findtext(f"{ATOM}content") == "La mer."


@pytest.mark.parametrize(
    ("metadata", "updated"),
    [
        (Metadata(), "2026-03-01T09:30:00Z"),
        (Metadata(published=datetime.date(2025, 10, 26)), "2025-10-26T00:00:00Z"),
        (
            Metadata(published_at=datetime.datetime.fromisoformat("2025-10-26T08:15:00+07:00")),
            "2025-10-26T01:15:00Z",
        ),
        (
            Metadata(published_at=datetime.datetime.fromisoformat("2025-10-26T08:15:00")),
            "2025-10-26T08:15:00Z",
        ),
        (
            Metadata(published_at=datetime.datetime.fromisoformat("0001-01-01T00:00:00+07:00")),
            "0001-01-01T00:00:00Z",
        ),
    ],
)
def test_an_entry_is_as_new_as_its_document(metadata: Metadata, updated: str) -> None:
    result = dataclasses.replace(small_result(), hits=(hit(1, "a", metadata, "La mer."),))
    assert feed_of(result).findtext(f"{ATOM}entry/{ATOM}updated") == updated
