"""The nodes of a cluster, and which of them to ask first."""

from __future__ import annotations

import os
import threading
import time
from typing import TYPE_CHECKING

from search.engines.opensearch.connecting.address import Address
from search.errors import EngineMissingError

if TYPE_CHECKING:
    from search.engines.opensearch.connecting.node import Node

REST_SECONDS = 10.0
"""How long a node that did not answer is asked only when no other is left."""


class Nodes:
    """The nodes of a cluster, asked in turn; those that failed lately come last."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self._lock = threading.Lock()
        self._nodes: dict[str, Node] = {}
        self._process = os.getpid()
        self._rests_until: dict[str, float] = {}
        self._turn = 0

    def in_turn(self) -> list[tuple[str, Node]]:
        """Return the nodes in the order in which to ask them."""
        with self._lock:
            self._open()
            hosts = self._address.hosts
            self._turn += 1
            start = self._turn % len(hosts)
            now = time.monotonic()
            ordered = sorted(
                hosts[start:] + hosts[:start],
                key=lambda host: self._rests_until.get(host, 0) > now,
            )
            return [(host, self._nodes[host]) for host in ordered]

    def rest(self, host: str) -> None:
        """Ask a node only after the others, for a while."""
        with self._lock:
            self._rests_until[host] = time.monotonic() + REST_SECONDS

    def close(self) -> None:
        """Close all connections."""
        with self._lock:
            for node in self._nodes.values():
                node.close()
            self._nodes = {}

    def _open(self) -> None:
        """Make what talks to the nodes; anew after a fork, whose sockets are the parent's."""
        if self._nodes and self._process == os.getpid():
            return
        try:
            from search.engines.opensearch.connecting.node import Node  # noqa: PLC0415  lazily
        except ModuleNotFoundError as error:
            if error.name and error.name.partition(".")[0] == "opensearchpy":
                raise EngineMissingError from error
            raise
        self._process = os.getpid()
        self._nodes = {host: Node(self._address, host) for host in self._address.hosts}
