from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any, cast
from unittest import mock

import pytest
from flask.testing import FlaskClient

import search
from search.answering.paging import PARTIAL
from search.engines.base import Matches
from search.engines.whoosh import WhooshIndexReader
from web import create_app


class BrokenSearcher:
    """A searcher whose index was broken under it."""

    document_count = 1

    def refresh(self) -> None:
        raise search.BrokenIndexError("index", "the file terms.dat is gone")

    search = document = lambda *_arguments, **_options: BrokenSearcher().refresh()


class LeftSearcher:
    """A searcher whose server goes away and comes back."""

    document_count = 1

    def __init__(self, searcher: search.Searcher) -> None:
        self.searcher = searcher
        self.is_away = True

    def refresh(self) -> None:
        if self.is_away:
            raise search.EngineUnavailableError("opensearch://inner:9200/a", "inner:9200: refused")

    def __getattr__(self, name: str) -> object:
        return getattr(self.searcher, name)


class FailingSearcher:
    """A searcher with a mistake in it."""

    document_count = 1

    def refresh(self) -> None:
        raise ZeroDivisionError


def client_over(searcher: object) -> FlaskClient:
    return create_app(cast("search.Searcher", searcher)).test_client()


@pytest.mark.parametrize("address", ["/search?q=paix", "/article/a"])
def test_a_broken_index_is_told_in_french_without_a_trace(
    address: str, caplog: pytest.LogCaptureFixture
) -> None:
    answer = client_over(BrokenSearcher()).get(address)
    assert answer.status_code == 503
    assert "L’index ne peut pas être lu" in answer.text
    assert "Traceback" not in answer.text
    assert "terms.dat" in caplog.text


def test_programs_are_told_of_a_broken_index_as_problem_details() -> None:
    answer = client_over(BrokenSearcher()).get("/api/search?q=paix")
    assert answer.headers["Retry-After"] == "5"
    assert (answer.status_code, answer.mimetype) == (503, "application/problem+json")
    assert answer.get_json()["status"] == 503
    assert "terms.dat" in answer.get_json()["detail"]


@pytest.fixture
def left(corpus_index: str) -> Iterator[LeftSearcher]:
    with search.open_index(corpus_index) as searcher:
        yield LeftSearcher(searcher)


@pytest.mark.parametrize("address", ["/search?q=paix", "/article/a", "/corpus", "/"])
def test_a_server_that_is_away_is_told_on_a_page(
    address: str, left: LeftSearcher, caplog: pytest.LogCaptureFixture
) -> None:
    answer = client_over(left).get(address)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "Le serveur de recherche ne répond pas pour le moment" in answer.text
    assert "--rebuild" not in answer.text
    assert "inner" not in answer.text
    assert "inner:9200: refused" in caplog.text
    assert "Traceback" not in answer.text + caplog.text


def test_a_server_that_is_away_is_told_in_english_too(left: LeftSearcher) -> None:
    answer = client_over(left).get("/search?q=paix&lang=en")
    assert answer.status_code == 503
    assert "The search server does not answer at the moment" in answer.text


@pytest.mark.parametrize(
    "address", ["/api/search?q=a", "/api/facets?q=a", "/api/suggest?q=a", "/api/status", "/healthz"]
)
def test_programs_are_told_of_a_server_that_is_away(address: str, left: LeftSearcher) -> None:
    answer = client_over(left).get(address)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "The search server does not answer at the moment" in answer.text
    assert "inner" not in answer.text


def test_the_page_is_back_as_soon_as_the_server_is(left: LeftSearcher) -> None:
    client = client_over(left)
    assert client.get("/search?q=paix").status_code == 503
    left.is_away = False
    assert client.get("/search?q=paix").status_code == 200


def test_a_page_of_a_part_of_the_index_says_so(corpus_index: str) -> None:
    search_all = WhooshIndexReader.search

    def search_part(*arguments: Any, **options: Any) -> Matches:
        return dataclasses.replace(search_all(*arguments, **options), is_partial=True)

    with (
        mock.patch.object(WhooshIndexReader, "search", search_part),
        search.open_index(corpus_index) as searcher,
    ):
        client = client_over(searcher)
        french, english = (client.get(f"/search?q=paix{lang}") for lang in ("", "&lang=en"))
        api = client.get("/api/search?q=paix")
    assert french.status_code == english.status_code == api.status_code == 200
    assert "Une partie de l’index n’a pas répondu" in french.text
    assert "A part of the index did not answer: articles may be missing." in english.text
    assert api.get_json()["warnings"] == [PARTIAL]


def test_a_mistake_of_ours_shows_no_trace(caplog: pytest.LogCaptureFixture) -> None:
    answer = client_over(FailingSearcher()).get("/search?q=paix")
    assert answer.status_code == 500
    assert "Quelque chose s’est mal passé ici" in answer.text
    assert "paix" not in caplog.text
    assert "ZeroDivisionError" not in answer.text
    assert "ZeroDivisionError" in caplog.text


def test_programs_are_told_of_a_mistake_of_ours_without_a_trace(
    caplog: pytest.LogCaptureFixture,
) -> None:
    answer = client_over(FailingSearcher()).get("/api/search?q=paix")
    assert (answer.status_code, answer.mimetype) == (500, "application/problem+json")
    assert "ZeroDivisionError" not in answer.text
    assert "ZeroDivisionError" in caplog.text
    assert "paix" not in caplog.text


def test_an_unknown_address_is_a_page_in_the_same_look(client: FlaskClient) -> None:
    answer = client.get("/rien")
    assert answer.status_code == 404
    assert "Cette page n’existe pas" in answer.text
    assert "style.css" in answer.text


def test_a_page_cannot_be_written_to_and_says_what_it_allows(client: FlaskClient) -> None:
    answer = client.post("/search")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]
    assert "Cette page ne peut que se lire" in answer.text
