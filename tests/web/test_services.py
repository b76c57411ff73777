from __future__ import annotations

from typing import cast

from flask.testing import FlaskClient
from lxml import etree

import search
from web import create_app

NAMESPACE = {"o": "http://a9.com/-/spec/opensearch/1.1/"}


class GoneSearcher:
    """A searcher whose index is not there any more."""

    document_count = 1

    def refresh(self) -> None:
        raise search.IndexNotFoundError("index")

    def search(self, *_arguments: object, **_options: object) -> None:
        raise search.IndexNotFoundError("index")


def test_a_browser_can_offer_the_search(client: FlaskClient) -> None:
    answer = client.get("/opensearch.xml", headers={"Host": "127.0.0.1:5000"})
    assert answer.mimetype == "application/opensearchdescription+xml"
    urls = etree.fromstring(answer.data).findall("o:Url", NAMESPACE)
    assert [(url.get("type"), url.get("template")) for url in urls] == [
        ("text/html", "http://127.0.0.1:5000/search?q={searchTerms}"),
        ("application/json", "http://127.0.0.1:5000/api/search?q={searchTerms}"),
    ]


def test_the_pages_say_where_the_search_is_described(client: FlaskClient) -> None:
    assert 'type="application/opensearchdescription+xml"' in client.get("/").text


def test_an_index_that_answers_is_healthy(client: FlaskClient) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.text) == (200, "ok\n")


def test_an_index_that_does_not_answer_is_not() -> None:
    app = create_app(cast("search.Searcher", GoneSearcher()))
    answer = app.test_client().get("/healthz")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
