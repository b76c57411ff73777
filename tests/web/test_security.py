from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.web.markup import elements
from web import Settings, create_app


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/search?q=cyberespace",
        "/article/rien",
        "/api/search?q=x",
        "/rien",
        "/static/any/style.css",
        "/healthz",
        "/opensearch.xml",
    ],
)
def test_every_answer_forbids_what_the_pages_do_not_use(client: FlaskClient, address: str) -> None:
    with client.get(address) as answer:
        policy = answer.headers["Content-Security-Policy"].split("; ")
    assert {"default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"} <= set(policy)
    assert "unsafe" not in "".join(policy)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "geolocation=()" in answer.headers["Permissions-Policy"]


@pytest.mark.parametrize("address", ["/", "/search?q=cyberespace", "/article/000_5e3aa8eab155eee5"])
def test_pages_load_nothing_from_elsewhere_and_hold_no_style_or_script(
    client: FlaskClient, address: str
) -> None:
    page = client.get(address).text
    assert page.count("<script") == page.count('<script src="/') + page.count(
        '<script type="module" src="/'
    )
    assert "<style" not in page
    assert " style=" not in page
    assert 'src="http' not in page
    [style] = elements(page, "//link[@rel='stylesheet']")
    assert style.get("href").startswith("/static/")


def test_no_cookie_is_set(client: FlaskClient) -> None:
    assert "Set-Cookie" not in client.get("/search?q=cyberespace").headers


def test_a_page_with_a_token_is_neither_kept_nor_compressed(corpus_index: str) -> None:
    app = create_app(corpus_index, settings=Settings(is_editable=True))
    accepting = {"Accept-Encoding": "gzip"}
    page = app.test_client().get("/corpus", headers=accepting)
    assert "token" in page.text
    assert page.cache_control.no_store
    assert "Content-Encoding" not in page.headers
    plain = create_app(corpus_index).test_client().get("/corpus", headers=accepting)
    assert not plain.cache_control.no_store
    assert plain.headers["Content-Encoding"] == "gzip"
