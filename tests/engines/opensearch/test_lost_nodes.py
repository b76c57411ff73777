"""What becomes of documents that are stored while a node is lost for real."""

from __future__ import annotations

import contextlib
import functools
import threading
import uuid
from collections.abc import Callable, Iterator, Sequence

import pytest

from search.engines.opensearch import generations
from search.engines.opensearch.generations import Layout
from search.engines.opensearch.pacing import Pace
from search.engines.opensearch.verifying import verify
from search.engines.opensearch.writing import OpenSearchIndexWriter
from search.engines.writer import AnalyzedBatch, Portion
from search.errors import EngineUnavailableError
from tests.engines.opensearch.asking import Place, place
from tests.engines.opensearch.servers import Nodes
from tests.engines.storing import batch, document

LOST = 3
"""The number of the node that is lost; the others still make up a cluster."""

PORTIONS = [[f"{portion} {number}" for number in range(50)] for portion in range(6)]
LAYOUT = Layout(shards=3, replicas=1)


@pytest.fixture
def index(nodes: Nodes) -> Iterator[Place]:
    with place(nodes.address, f"lost-{uuid.uuid4().hex[:12]}") as found:
        yield found


def portions() -> Iterator[Portion]:
    return (Portion(ids, functools.partial(batches, ids)) for ids in PORTIONS)


def batches(ids: list[str]) -> list[AnalyzedBatch]:
    return [batch([document(id, f"la mer de {id}") for id in ids])]


def test_a_node_that_is_killed_while_an_index_is_loaded_and_comes_back_loses_nothing(
    nodes: Nodes, index: Place
) -> None:
    with OpenSearchIndexWriter(index.address, layout=LAYOUT) as writer:
        stored = writer.add_all(portions(), map)
        next(stored)
        nodes.kill(LOST)
        restarting = threading.Timer(5, nodes.restart)
        restarting.start()
        exhaust(stored)
        restarting.join()
        writer.commit()
        assert writer.refused == []
    assert sorted(index.ids()) == sorted(id for ids in PORTIONS for id in ids)
    assert verify(index.address).is_whole


def test_a_node_that_is_killed_while_an_index_is_updated_and_stays_away_loses_nothing(
    nodes: Nodes, index: Place
) -> None:
    with OpenSearchIndexWriter(index.address, layout=LAYOUT) as writer:
        exhaust(writer.add_all(portions(), map))
        writer.commit()
    path = f"/_cluster/health/{index.names.articles},{index.names.state}"
    index.connection.request("GET", path, params={"wait_for_status": "green", "timeout": "60s"})
    with OpenSearchIndexWriter(index.address) as writer:
        writer.add(batch([document("more", "la mer")]))
        nodes.kill(LOST)
        writer.delete(PORTIONS[0][0])
        writer.commit()
        assert writer.refused == []
    expected = [id for ids in PORTIONS for id in ids][1:]
    assert sorted(index.ids()) == sorted([*expected, "more"])
    assert verify(index.address).is_whole


def test_an_index_whose_node_stays_away_while_it_is_loaded_is_loaded_anew_by_the_next_run(
    nodes: Nodes, index: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    store_a_little(index)
    impatient = Pace(patience_seconds=3)
    monkeypatch.setattr(generations, "STARTED_SECONDS", 3)
    with contextlib.suppress(EngineUnavailableError):
        load(index, impatient, lambda: nodes.kill(LOST))
        pytest.fail("all was stored")
    assert index.ids() == ["a"]
    load(index, Pace())
    assert sorted(index.ids()) == sorted(id for ids in PORTIONS for id in ids)


def load(index: Place, pace: Pace, after_the_first: Callable[[], None] = lambda: None) -> None:
    """Build an index anew; let something happen after the first portion."""
    with OpenSearchIndexWriter(index.address, rebuild=True, layout=LAYOUT, pace=pace) as writer:
        stored = writer.add_all(portions(), map)
        next(stored)
        after_the_first()
        exhaust(stored)
        writer.commit()


def store_a_little(index: Place) -> None:
    """Store a document that is on every node."""
    with OpenSearchIndexWriter(index.address, layout=Layout(shards=1, replicas=2)) as writer:
        writer.add(batch([document("a", "la mer")]))
        writer.commit()
    path = f"/_cluster/health/{index.names.articles},{index.names.state}"
    index.connection.request("GET", path, params={"wait_for_status": "green", "timeout": "60s"})


def exhaust(stored: Iterator[Sequence[str]]) -> None:
    """Take all portions."""
    for _ in stored:
        pass
