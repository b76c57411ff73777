"""Ask nodes how they are."""

from __future__ import annotations

import http.client
import json
import time
from dataclasses import dataclass

from scripts.server.clusters import Cluster, Node, ServerError
from scripts.server.processes import SECONDS_BETWEEN_LOOKS, pid_of

SECONDS_TO_START = 180.0
"""How long nodes may take to start: alone, one takes 3 and three take 8, a busy machine more."""
SECONDS_TO_ANSWER = 5.0


@dataclass(frozen=True)
class Health:
    """What a node says of its cluster: the color, and how many nodes it sees."""

    cluster: str
    status: str
    nodes: int


def wait_until_healthy(cluster: Cluster) -> None:
    """Wait until every node sees all others, and a copy of every shard is there.

    Raises ServerError, with the end of a node's log, where one ends or is not ready in time.
    """
    end = time.monotonic() + SECONDS_TO_START
    for node in cluster.nodes:
        while not _is_ready(node, cluster):
            if pid_of(node) is None:
                raise ServerError(f"{node.name} ended\n{_end_of_log(node)}")
            if time.monotonic() > end:
                raise ServerError(f"{node.name} is not ready\n{_end_of_log(node)}")
            time.sleep(SECONDS_BETWEEN_LOOKS)


def health(node: Node) -> Health | None:
    """Return what the node says, None where nothing answers."""
    connection = http.client.HTTPConnection(node.host, timeout=SECONDS_TO_ANSWER)
    try:
        connection.request("GET", "/_cluster/health")
        said = json.load(connection.getresponse())
        return Health(said["cluster_name"], said["status"], said["number_of_nodes"])
    except (OSError, http.client.HTTPException, KeyError):  # the last: it has yet to find a manager
        return None
    finally:
        connection.close()


def _is_ready(node: Node, cluster: Cluster) -> bool:
    found = health(node)
    return (
        found is not None
        and found.cluster == cluster.name
        and found.nodes == len(cluster.nodes)
        and found.status != "red"
    )


def _end_of_log(node: Node, lines: int = 20) -> str:
    return "\n".join((node.folder / "log").read_text(errors="replace").splitlines()[-lines:])
