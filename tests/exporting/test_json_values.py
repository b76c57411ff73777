from __future__ import annotations

import json

from hypothesis import given

from search.exporting import Export
from search.exporting.json_values import json_lines, json_pieces
from search.exporting.plain_text import encodable
from tests.exporting.results import hostile_results, small_result


@given(hostile_results())
def test_an_object_holds_the_whole_result(result: Export) -> None:
    value = json.loads("".join(json_pieces(result)).encode())
    assert value["query"]["text"] == encodable(result.query.text)
    assert value["index"] == encodable(result.index_version)
    assert value["total"] == result.total
    hits = list(result.hits)
    assert [hit["id"] for hit in value["hits"]] == [encodable(hit.document.id) for hit in hits]
    passages = [encodable(hit.snippet.text) for hit in hits]
    assert [hit["snippet"]["text"] for hit in value["hits"]] == passages


@given(hostile_results())
def test_each_line_is_an_object_of_the_same_shape(result: Export) -> None:
    text = "".join(json_lines(result)).encode().decode()
    values = [json.loads(line) for line in text.split("\n")[:-1]]
    for hit, value in zip(result.hits, values, strict=True):
        assert value["id"] == encodable(hit.document.id)
        assert value["index"] == encodable(result.index_version)
    assert len({tuple(value) for value in values}) <= 1


def test_the_head_says_all_that_was_asked() -> None:
    value = json.loads("".join(json_pieces(small_result())))
    assert list(value) == ["program", "query", "reading", "index", "asked_at", "total", "hits"]
    assert value["query"] == {
        "text": '"convention de Hanoï" -sport',
        "sort": "newest",
        "scope": "article",
        "choices": {"site": ["exemple.fr", "autre.fr"]},
        "first": "2025-10-01",
        "last": None,
        "within": [],
        "is_grouped": True,
        "favors_recent": False,
    }
    assert value["asked_at"] == "2026-03-01T09:30:00+00:00"
