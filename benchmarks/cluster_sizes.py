"""Measure what articles take on a server: `python -m benchmarks.cluster_sizes --corpus FILE ...`.

Corpora of several sizes (`benchmarks.generate`) are indexed anew, one after the other, as
`build_index` does it. For each it prints the bytes an article takes, as it was loaded and once it
is one segment a shard; what the state index and the settings take beside it; the processor time of
ours and of the server; how long pages take (`benchmarks.cluster_latency`), and the heap that is
used after the garbage was collected as far as a server can be told to.

While it loads, a server keeps for copies to catch up each document as it was sent, with all its
terms; merging drops that, once it knows that no copy needs it. So indexes are merged a while after.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import click
import numpy as np

from benchmarks.cluster_indexing import run
from benchmarks.cluster_indexing_worker import Way
from benchmarks.cluster_latency import KINDS, ask
from benchmarks.cluster_server import Server, Sizes
from benchmarks.generate import write_corpus
from benchmarks.preparing import prepare
from benchmarks.query_mix import make_questions
from benchmarks.tables import print_table
from search.engines.opensearch.connecting.address import parse_address
from search.engines.opensearch.connecting.connection import Connection
from search.engines.opensearch.connecting.names import Names
from search.engines.opensearch.stored.settings import read_commit

SIZES = (10_000, 34_653)
QUERIES = 40
"""Pages of each kind that are asked for."""

SETTLING_SECONDS = 35
"""After which a server knows that no copy needs what was sent (it looks every 30 seconds)."""


class Measured(NamedTuple):
    """What an index of some size takes; seconds, bytes."""

    documents: int
    our_cpu: float
    server_cpu: float
    loaded: Sizes
    merged: Sizes
    state: Sizes
    heap: int
    page_ms: float
    page_cpu: float


@click.command()
@click.option("--corpus", type=click.Path(exists=True, dir_okay=False), required=True)
@click.option("--address", required=True, help="Of an index on a server; it is built anew.")
@click.option("--documents", multiple=True, default=SIZES, type=click.IntRange(min=100))
def main(*, corpus: str, address: str, documents: Sequence[int]) -> None:
    """Print a column for each size of corpus."""
    measured = []
    for count in documents:
        with tempfile.TemporaryDirectory() as folder:
            measured.append(measure(Path(corpus), Path(folder), count, address))
    print_sizes(measured)


def measure(corpus: Path, folder: Path, documents: int, address: str) -> Measured:
    """Index so many documents, and return what that takes."""
    articles = folder / "corpus.jsonl"
    write_corpus(corpus, articles, documents)
    taken = run(Way.AUTO_2, articles, address)
    server = Server(address)
    names = _indices(address)
    loaded = server.sizes(names[0])
    time.sleep(SETTLING_SECONDS)
    for name in names:
        server.merge(name)
    prepare(articles, folder / "prepared")
    _pages(folder / "prepared", documents, address)  # warms the server up
    spent = server.cpu_seconds()
    pages = _pages(folder / "prepared", documents, address)
    return Measured(
        documents=documents,
        our_cpu=taken["cpu"],
        server_cpu=taken["server"],
        loaded=loaded,
        merged=server.sizes(names[0]),
        state=server.sizes(names[1]),
        heap=server.memory().used,
        page_ms=float(np.median(pages)) * 1000,
        page_cpu=(server.cpu_seconds() - spent) / len(pages),
    )


def print_sizes(measured: Sequence[Measured]) -> None:
    """Print what indexes take, a column for each."""
    rows: list[tuple[str, ...]] = [
        ("bytes an article, loaded", *(_each(m, m.loaded.bytes) for m in measured)),
        ("bytes an article, merged", *(_each(m, m.merged.bytes) for m in measured)),
        ("bytes an article, state", *(_each(m, m.state.bytes) for m in measured)),
        ("segments, loaded", *(str(m.loaded.segments) for m in measured)),
        ("our CPU, ms an article", *(f"{1000 * m.our_cpu / m.documents:.2f}" for m in measured)),
        (
            "server CPU, ms an article",
            *(f"{1000 * m.server_cpu / m.documents:.2f}" for m in measured),
        ),
        ("server CPU, ms a page", *(f"{1000 * m.page_cpu:.1f}" for m in measured)),
        ("page, ms (median)", *(f"{m.page_ms:.1f}" for m in measured)),
        ("heap used, MB", *(f"{m.heap / 1e6:.0f}" for m in measured)),
    ]
    print_table(("", *(f"{m.documents:,}" for m in measured)), rows)


def _pages(prepared: Path, documents: int, address: str) -> list[float]:
    """Return how long pages take, in seconds."""
    every = make_questions(prepared, documents, KINDS)
    asked = [each for kind in KINDS for each in [q for q in every if q.kind is kind][:QUERIES]]
    return [page.wall for page in ask(address, asked)]


def _indices(address: str) -> tuple[str, str]:
    """Return the indices of articles and of state."""
    parsed = parse_address(address)
    connection = Connection(parsed)
    generation = read_commit(connection).generation
    connection.close()
    names = Names(parsed.name)
    return names.articles_of(generation), names.state_of(generation)


def _each(measured: Measured, size: int) -> str:
    return f"{size / measured.documents:,.0f}"


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.cluster_sizes")
