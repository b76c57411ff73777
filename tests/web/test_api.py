from __future__ import annotations

import json
from typing import cast

import pytest
from flask.testing import FlaskClient

import search
from web import create_app
from web.json_answers import json_bytes

ARTICLE = "004_5336a5d1cd968246"


class DeepSearcher:
    """A searcher that finds many articles and tells what it was asked for."""

    document_count = 20_000

    def __init__(self) -> None:
        self.asked: list[tuple[search.Query, int, int]] = []

    def refresh(self) -> None:
        """Stay as it is."""

    def search(
        self, query: search.Query, page: int = 1, size: int = 10, *, with_facets: bool = False
    ) -> search.ResultPage:
        self.asked.append((query, page, size))
        return search.ResultPage(query.text, page, size, 20_000, 0.1, (), (), distinct=20_000)


def deep() -> tuple[FlaskClient, DeepSearcher]:
    searcher = DeepSearcher()
    return create_app(cast("search.Searcher", searcher)).test_client(), searcher


def test_the_answer_is_what_the_command_line_prints(client: FlaskClient, corpus_index: str) -> None:
    answer = client.get("/api/search?q=convention+de+Hanoï").get_json()
    with search.open_index(corpus_index) as searcher:
        expected = search.to_json(searcher.search("convention de Hanoï"))
    assert answer | {"took_ms": 0} == expected | {"took_ms": 0}
    assert list(answer) == list(expected)
    assert answer["hits"][0]["rank"] == 1


def test_highlights_are_spans_of_the_snippet(client: FlaskClient) -> None:
    hit = client.get("/api/search?q=cyberespace+pacifique").get_json()["hits"][0]
    text = hit["snippet"]["text"]
    marked = {text[start:stop] for start, stop in hit["snippet"]["highlights"]}
    assert marked == {"cyberespace", "pacifique"}


def test_an_empty_query_finds_nothing(client: FlaskClient) -> None:
    answer = client.get("/api/search").get_json()
    assert (answer["query"], answer["total"], answer["hits"]) == ("", 0, [])


def test_everything_that_an_address_asks_for_is_searched() -> None:
    client, searcher = deep()
    client.get("/api/search?q=paix&site=a.fr&site=b.fr&grouped=0&page=3&size=20")
    query = search.Query("paix", is_grouped=False).only(search.Facet.SITE, "a.fr", "b.fr")
    assert searcher.asked == [(query, 3, 20)]


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        *(("page", page) for page in ("0", "-1", "abc", str(10**30), "1001")),
        *(("size", size) for size in ("0", "101", "ten")),
        *(("sort", "best"), ("facets", "yes"), ("sites", "a.fr")),
    ],
)
def test_what_makes_no_sense_is_refused_by_its_name(
    client: FlaskClient, parameter: str, value: str
) -> None:
    answer = client.get("/api/search", query_string={"q": "paix", parameter: value})
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")
    assert [error["parameter"] for error in answer.get_json()["errors"]] == [parameter]


def test_results_end_ten_thousand_deep_and_say_so() -> None:
    client, _ = deep()
    assert client.get("/api/search?q=a&page=100&size=100").status_code == 200
    answer = client.get("/api/search?q=a&page=101&size=100")
    assert answer.status_code == 400
    assert answer.get_json()["detail"] == (
        "page only 10,000 results are shown; narrow the query down"
    )


def test_facets_are_counted_if_asked_for(client: FlaskClient) -> None:
    without = client.get("/api/search?q=convention").get_json()
    counted = client.get("/api/search?q=convention&facets=1").get_json()
    alone = client.get("/api/facets?q=convention").get_json()
    assert without["facets"] is None
    assert counted["facets"] == alone["facets"]
    year = alone["facets"]["year"]
    dated = sum(each["count"] for each in year["values"])
    assert (dated, year["missing"], alone["total"]) == (3, 1, 4)


def test_a_document_is_answered_with_what_was_removed(
    client: FlaskClient, corpus_index: str
) -> None:
    with search.open_index(corpus_index) as searcher:
        expected = search.document_to_json(searcher.document(ARTICLE))
    answer = client.get(f"/api/documents/{ARTICLE}").get_json()
    assert answer == json.loads(json.dumps(expected))
    assert {"chrome", "body"} <= {block["label"] for block in answer["blocks"]}


def test_a_document_that_is_not_there_is_a_problem(client: FlaskClient) -> None:
    answer = client.get("/api/documents/rien")
    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")
    assert answer.get_json()["detail"] == "no document has the id 'rien'"


def test_a_query_that_is_being_typed_is_completed(client: FlaskClient) -> None:
    answer = client.get("/api/suggest?q=cyberc&limit=3").get_json()
    assert answer["query"] == "cyberc"
    assert 1 <= len(answer["suggestions"]) <= 3
    first = answer["suggestions"][0]
    assert (first["text"], first["kind"]) == ("cybercriminalité", "word")
    assert first["highlights"] == [[6, 16]]
    assert first["count"] >= 1


def test_suggestions_are_as_many_as_asked_for_at_most(client: FlaskClient) -> None:
    for limit, status in (("0", 400), ("1", 200), ("20", 200), ("21", 400)):
        assert client.get(f"/api/suggest?q=a&limit={limit}").status_code == status


def test_the_status_says_what_is_searched(client: FlaskClient, corpus_index: str) -> None:
    answer = client.get("/api/status").get_json()
    with search.open_index(corpus_index) as searcher:
        assert answer["index_version"] == searcher.index_version
    assert answer["documents"] == 5


def test_accents_are_readable_and_the_type_is_json(client: FlaskClient) -> None:
    answer = client.get("/api/search?q=cybercriminalité")
    assert answer.mimetype == "application/json"
    assert "cybercriminalité" in answer.text


def test_half_a_surrogate_pair_is_escaped() -> None:
    assert json_bytes({"é": "a\ud800"}) == b'{"\\u00e9":"a\\ud800"}'
    assert json_bytes({"é": "a"}) == '{"é":"a"}'.encode()


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_nothing_can_be_written(client: FlaskClient, method: str) -> None:
    answer = client.open("/api/search", method=method.upper())
    assert (answer.status_code, answer.mimetype) == (405, "application/problem+json")
    assert "GET" in answer.headers["Allow"]


def test_an_unknown_address_is_a_problem(client: FlaskClient) -> None:
    for address in ("/api/rien", "/api/", "/api/search/rien"):
        answer = client.get(address)
        assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")
