"""Nodes that are lost while an index is searched: the same answers, partial ones that say so, or
none."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

import search
from search.engines.opensearch.reading import OpenSearchIndexReader
from search.engines.opensearch.stored.generations import Layout
from search.errors import EngineUnavailableError, IndexNotFoundError
from tests.engines.opensearch.losing import (
    COPIED,
    SINGLE,
    Found,
    Index,
    documents,
    found,
)
from tests.engines.opensearch.servers import Nodes

DOCUMENTS = documents(60)
QUERIES = ("mer", "bleue", '"la mer"', "mer -bleue", "ble*")
ASKED_SECONDS = 40
"""How long a test asks again and again: nodes are given up and started anew within that time."""


@pytest.fixture
def copied(nodes: Nodes, kept_copied: Index) -> Index:
    """An index with a copy of each shard, all of which are there."""
    assert nodes.is_running(1)
    kept_copied.wait_for_copies()
    return kept_copied


@pytest.fixture(scope="module")
def kept_copied(three_nodes: Nodes) -> Iterator[Index]:
    """An index with a copy of each shard."""
    yield from kept(three_nodes, COPIED)


@pytest.fixture(scope="module")
def single(three_nodes: Nodes) -> Iterator[Index]:
    """An index without copies, a part of it on each node."""
    yield from kept(three_nodes, SINGLE)


def test_answers_of_an_index_with_copies_are_the_same_and_others_partial_or_none(
    nodes: Nodes, copied: Index, single: Index
) -> None:
    with copied.reader() as whole, single.reader() as part:
        before = answers(whole)
        assert answers(part) == before
        nodes.kill(2)
        assert answers(whole) == before
        for query, found_before in before.items():
            found_now = found(part, query)
            assert found_now.is_partial
            assert set(found_now.ids) <= set(found_before.ids)
        assert 0 < len(found(part, "mer").ids) < len(before["mer"].ids)
        with pytest.raises(EngineUnavailableError):
            found(part, "autre")  # of which nobody knows how many documents hold it
        with pytest.raises(EngineUnavailableError, match="missing shards"):
            OpenSearchIndexReader(single.address)
        with copied.reader() as opened_later:
            assert answers(opened_later) == before
        nodes.restart()
        assert answers(whole) == answers(part) == before


def test_a_searcher_goes_on_when_the_whole_cluster_was_started_anew(
    nodes: Nodes, copied: Index
) -> None:
    with search.open_index(copied.url) as searcher:
        before = searcher.search("mer")
        for number in (1, 2, 3):
            nodes.kill(number)
        with pytest.raises(EngineUnavailableError, match="Connection refused"):
            searcher.search("mer")
        nodes.restart()
        after = searcher.search("mer")
    assert [hit.document.id for hit in after.hits] == [hit.document.id for hit in before.hits]
    assert (after.total, after.warnings) == (before.total, before.warnings)


def test_a_node_that_says_nothing_is_waited_for_no_longer_than_an_answer_may_take(
    nodes: Nodes, copied: Index
) -> None:
    with copied.reader() as reader:
        before = answers(reader)
        nodes.pause(2)
        end = time.monotonic() + ASKED_SECONDS
        refused = 0
        while True:
            try:
                after = answers(reader)
            except EngineUnavailableError:
                refused += 1
                continue
            assert after == before
            break
        assert time.monotonic() < end
        assert refused < 8
        nodes.resume(2)
        assert answers(reader) == before


def test_an_index_that_is_deleted_under_a_reader_is_not_found(nodes: Nodes) -> None:
    index = Index(nodes.address)
    index.write(DOCUMENTS[:3])
    with index.reader() as reader:
        index.remove()
        for ask in (lambda: found(reader, "mer"), lambda: found(reader, "ble*"), reader.is_current):
            with pytest.raises(IndexNotFoundError):
                ask()


def answers(reader: OpenSearchIndexReader) -> dict[str, Found]:
    return {query: found(reader, query) for query in QUERIES}


def kept(nodes: Nodes, layout: Layout) -> Iterator[Index]:
    index = Index(nodes.address)
    index.write(DOCUMENTS, layout=layout)
    yield index
    nodes.heal()
    index.remove()
