from __future__ import annotations

import gzip
import re

import pytest
from flask.testing import FlaskClient

from tests.web.markup import elements
from web.assets import read_assets


def loaded(client: FlaskClient) -> list[str]:
    """Return the addresses of the files that a page of results loads."""
    page = client.get("/search?q=cyberespace").text
    found = elements(page, "//script") + elements(page, "//link[contains(@href, '/static/')]")
    return [each.get("src") or each.get("href") for each in found]


def test_all_that_a_page_loads_is_named_in_the_page_itself(client: FlaskClient) -> None:
    addresses = loaded(client)
    assert {address.rpartition("/")[2] for address in addresses} == set(read_assets().files)
    assert len(addresses) == len(set(addresses))


def test_a_file_may_be_kept_forever_for_its_address_changes_with_it(client: FlaskClient) -> None:
    for address in loaded(client):
        answer = client.get(address)
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert f"/static/{read_assets().version}/" in address


def test_a_file_of_another_version_is_what_it_is_now_and_asked_for_again(
    client: FlaskClient,
) -> None:
    answer = client.get("/static/0123456789/style.css")
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.data == read_assets().files["style.css"].content


def test_files_are_sent_compressed_to_those_who_read_that(client: FlaskClient) -> None:
    asked = client.get("/static/any/page.js", headers={"Accept-Encoding": "gzip, br"})
    assert (asked.headers["Content-Encoding"], asked.headers["Vary"]) == ("gzip", "Accept-Encoding")
    assert asked.mimetype == "text/javascript"
    assert gzip.decompress(asked.data) == client.get("/static/any/page.js").data


@pytest.mark.parametrize("path", ["/static/any/rien.js", "/static/any/../blueprint.py", "/static/"])
def test_nothing_else_is_served(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_version_tells_of_every_file() -> None:
    assert re.fullmatch("[0-9a-f]{10}", read_assets().version)
    assert read_assets() == read_assets()
