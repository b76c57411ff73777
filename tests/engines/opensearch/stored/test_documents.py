from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from search.engines.opensearch.stored.documents import (
    document_id,
    document_of,
    key_of,
    lines_of,
    received,
    sendable,
)
from search.engines.opensearch.stored.mapping import articles_index
from search.models import CleanedDocument
from tests.engines import trees
from tests.engines.storing import batch, document
from tests.engines.trees import of_blocks

ANY_TEXT = st.text(st.characters(max_codepoint=0x10D7FF, exclude_categories=()), max_size=20)


def written(document: CleanedDocument) -> dict[str, Any]:
    [(_, line)] = lines_of(batch([document]))
    return dict(json.loads(line))


@given(ANY_TEXT)
def test_any_text_can_be_sent_and_comes_back(text: str) -> None:
    assert received(sendable(text).encode().decode()) == text


@given(trees.documents)
def test_documents_come_back_as_they_were(documents: list[CleanedDocument]) -> None:
    lines = [json.loads(line) for _, line in lines_of(batch(documents))]
    assert [document_of(line) for line in lines] == documents


@given(trees.documents)
def test_only_what_the_index_has_fields_for_is_written(documents: list[CleanedDocument]) -> None:
    fields = articles_index()["mappings"]["properties"].keys()
    for _, line in lines_of(batch(documents)):
        assert json.loads(line).keys() <= fields
        assert b"\n" not in line


def test_half_a_pair_in_a_document_makes_nothing_fail() -> None:
    broken = document("a\ud800", "la mer \udfff")
    assert document_of(written(broken)) == broken


def test_a_document_is_known_by_its_id_however_long_it_is() -> None:
    one, other = "x" * 10_000, "x" * 10_001
    assert len(document_id(one)) == 32
    assert document_id(one) != document_id(other)
    assert 0 <= key_of(one) < 1 << 63
    assert key_of(one) >> 3 == int(document_id(one)[:15], 16)


def test_what_can_be_filtered_by_is_written_and_the_words_that_it_says() -> None:
    line = written(of_blocks("a", [], site="www.Été-à-Hanoï.fr", group="b"))
    assert (line["site"], line["group"]) == ("www.Été-à-Hanoï.fr", "b")
    assert line["said"]["site"] == "www ete a hanoi fr"
    assert "published" not in line


def test_lengths_are_those_of_content_words() -> None:
    assert written(document("a", "le traité de la mer"))["length"] == 2
    assert written(document("a", "Le cyber-espace"))["length"] == 2
