import csv
import io
import json
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient

import search


@pytest.mark.parametrize("format", list(search.ExportFormat))
def test_all_of_a_result_comes_in_each_format(
    client: FlaskClient, format: search.ExportFormat
) -> None:
    answer = client.get(f"/export.{format.value}?q=cyberespace")
    assert answer.status_code == 200
    assert answer.content_type == search.export_media_type(format)
    assert "cyberespace" in answer.text


def test_a_table_has_every_article_of_the_result(client: FlaskClient) -> None:
    found = client.get("/api/search?q=cyberespace").json
    answer = client.get("/export.csv?q=cyberespace")
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert found is not None
    assert [row["id"] for row in rows] == [hit["id"] for hit in found["hits"]]


def test_what_narrows_a_search_narrows_its_export(client: FlaskClient) -> None:
    answer = client.get("/export.json?q=cyberespace&site=vtv.vn")
    assert {hit["site"] for hit in json.loads(answer.text)["hits"]} == {"vtv.vn"}


def test_a_file_is_kept_under_a_name_that_tells_the_query(client: FlaskClient) -> None:
    answer = client.get("/export.ris?q=cyberespace")
    disposition = answer.headers["Content-Disposition"]
    assert disposition.startswith("attachment; filename*=UTF-8''")
    assert disposition.endswith(".ris")
    assert "cyberespace" in disposition


def test_a_feed_is_read_in_its_place_and_tells_its_address(client: FlaskClient) -> None:
    answer = client.get("/export.atom?q=cyberespace")
    assert "Content-Disposition" not in answer.headers
    feed = ET.fromstring(answer.data)
    links = [link.attrib for link in feed.findall("{http://www.w3.org/2005/Atom}link")]
    assert {"rel": "self", "href": "http://localhost/export.atom?q=cyberespace"}.items() <= max(
        links, key=lambda link: link.get("rel") == "self"
    ).items()


@pytest.mark.parametrize("format", ["pdf", "CSV", "", "x" * 300])
def test_a_format_that_is_not_there_is_not_found(client: FlaskClient, format: str) -> None:
    assert client.get(f"/export.{format}?q=mer").status_code == 404
