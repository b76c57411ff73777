from __future__ import annotations

import http.client
import json
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.engines.opensearch.servers import Nodes, need_programs

ROOT = Path(__file__).parents[3]


def test_nodes_listen_on_loopback_only(nodes: Nodes) -> None:
    said = ask(nodes, 1, "GET", "/_nodes/http,transport")["nodes"].values()
    bound = [
        address
        for node in said
        for at in ("http", "transport")
        for address in node[at]["bound_address"]
    ]
    assert len(bound) == 6
    assert {address.rsplit(":", 1)[0] for address in bound} == {"127.0.0.1"}


def test_each_node_is_a_process_of_its_own(nodes: Nodes) -> None:
    said = ask(nodes, 2, "GET", "/_nodes/process")["nodes"].values()
    assert len({node["process"]["id"] for node in said}) == 3


def test_a_killed_node_comes_back_with_its_data(nodes: Nodes) -> None:
    index = {
        "settings": {"index.routing.allocation.require._name": "node-2", "number_of_replicas": 0}
    }
    ask(nodes, 1, "PUT", "/kept", index)
    ask(nodes, 1, "PUT", "/kept/_doc/1?refresh=true", {"title": "a"})
    nodes.kill(2)
    assert not nodes.is_running(2)
    assert ask(nodes, 1, "GET", "/_cluster/health?wait_for_nodes=2")["status"] == "red"
    nodes.restart()
    assert ask(nodes, 1, "GET", "/_cluster/health")["number_of_nodes"] == 3
    assert ask(nodes, 3, "GET", "/kept/_doc/1")["_source"] == {"title": "a"}
    ask(nodes, 1, "DELETE", "/kept")


def test_a_paused_node_is_there_and_answers_nothing_until_it_goes_on(nodes: Nodes) -> None:
    nodes.pause(3)
    assert nodes.is_running(3)
    with pytest.raises(TimeoutError):
        ask(nodes, 3, "GET", "/", seconds=0.5)
    nodes.resume(3)
    assert ask(nodes, 3, "GET", "/")["name"] == "node-3"


KILLED = """
import os, signal
from tests.engines.opensearch.servers import running

with running(1) as nodes:
    print(nodes.cluster.nodes[0].http, nodes.folder, flush=True)
    nodes.pause(1)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_nodes_end_with_the_process_that_uses_them_and_leave_nothing() -> None:
    need_programs()
    killed = subprocess.run(
        [sys.executable, "-c", KILLED], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False
    )
    assert killed.returncode == -signal.SIGKILL
    port, folder = killed.stdout.split()
    while Path(folder).exists():
        time.sleep(0.05)
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", int(port)))


def test_tests_are_skipped_without_java_but_fail_on_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="no OpenSearch: java is not installed"):
        need_programs()
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="no OpenSearch: java is not installed"):
        need_programs()


def ask(
    nodes: Nodes, number: int, method: str, path: str, body: object = None, *, seconds: float = 60
) -> Any:
    """Return what a node answers."""
    connection = http.client.HTTPConnection(nodes.cluster.nodes[number - 1].host, timeout=seconds)
    try:
        sent = None if body is None else json.dumps(body)
        connection.request(method, path, sent, {"Content-Type": "application/json"})
        return json.load(connection.getresponse())
    finally:
        connection.close()
