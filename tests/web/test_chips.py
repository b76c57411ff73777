from __future__ import annotations

import datetime

import pytest

import search
from tests.web.requests import asking
from web.chips import chips


def told(query: search.Query, *parts: search.ReadingPart) -> dict[str, str]:
    with asking():
        found = chips(query, search.Reading("", None, parts))
        return {chip.text: chip.address for chip in found}


def test_each_piece_of_the_text_leads_to_the_query_without_it() -> None:
    pieces = (search.ReadingPart("port", "mer"), search.ReadingPart("mer", "port"))
    assert told(search.Query("port mer"), *pieces) == {
        "port": "/search?q=mer",
        "mer": "/search?q=port",
    }


@pytest.mark.parametrize(("pieces", "shown"), [(12, 12), (13, 0)])
def test_a_long_text_is_not_shown_piece_by_piece(pieces: int, shown: int) -> None:
    words = [f"m{number}" for number in range(pieces)]
    parts = [search.ReadingPart(word, "reste") for word in words]
    assert len(told(search.Query(" ".join(words)), *parts)) == shown


def test_what_narrows_the_search_can_be_taken_out_one_by_one() -> None:
    query = search.Query(
        "a",
        first=datetime.date(2025, 10, 1),
        last=datetime.date(2025, 10, 2),
        within=("b",),
    ).only(search.Facet.SITE, "x.fr", "y.fr")
    site, days = "&site=x.fr&site=y.fr", "&first=2025-10-01&last=2025-10-02"
    assert told(query) == {
        "dans les résultats de «\u202fb\u202f»": f"/search?q=a{days}{site}",
        "depuis le 1er octobre 2025": f"/search?q=a&last=2025-10-02{site}&within=b",
        "jusqu’au 2 octobre 2025": f"/search?q=a&first=2025-10-01{site}&within=b",
        "x.fr": f"/search?q=a{days}&site=y.fr&within=b",
        "y.fr": f"/search?q=a{days}&site=x.fr&within=b",
    }


def test_a_query_that_was_not_read_has_no_pieces() -> None:
    with asking():
        assert list(chips(search.Query("a"), None)) == []
