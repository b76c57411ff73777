from __future__ import annotations

import re
from pathlib import Path

import pytest

from scripts.server.clusters import ServerError, make_cluster, open_cluster


def test_nodes_answer_at_the_port_asked_for_and_those_that_follow(tmp_path: Path) -> None:
    cluster = make_cluster(tmp_path, nodes=3, port=9300)
    assert cluster.address == "opensearch://127.0.0.1:9300,127.0.0.1:9301,127.0.0.1:9302"
    assert [node.name for node in cluster.nodes] == ["node-1", "node-2", "node-3"]


def test_free_ports_are_all_different(tmp_path: Path) -> None:
    nodes = make_cluster(tmp_path, nodes=3, port=0).nodes
    assert len({node.http for node in nodes} | {node.transport for node in nodes}) == 6


def test_a_folder_keeps_its_ports(tmp_path: Path) -> None:
    cluster = make_cluster(tmp_path / "new", nodes=2, port=0)
    assert make_cluster(tmp_path / "new", nodes=2, port=0) == cluster
    assert make_cluster(tmp_path / "new", nodes=2, port=cluster.nodes[0].http) == cluster
    assert open_cluster(tmp_path / "new") == cluster


@pytest.mark.parametrize(("nodes", "port"), [(2, 9301), (1, 9300)])
def test_a_folder_of_another_cluster_is_refused(tmp_path: Path, nodes: int, port: int) -> None:
    address = make_cluster(tmp_path, nodes=2, port=9300).address
    with pytest.raises(ServerError, match=re.escape(f"{tmp_path} holds the cluster {address}")):
        make_cluster(tmp_path, nodes=nodes, port=port)


def test_a_folder_without_a_cluster_is_named(tmp_path: Path) -> None:
    with pytest.raises(ServerError, match=re.escape(f"{tmp_path} holds no cluster")):
        open_cluster(tmp_path)
