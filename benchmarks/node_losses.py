"""A cluster of this machine, of which a node is lost for a while."""

from __future__ import annotations

import contextlib
import signal
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from scripts.server.artifacts import fetch
from scripts.server.clusters import Cluster, make_cluster
from scripts.server.health import wait_until_healthy
from scripts.server.processes import send, start_nodes, stop_nodes

HEAP = 512
"""MB of a node."""

SECONDS_BETWEEN_LOOKS = 0.05


@contextlib.contextmanager
def cluster_of(nodes: int) -> Iterator[Cluster]:
    """Run a cluster of so many nodes, each a process, until the end."""
    with tempfile.TemporaryDirectory() as folder:
        cluster = make_cluster(Path(folder), nodes=nodes, port=0)
        try:
            _start(cluster)
            yield cluster
        finally:
            stop_nodes(cluster)


@contextlib.contextmanager
def losing(cluster: Cluster, name: str, is_time: Callable[[], bool], away: float) -> Iterator[None]:
    """Kill the node of a name as soon as it is time, and start it again `away` seconds later.

    Returns when it is back; raises RuntimeError where it was never time.
    """
    ended, killed = threading.Event(), threading.Event()

    def lose() -> None:
        while not is_time():
            if ended.wait(SECONDS_BETWEEN_LOOKS):
                return
        send(next(node for node in cluster.nodes if node.name == name), signal.SIGKILL)
        killed.set()
        time.sleep(away)
        _start(cluster)

    thread = threading.Thread(target=lose)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
    if not killed.is_set():
        raise RuntimeError("it ended before a node was lost: take more documents or searches")


def _start(cluster: Cluster) -> None:
    start_nodes(cluster, fetch(), heap=HEAP)
    wait_until_healthy(cluster)
