from __future__ import annotations

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.routing import Map, MapAdapter, Rule

from web.document_ids import DocumentIdConverter


def address_of(id: str) -> str:
    return routes().build("article", {"id": id})


def id_at(path: str) -> str:
    return str(routes().match(path)[1]["id"])


def routes() -> MapAdapter:
    rules = Map(
        [Rule("/article/<document:id>", endpoint="article")],
        converters={"document": DocumentIdConverter},
        merge_slashes=False,
    )
    return rules.bind("localhost")


@pytest.mark.parametrize(
    ("id", "address"),
    [
        ("004_5336a5d1cd968246", "/article/004_5336a5d1cd968246"),
        ("2025/octobre/page", "/article/2025/octobre/page"),
        ("../x", "/article/~../x"),
        ("a//b", "/article/a/~/b"),
        ("/etc", "/article/~/etc"),
        ("~moi", "/article/~~moi"),
        ("a/b?c#d%20é", "/article/a/b%3Fc%23d%2520%C3%A9"),
    ],
)
def test_an_id_is_the_rest_of_its_address(id: str, address: str) -> None:
    assert address_of(id) == address
    assert id_at(unquote(address)) == id


@given(st.text(min_size=1) | st.text(alphabet="./~\\%?#é \n", min_size=1))
def test_any_id_survives_its_address(id: str) -> None:
    assert id_at(unquote(address_of(id))) == id


@given(st.text(min_size=1) | st.text(alphabet="./~\\%?#é \n", min_size=1))
def test_no_browser_resolves_an_address_to_another(id: str) -> None:
    segments = address_of(id).removeprefix("/article/").split("/")
    assert not {"", ".", ".."} & set(map(unquote, segments))
    assert not set("?#\\ \n") & set("".join(segments))
