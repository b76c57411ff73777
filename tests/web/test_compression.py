from __future__ import annotations

import gzip

import pytest
from flask import Flask, Response, request
from flask.testing import FlaskClient

from web.compression import SHORTEST, accepts_gzip, compress

GZIP = {"Accept-Encoding": "gzip, deflate, br"}


@pytest.mark.parametrize(
    "address", ["/help", "/search?q=cyberespace", "/api/search?q=cyberespace", "/api/openapi.json"]
)
def test_answers_of_text_are_compressed_for_those_who_read_that(
    client: FlaskClient, address: str
) -> None:
    compressed, plain = client.get(address, headers=GZIP), client.get(address)
    assert compressed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert "Accept-Encoding" in compressed.headers["Vary"]
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert int(compressed.headers["Content-Length"]) == len(compressed.data) < len(plain.data) / 2
    assert gzip.decompress(compressed.data)[:15] == plain.data[:15]


@pytest.mark.parametrize("accepted", ["", "identity", "gzip;q=0", "br"])
def test_nothing_is_compressed_that_is_not_asked_for(client: FlaskClient, accepted: str) -> None:
    answer = client.get("/help", headers={"Accept-Encoding": accepted})
    assert "Content-Encoding" not in answer.headers


def encoding(response: Response) -> str | None:
    with Flask("any").test_request_context(headers=GZIP):
        assert accepts_gzip(request)
        return compress(response).headers.get("Content-Encoding")


def test_short_answers_stay_as_they_are() -> None:
    assert encoding(Response("a" * (SHORTEST - 1), mimetype="text/plain")) is None
    assert encoding(Response("a" * SHORTEST, mimetype="text/plain")) == "gzip"


def test_answers_that_are_streamed_or_secret_or_no_text_stay_as_they_are() -> None:
    text = "a" * SHORTEST
    assert encoding(Response(iter([text]), mimetype="text/plain")) is None
    secret = {"Cache-Control": "no-store"}
    assert encoding(Response(text, mimetype="text/html", headers=secret)) is None
    assert encoding(Response(text, mimetype="image/png")) is None
