"""What a search server says of itself: processor time, memory, sizes."""

from __future__ import annotations

from typing import Any, NamedTuple

from search.engines.opensearch.connecting.address import parse_address
from search.engines.opensearch.connecting.connection import Connection


class Server:
    """The server of an address."""

    def __init__(self, address: str) -> None:
        self._connection = Connection(parse_address(address))

    def cpu_seconds(self) -> float:
        """Return the processor time that all nodes have taken since they were started."""
        nodes = self._get("/_nodes/stats/process")["nodes"].values()
        return float(sum(node["process"]["cpu"]["total_in_millis"] for node in nodes)) / 1000

    def memory(self) -> Memory:
        """Return what the heaps of all nodes hold."""
        nodes = self._get("/_nodes/stats/jvm").get("nodes", {}).values()
        jvms = [node["jvm"] for node in nodes]
        collectors = [each for jvm in jvms for each in jvm["gc"]["collectors"].values()]
        return Memory(
            used=sum(jvm["mem"]["heap_used_in_bytes"] for jvm in jvms),
            most=sum(jvm["mem"]["heap_max_in_bytes"] for jvm in jvms),
            collecting=sum(each["collection_time_in_millis"] for each in collectors) / 1000,
        )

    def sizes(self, index: str) -> Sizes:
        """Return what an index takes, its copies not counted."""
        said = self._get(f"/{index}/_stats/docs,store,segments")["_all"]["primaries"]
        return Sizes(
            documents=said["docs"]["count"],
            bytes=said["store"]["size_in_bytes"],
            segments=said["segments"]["count"],
        )

    def merge(self, index: str) -> None:
        """Make one segment of each shard of an index."""
        self._connection.request(
            "POST", f"/{index}/_forcemerge", params={"max_num_segments": "1"}, timeout=3600
        )
        self._connection.request("POST", f"/{index}/_refresh")

    def close(self) -> None:
        """Let go of the server."""
        self._connection.close()

    def _get(self, path: str) -> dict[str, Any]:
        return self._connection.request("GET", path)


class Memory(NamedTuple):
    """Bytes of heap that are used and that there are; seconds that went into freeing them."""

    used: int
    most: int
    collecting: float


class Sizes(NamedTuple):
    """How large an index is."""

    documents: int
    bytes: int
    segments: int
