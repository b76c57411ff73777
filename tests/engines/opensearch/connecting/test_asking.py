from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.opensearch.connecting.address import Address
from search.engines.opensearch.connecting.asking import Answer, Asked, encode, read_answer
from search.errors import EngineError

ADDRESS = Address(("host:9200",), "articles")
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner)
        | st.dictionaries(st.sampled_from(["error", "reason", "type", "root_cause"]), inner)
    ),
)


@given(st.integers(100, 599), st.text() | JSON.map(json.dumps))
def test_any_answer_is_an_object_or_an_error_of_one_line(status: int, text: str) -> None:
    answer = Answer(status, text)
    if status < 300 and isinstance(decoded(text), dict):
        assert isinstance(read_answer(ADDRESS, answer), dict)
    elif status < 300 and not text:
        assert read_answer(ADDRESS, answer) == {}
    else:
        with pytest.raises(EngineError, match=r"\Aopensearch://host:9200/articles: .*\Z"):
            read_answer(ADDRESS, answer)


def decoded(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return None


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("/_bulk", "application/x-ndjson"),
        ("/articles/_bulk", "application/x-ndjson"),
        ("/_msearch", "application/x-ndjson"),
        ("/articles/_search", "application/json"),
        ("/", "application/json"),
    ],
)
def test_lines_are_told_from_objects_by_the_path(path: str, media_type: str) -> None:
    assert Asked("POST", path).content_type == media_type


def test_a_body_is_json_unless_it_is_bytes() -> None:
    assert encode(None) is None
    assert encode(b"as it is") == b"as it is"
    assert encode({"a": [1, "\ud800"]}) == b'{"a":[1,"\\ud800"]}'
    assert encode([]) == b"[]"
