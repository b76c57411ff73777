"""Indexes and clients that the tests of the page share."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

import search
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
