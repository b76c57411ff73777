from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.server import processes
from scripts.server.artifacts import Artifacts
from scripts.server.clusters import Cluster, make_cluster
from scripts.server.processes import pid_of, send, start_nodes, stop_nodes
from tests.scripts.programs import Programs

ARTIFACTS = Artifacts(Path("lib"), Path("launcher"))


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Programs:
    """A Java that does nothing for a minute."""
    made = Programs(tmp_path / "bin")
    monkeypatch.setenv("PATH", str(made.folder))
    made.add("java", "exec /bin/sleep 60")
    return made


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    made = make_cluster(tmp_path / "data", nodes=2, port=0)
    yield made
    stop_nodes(made)


def test_each_node_has_a_process_until_it_is_stopped(programs: Programs, cluster: Cluster) -> None:
    assert [pid_of(node) for node in cluster.nodes] == [None, None]
    start_nodes(cluster, ARTIFACTS, heap=64)
    first, second = (pid_of(node) for node in cluster.nodes)
    assert None not in {first, second}
    assert first != second
    stop_nodes(cluster)
    assert [pid_of(node) for node in cluster.nodes] == [None, None]


def test_only_nodes_that_do_not_run_are_started(programs: Programs, cluster: Cluster) -> None:
    first, second = cluster.nodes
    start_nodes(cluster, ARTIFACTS, heap=64)
    before = pid_of(first), pid_of(second)
    send(second, signal.SIGKILL)
    while pid_of(second):
        pass
    start_nodes(cluster, ARTIFACTS, heap=64)
    assert pid_of(first) == before[0]
    assert pid_of(second) not in {None, before[1]}


def test_a_paused_node_runs_and_can_be_stopped(programs: Programs, cluster: Cluster) -> None:
    start_nodes(cluster, ARTIFACTS, heap=64)
    send(cluster.nodes[0], signal.SIGSTOP)
    assert pid_of(cluster.nodes[0]) is not None
    stop_nodes(cluster)
    assert pid_of(cluster.nodes[0]) is None


def test_a_node_that_does_not_end_is_killed(
    programs: Programs, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "SECONDS_TO_END", 0.2)
    programs.add("java", "trap '' TERM; exec /bin/sleep 60")
    start_nodes(cluster, ARTIFACTS, heap=64)
    while len(programs.calls()) < 2:
        pass
    stop_nodes(cluster)
    assert [pid_of(node) for node in cluster.nodes] == [None, None]


def test_nodes_are_told_their_names_ports_and_peers(programs: Programs, cluster: Cluster) -> None:
    programs.add("java", 'for part; do echo "$part"; done; exec /bin/sleep 60')
    start_nodes(cluster, ARTIFACTS, heap=64, settings=["a.b=c"])
    first, second = cluster.nodes
    log = first.folder / "log"
    while "a.b=c" not in log.read_text():
        pass
    told = log.read_text().split("\n")
    assert {"-Xmx64m", "network.host=127.0.0.1", "node.name=node-1", "a.b=c"} <= set(told)
    assert f"http.port={first.http}" in told
    assert f"discovery.seed_hosts={first.peer},{second.peer}" in told
