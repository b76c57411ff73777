"""Start and stop the nodes of a cluster, each in a process of its own.

A node's process holds a lock on the node's file `pid` as long as it lives. So anyone can tell for
sure which process runs a node and whether one does, even one that a signal stopped.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import signal
import time
from collections.abc import Sequence
from typing import IO

from scripts.server.artifacts import Artifacts
from scripts.server.clusters import LOOPBACK, Cluster, Node

JAVA_OPTIONS = ("-Dlog4j2.disable.jmx=true",)
QUICK_OPTIONS = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
"""For a quick start: 3.1 seconds, where the second compiler takes 3.7."""
LASTING_OPTIONS = (
    "-XX:+UseG1GC",
    "-XX:G1ReservePercent=25",
    "-XX:InitiatingHeapOccupancyPercent=30",
)
"""For quick answers: what OpenSearch itself is started with."""
LASTING_HEAP = 1000
"""MB; a node of that much or more is there to work for long."""
SETTINGS = (
    "cluster.routing.allocation.disk.threshold_enabled=false",
    "indices.breaker.total.use_real_memory=false",
)
"""A developer's disk may be nearly full; and a heap that is full of garbage, which the serial
collector leaves until it is, is no reason to refuse a request."""
SECONDS_TO_END = 20.0
"""How long a node may take to end by itself; it takes one."""
SECONDS_BETWEEN_LOOKS = 0.05


def start_nodes(
    cluster: Cluster, artifacts: Artifacts, *, heap: int, settings: Sequence[str] = ()
) -> None:
    """Start the nodes that do not run, each with a heap of `heap` MB and `settings` (key=value)."""
    for node in cluster.nodes:
        node.folder.mkdir(parents=True, exist_ok=True)
        with (node.folder / "pid").open("a") as lock, (node.folder / "log").open("w") as log:
            if _locks(lock, fcntl.LOCK_EX):
                command = _command(node, cluster, artifacts, heap, settings)
                _launch(command, lock, log)


def stop_nodes(cluster: Cluster) -> None:
    """Let all nodes end, and end those by force that do not."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        for node in cluster.nodes:
            send(node, number)
            send(node, signal.SIGCONT)  # one that is stopped would take no other
        _wait_for_end(cluster)


def send(node: Node, number: int) -> None:
    """Send a signal to the node's process, where it has one."""
    pid = pid_of(node)
    if pid is not None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)


def pid_of(node: Node) -> int | None:
    """Return the process that runs `node`, None where none does."""
    path = node.folder / "pid"
    try:
        with path.open() as file:
            if _locks(file, fcntl.LOCK_SH):
                return None
    except FileNotFoundError:
        return None
    return int(path.read_text())


def _locks(file: IO[str], kind: int) -> bool:
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _command(
    node: Node, cluster: Cluster, artifacts: Artifacts, heap: int, settings: Sequence[str]
) -> list[str]:
    options = LASTING_OPTIONS if heap >= LASTING_HEAP else QUICK_OPTIONS
    sized = [f"-Xms{heap}m", f"-Xmx{heap}m", *options, *JAVA_OPTIONS]
    machine = ["java", *sized, "-cp", artifacts.class_path]
    return [*machine, "Node", str(node.folder), *_settings(node, cluster), *SETTINGS, *settings]


def _settings(node: Node, cluster: Cluster) -> list[str]:
    return [
        f"cluster.name={cluster.name}",
        f"node.name={node.name}",
        f"network.host={LOOPBACK}",
        f"http.port={node.http}",
        f"transport.port={node.transport}",
        f"discovery.seed_hosts={','.join(other.peer for other in cluster.nodes)}",
        f"cluster.initial_cluster_manager_nodes={','.join(other.name for other in cluster.nodes)}",
    ]


def _launch(command: list[str], lock: IO[str], log: IO[str]) -> None:
    """Run the command in a session of its own, and leave the lock to it alone."""
    lock.truncate(0)
    os.set_inheritable(lock.fileno(), True)  # noqa: FBT003
    pid = os.posix_spawnp(
        command[0],
        command,
        os.environ,
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_DUP2, log.fileno(), 1),
            (os.POSIX_SPAWN_DUP2, log.fileno(), 2),
        ],
        setsid=True,
    )
    lock.write(str(pid))


def _wait_for_end(cluster: Cluster) -> None:
    end = time.monotonic() + SECONDS_TO_END
    while time.monotonic() < end and any(pid_of(node) for node in cluster.nodes):
        time.sleep(SECONDS_BETWEEN_LOOKS)
