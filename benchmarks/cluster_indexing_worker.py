"""Index a corpus on a server in one way, and print what that took, as JSON.

Run by `benchmarks.cluster_indexing`, a process for each time: `WAY FILE ADDRESS`.
"""

from __future__ import annotations

import collections
import dataclasses
import enum
import functools
import json
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import search
from benchmarks.analyzed_lines import read_lines
from search.cleaning.site_rules import Rules
from search.cleaning.traces import Traces
from search.engines.opensearch.connecting.address import parse_address
from search.engines.opensearch.stored.mapping import articles_index
from search.engines.opensearch.writing import OpenSearchIndexWriter
from search.indexing_run import Run
from search.models import Cleaning
from search.parallel import Workers
from search.reading import read_all

PEER_INDEX = "trouvaille-peer"
"""The index of the peers, which are given analyzed text."""

CHUNK_BYTES = 5_000_000
CHUNK_DOCUMENTS = 500
"""Documents of a request: what opensearch-py takes unless it is told otherwise."""

THREADS = 4


class Way(enum.StrEnum):
    """How documents come into an index."""

    AUTO_1 = "cleaning auto, 1 job"
    AUTO_2 = "cleaning auto, 2 jobs"
    OFF_1 = "cleaning off, 1 job"
    OFF_2 = "cleaning off, 2 jobs"
    STORED_1 = "analyzed before, 1 job"
    STORED_2 = "analyzed before, 2 jobs"
    BULK = "helpers.bulk"
    PARALLEL_BULK = "helpers.parallel_bulk"

    @property
    def is_ours(self) -> bool:
        """Tell whether our articles come into an index so."""
        return not self.startswith("helpers")

    @property
    def jobs(self) -> int:
        """How many processes share the work."""
        return 2 if self.endswith("2 jobs") else 1


def main(way: Way, source: Path, address: str) -> None:
    """Index a file: articles, or lines of analyzed ones for peers."""
    run = _ours(way, source, address) if way.is_ours else _peer(way, source, address)
    next(run)  # prepared: peers have read what they send, and articles are analyzed that are to be
    wall, before = time.perf_counter(), _cpu()
    for _ in run:
        pass
    print(json.dumps({"wall": time.perf_counter() - wall, "cpu": _cpu() - before}))


def _ours(way: Way, source: Path, address: str) -> Iterator[None]:
    cleaning = Cleaning.AUTO if way in {Way.AUTO_1, Way.AUTO_2} else Cleaning.OFF
    options = search.IndexOptions(rebuild=True, cleaning=cleaning, jobs=way.jobs)
    if way in {Way.STORED_1, Way.STORED_2}:
        yield from _stored(options, source, address)
        return
    yield
    search.build_index(source, address, options)


def _stored(options: search.IndexOptions, source: Path, address: str) -> Iterator[None]:
    """Clean and analyze, then store, with all that is remembered of articles and their terms."""
    options = dataclasses.replace(options, rules=Rules())
    read = functools.partial(read_all, [source])
    with (
        Workers(options.jobs) as workers,
        _LateWriter(parse_address(address), rebuild=True) as writer,
        Traces() as traces,
    ):
        run = Run(writer, traces, workers, options)
        run.prepare(run.changed(read()))
        yield
        run.store(read)
        writer.commit()


class _LateWriter(OpenSearchIndexWriter):
    """Sends nothing while articles are still cleaned."""

    @property
    def ahead(self) -> None:
        return None


def _peer(way: Way, source: Path, address: str) -> Iterator[None]:
    from opensearchpy import OpenSearch, helpers  # noqa: PLC0415  the peers' alone

    client = OpenSearch([f"http://{host}" for host in parse_address(address).hosts], timeout=120)
    body = articles_index()
    body["settings"]["refresh_interval"] = "-1"
    client.indices.delete(index=PEER_INDEX, ignore_unavailable=True)
    client.indices.create(index=PEER_INDEX, body=body)
    documents = [_action(id, json.loads(line)) for id, line in read_lines(source)]
    yield
    if way is Way.BULK:
        helpers.bulk(client, documents, chunk_size=CHUNK_DOCUMENTS, max_chunk_bytes=CHUNK_BYTES)
    else:
        sent = helpers.parallel_bulk(
            client,
            documents,
            thread_count=THREADS,
            chunk_size=CHUNK_DOCUMENTS,
            max_chunk_bytes=CHUNK_BYTES,
        )
        collections.deque(sent, maxlen=0)
    client.indices.refresh(index=PEER_INDEX)


def _action(id: str, document: dict[str, Any]) -> dict[str, Any]:
    return {"_index": PEER_INDEX, "_id": id, "_source": document}


def _cpu() -> float:
    """Return the processor time of this process, and of those that it started and that ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


if __name__ == "__main__":
    main(Way(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
