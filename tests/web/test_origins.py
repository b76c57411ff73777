from __future__ import annotations

import pytest
from flask.testing import FlaskClient

import search
from web import Settings, create_app

HEADER = "Access-Control-Allow-Origin"


@pytest.fixture
def searcher(corpus_index: str) -> search.Searcher:
    return search.open_index(corpus_index)


def client_for(searcher: search.Searcher, *origins: str) -> FlaskClient:
    return create_app(searcher, settings=Settings(origins=frozenset(origins))).test_client()


def test_pages_of_other_sites_read_nothing(client: FlaskClient) -> None:
    answer = client.get("/api/status", headers={"Origin": "https://a.fr"})
    assert HEADER not in answer.headers
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_pages_of_an_allowed_origin_read_the_json_addresses(searcher: search.Searcher) -> None:
    client = client_for(searcher, "https://a.fr")
    answer = client.get("/api/status", headers={"Origin": "https://a.fr"})
    assert answer.headers[HEADER] == "https://a.fr"
    assert "Origin" in answer.headers["Vary"]


def test_pages_of_others_do_not(searcher: search.Searcher) -> None:
    client = client_for(searcher, "https://a.fr")
    for origin in ("https://b.fr", "http://a.fr", "null", "https://a.fr:8443"):
        answer = client.get("/api/status", headers={"Origin": origin})
        assert HEADER not in answer.headers
        assert "Origin" in answer.headers["Vary"]


def test_all_origins_can_be_allowed(searcher: search.Searcher) -> None:
    answer = client_for(searcher, "*").get("/api/status", headers={"Origin": "https://b.fr"})
    assert answer.headers[HEADER] == "*"


def test_the_pages_stay_closed(searcher: search.Searcher) -> None:
    client = client_for(searcher, "https://a.fr")
    answer = client.get("/search?q=paix", headers={"Origin": "https://a.fr"})
    assert HEADER not in answer.headers


def test_a_browser_that_asks_first_is_told_what_it_may(searcher: search.Searcher) -> None:
    client = client_for(searcher, "https://a.fr")
    answer = client.options("/api/search", headers={"Origin": "https://a.fr"})
    assert answer.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
