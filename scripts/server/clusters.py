"""What a cluster is: a folder with nodes in it, and the ports on loopback where they answer."""

from __future__ import annotations

import json
import secrets
import socket
from dataclasses import dataclass
from pathlib import Path

LOOPBACK = "127.0.0.1"
PORTS = range(20_000, 32_000)
"""Where free ports are looked for: below those that Linux gives to outgoing connections."""


class ServerError(Exception):
    """A cluster cannot be made or run; the text says why."""


@dataclass(frozen=True)
class Node:
    """One node of a cluster: its folder, and its ports for requests and for other nodes."""

    folder: Path
    http: int
    transport: int

    @property
    def name(self) -> str:
        """The node's name in the cluster."""
        return self.folder.name

    @property
    def host(self) -> str:
        """Where the node answers requests: host:port."""
        return f"{LOOPBACK}:{self.http}"

    @property
    def peer(self) -> str:
        """Where other nodes find it: host:port."""
        return f"{LOOPBACK}:{self.transport}"


@dataclass(frozen=True)
class Cluster:
    """Nodes that find one another."""

    nodes: tuple[Node, ...]

    @property
    def name(self) -> str:
        """The cluster's name, by which no other server is taken for it."""
        return f"trouvaille-{self.nodes[0].transport}"

    @property
    def address(self) -> str:
        """The address of all nodes; the name of an index goes after it, behind a slash."""
        return "opensearch://" + ",".join(node.host for node in self.nodes)


def make_cluster(folder: Path, *, nodes: int, port: int) -> Cluster:
    """Choose ports for a cluster in `folder`, unless it holds that one; 0 is any that is free.

    The nodes answer at `port` and those that follow. Raises ServerError where the folder holds a
    cluster of other ports.
    """
    if not _ports_file(folder).exists():
        _write(folder, _chosen(nodes, port))
    cluster = open_cluster(folder)
    if len(cluster.nodes) != nodes or port not in {0, cluster.nodes[0].http}:
        raise ServerError(f"{folder} holds the cluster {cluster.address}")
    return cluster


def open_cluster(folder: Path) -> Cluster:
    """Return the cluster that was made in `folder`; raise ServerError where none was."""
    try:
        ports = json.loads(_ports_file(folder).read_text())
    except FileNotFoundError as error:
        raise ServerError(f"{folder} holds no cluster") from error
    return Cluster(
        tuple(
            Node(folder.absolute() / f"node-{number}", http, transport)
            for number, (http, transport) in enumerate(ports, start=1)
        )
    )


def _ports_file(folder: Path) -> Path:
    return folder / "ports.json"


def _chosen(nodes: int, port: int) -> list[tuple[int, int]]:
    free = _free_ports(2 * nodes)
    answering = range(port, port + nodes) if port else free[nodes:]
    return list(zip(answering, free[:nodes], strict=True))


def _free_ports(number: int) -> list[int]:
    found: list[int] = []
    for port in secrets.SystemRandom().sample(PORTS, len(PORTS)):
        if len(found) == number:
            break
        if _is_free(port):
            found.append(port)
    return found


def _is_free(port: int) -> bool:
    with socket.socket() as candidate:
        try:
            candidate.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def _write(folder: Path, ports: list[tuple[int, int]]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    _ports_file(folder).write_text(json.dumps(ports))
