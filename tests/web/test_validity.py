"""Every page, held against the W3C's checker of HTML."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

import search
from tests.web.conftest import client_of
from tests.web.every_page import EVERY_PAGE, PROBLEMS
from tests.web.validity import Check


@pytest.fixture
def varied_client(varied_index: str) -> Iterator[FlaskClient]:
    with search.open_index(varied_index) as searcher:
        yield client_of(searcher)


@pytest.mark.parametrize("path", EVERY_PAGE)
def test_every_page_that_is_checked_shows_what_it_is_checked_for(
    varied_client: FlaskClient, path: str
) -> None:
    assert varied_client.get(f"/{path}").status_code == (404 if path in PROBLEMS else 200)


def test_every_page_is_valid_html(varied_client: FlaskClient, check: Check) -> None:
    pages = {path: varied_client.get(f"/{path}").text for path in EVERY_PAGE}
    assert check(pages) == []


def test_the_checker_finds_what_is_not_valid(check: Check) -> None:
    page = '<!doctype html><html lang="fr"><title>x</title><p id="a"><a href="/"><button id="a">'
    told = " ".join(check({"bad": page}))
    assert "Duplicate ID" in told
    assert "must not appear as a descendant of the" in told
