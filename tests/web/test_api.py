from __future__ import annotations

from flask.testing import FlaskClient

import search


def test_the_answer_is_what_the_command_line_prints(client: FlaskClient, corpus_index: str) -> None:
    answer = client.get("/api/search?q=convention+de+Hanoï").get_json()
    with search.open_index(corpus_index) as searcher:
        expected = search.to_json(searcher.search("convention de Hanoï"))
    assert answer | {"took_ms": 0} == expected | {"took_ms": 0}
    assert list(answer) == ["query", "total", "took_ms", "warnings", "suggestion", "hits"]
    assert answer["hits"][0]["rank"] == 1


def test_highlights_are_spans_of_the_snippet(client: FlaskClient) -> None:
    hit = client.get("/api/search?q=cyberespace+pacifique").get_json()["hits"][0]
    text = hit["snippet"]["text"]
    marked = {text[start:stop] for start, stop in hit["snippet"]["highlights"]}
    assert marked == {"cyberespace", "pacifique"}


def test_an_empty_query_finds_nothing(client: FlaskClient) -> None:
    answer = client.get("/api/search").get_json()
    assert (answer["query"], answer["total"], answer["hits"]) == ("", 0, [])


def test_bad_page_numbers_are_answered(client: FlaskClient) -> None:
    for page in ("0", "-1", "abc", str(10**30)):
        answer = client.get("/api/search", query_string={"q": "cyberespace", "page": page})
        assert answer.status_code == 200
        assert answer.get_json()["hits"][0]["rank"] == 1


def test_accents_are_readable_and_the_type_is_json(client: FlaskClient) -> None:
    answer = client.get("/api/search?q=cybercriminalité")
    assert answer.mimetype == "application/json"
    assert "cybercriminalité" in answer.text
