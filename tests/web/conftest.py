"""Indexes, clients and browsers that the tests of the page share."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from selenium.webdriver import Chrome

import search
from tests.web.browsers import PHONE, Launch, browser, served
from tests.web.documents import varied
from tests.web.editable import editable
from tests.web.validity import Check, check_pages
from web import create_app

CORPUS = Path(__file__).parents[2] / "corpus"

Open = Callable[..., FlaskClient]


@pytest.fixture(scope="session")
def corpus_index(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The folder of an index of the five articles of the corpus."""
    folder = str(tmp_path_factory.mktemp("web") / "index")
    search.build_index(str(CORPUS), folder)
    return folder


@pytest.fixture(scope="session")
def varied_index(corpus_index: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The folder of an index that gives every part of every page something to show."""
    folder = tmp_path_factory.mktemp("varied")
    lines = folder / "documents.jsonl"
    lines.write_text("\n".join(map(json.dumps, varied())), encoding="utf-8")
    (folder / "vide.html").write_text("", encoding="utf-8")
    index = tmp_path_factory.mktemp("index")
    search.build_index([str(CORPUS), str(folder)], str(index))
    return str(index)


@pytest.fixture(scope="session")
def client(corpus_index: str) -> Iterator[FlaskClient]:
    """A client of the page over the corpus."""
    with search.open_index(corpus_index) as searcher:
        yield client_of(searcher)


@pytest.fixture
def open_client(tmp_path: Path) -> Iterator[Open]:
    """A function that indexes JSON Lines objects and returns a client of the page over them."""
    searchers: list[search.Searcher] = []

    def open_client(*documents: dict[str, str]) -> FlaskClient:
        lines = tmp_path / "documents.jsonl"
        lines.write_text("\n".join(map(json.dumps, documents)), encoding="utf-8")
        search.build_index(str(lines), str(tmp_path / "index"))
        searchers.append(search.open_index(str(tmp_path / "index")))
        return client_of(searchers[-1])

    yield open_client
    for searcher in searchers:
        searcher.close()


def client_of(searcher: search.Searcher) -> FlaskClient:
    app = create_app(searcher)
    app.testing = True
    return app.test_client()


@pytest.fixture(scope="session")
def address(corpus_index: str) -> Iterator[str]:
    """The address of the page over the corpus."""
    with served(corpus_index) as address:
        yield address


@pytest.fixture(scope="session")
def varied_address(varied_index: str) -> Iterator[str]:
    """The address of the page over what gives every part of it something to show."""
    with served(varied_index) as address:
        yield address


@pytest.fixture(scope="module")
def editable_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a page that may change its index."""
    site = editable(tmp_path_factory.mktemp("editable"))
    with served(str(site.index), "--editable") as address:
        yield address


@pytest.fixture(scope="module")
def launch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Launch]:
    """A function that starts a browser; every one is closed at the end."""
    with ExitStack() as stack:

        def launch(**experimental: dict[str, object]) -> Chrome:
            profile = tmp_path_factory.mktemp("profile")
            return stack.enter_context(browser(profile, **experimental))

        yield launch


@pytest.fixture(scope="module")
def desktop(launch: Launch) -> Chrome:
    """A browser in a window."""
    return launch()


@pytest.fixture(scope="module")
def phone(launch: Launch) -> Chrome:
    """A browser as narrow as a phone."""
    return launch(mobileEmulation=PHONE)


@pytest.fixture
def check(tmp_path: Path) -> Check:
    """A function that returns what the checker of HTML says of pages."""
    return lambda pages: check_pages(pages, tmp_path)
