"""Nodes that are lost while an index is written: nothing is lost, and nothing wrong is seen."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest

from search.engines.opensearch.changes.portions import read_actions
from search.engines.opensearch.stored import generations
from search.errors import EngineUnavailableError
from tests.engines.opensearch.losing import (
    COPIED,
    HASTY,
    PATIENT,
    SINGLE,
    Index,
    documents,
    found,
    texts,
)
from tests.engines.opensearch.servers import Nodes

OLD = documents(40)
NEW = documents(120, "le phare de la mer")


@pytest.fixture
def index(nodes: Nodes) -> Iterator[Index]:
    index = Index(nodes.address)
    yield index
    nodes.heal()
    index.remove()


def test_a_rebuild_waits_for_a_node_that_is_killed_and_comes_back(
    nodes: Nodes, index: Index
) -> None:
    index.write(OLD)
    back = threading.Thread(target=nodes.restart)
    seen = []

    def lose() -> None:
        with index.reader() as reader:
            nodes.kill(2)
            seen.append(found(reader, "mer"))
        back.start()

    with index.reader() as reader:
        before = found(reader, "mer")
    index.write(NEW, rebuild=True, faults={3: lose})
    back.join()
    assert seen == [before]
    assert index.texts() == texts(NEW)
    assert index.is_whole()
    assert index.generations() == 1


def test_a_rebuild_that_misses_a_node_is_not_seen_and_the_next_one_begins_anew(
    nodes: Nodes, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.write(OLD)
    with pytest.raises(EngineUnavailableError) as error:
        index.write(NEW, rebuild=True, pace=HASTY, faults={3: lambda: nodes.kill(3)})
    assert "primary shard is not active" in str(error.value)
    assert index.texts() == texts(OLD)
    monkeypatch.setattr(generations, "STARTED_SECONDS", 1)
    index.write(NEW, rebuild=True)
    assert index.texts() == texts(NEW)
    assert index.generations() == 1


def test_a_generation_that_lost_a_part_when_all_was_sent_is_never_seen(
    nodes: Nodes, index: Index
) -> None:
    index.write(OLD)
    with pytest.raises(EngineUnavailableError, match="primary shards are missing"):
        index.write(NEW, rebuild=True, pace=HASTY, faults={-1: lambda: nodes.kill(1)})
    assert index.texts() == texts(OLD)


def test_a_run_goes_on_when_a_node_says_nothing_for_some_seconds(
    nodes: Nodes, index: Index
) -> None:
    going_on = threading.Timer(3, nodes.resume, [2])

    def pause() -> None:
        nodes.pause(2)
        going_on.start()

    index.write(NEW, rebuild=True, faults={2: pause})
    going_on.join()
    assert index.texts() == texts(NEW)
    assert index.is_whole()


def test_a_change_goes_on_where_a_node_with_copies_is_killed_meanwhile(
    nodes: Nodes, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.write(OLD, layout=COPIED)
    kill_amid_sending(nodes, 1, monkeypatch)
    index.write(NEW)
    assert not nodes.is_running(1)
    assert index.texts() == texts(NEW)
    assert index.is_whole()


def test_a_change_without_copies_waits_for_the_node_or_is_ended_by_the_next_run(
    nodes: Nodes, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.write(OLD, layout=SINGLE)
    kill_amid_sending(nodes, 2, monkeypatch)
    with pytest.raises(EngineUnavailableError):
        index.write(NEW, pace=HASTY)
    monkeypatch.undo()
    nodes.restart()
    index.write(NEW)
    assert index.texts() == texts(NEW)
    assert index.is_whole()


@pytest.mark.parametrize("portion", [2, -1])
def test_a_run_waits_for_a_cluster_that_is_started_anew(
    nodes: Nodes, index: Index, portion: int
) -> None:
    def restart() -> None:
        for number in (1, 2, 3):
            nodes.kill(number)
        back.start()

    back = threading.Thread(target=nodes.restart)
    index.write(NEW, rebuild=True, pace=PATIENT, faults={portion: restart})
    back.join()
    assert index.texts() == texts(NEW)
    assert index.is_whole()


def kill_amid_sending(nodes: Nodes, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Kill a node when some of what waits for the commit was sent."""

    def dying(path: Any) -> Any:
        for place, action in enumerate(read_actions(path)):
            if place == 10 and nodes.is_running(number):
                nodes.kill(number)
            yield action

    monkeypatch.setattr("search.engines.opensearch.changes.updating.read_actions", dying)
