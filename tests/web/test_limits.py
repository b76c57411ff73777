from __future__ import annotations

from flask.testing import FlaskClient


def test_an_address_is_read_up_to_a_length(client: FlaskClient) -> None:
    short = client.get("/api/documents/a", query_string="lang=" + "a" * (64_000 - 21))
    long = client.get("/api/documents/a", query_string="lang=" + "a" * (64_000 - 20))
    assert (short.status_code, long.status_code) == (404, 414)
    assert long.mimetype == "application/problem+json"


def test_a_body_is_read_up_to_a_length(client: FlaskClient) -> None:
    small = client.post("/api/search", data=b"a" * 64_000)
    large = client.post("/api/search", data=b"a" * 64_001)
    assert (small.status_code, large.status_code) == (405, 413)
    assert large.mimetype == "application/problem+json"


def test_the_longest_query_fits_into_an_address(client: FlaskClient) -> None:
    answer = client.get("/api/search", query_string={"q": "é" * 10_000})
    assert answer.status_code == 200


def test_a_page_says_in_french_that_a_request_is_too_large(client: FlaskClient) -> None:
    answer = client.get("/search", query_string={"q": "é" * 11_000})
    assert answer.status_code == 414
    assert "Cette demande n’a pas été comprise" in answer.text
