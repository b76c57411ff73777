from __future__ import annotations

from typing import cast

import pytest
from flask.testing import FlaskClient

import search
from web import create_app


class BrokenSearcher:
    """A searcher whose index was broken under it."""

    document_count = 1

    def refresh(self) -> None:
        raise search.BrokenIndexError("index", "the file terms.dat is gone")

    search = document = lambda *_arguments, **_options: BrokenSearcher().refresh()


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
