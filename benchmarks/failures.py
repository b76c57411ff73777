"""Lose a node of a cluster: `python -m benchmarks.failures --corpus FILE`.

FILE holds articles as JSON Lines {"id", "title", "text", "date"}, of which a corpus is made as
`benchmarks.speed` makes it. A cluster of three nodes is run on this machine. One of them is killed
(SIGKILL) when a third of the articles was sent, first while an index of them is built, then while
all of them are changed; and when a third of the searches were asked, of an index with a copy of
each shard, and of one without any. Some seconds later it is started again.

Of the articles it is told how many are lost, there twice, or not changed; of the answers how many
are the same as before, partial and say so, refused by an error that says so, and wrong, which is
anything else; and how long the longest took. Exits with status 1 where anything is lost or wrong.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import click

import search
from benchmarks.generate import write_corpus
from benchmarks.node_losses import cluster_of, losing
from benchmarks.random_requests import RequestMaker
from benchmarks.tables import print_table
from scripts.server.clusters import Cluster
from search.answering.paging import PARTIAL
from search.engines.opensearch.connecting.address import parse_address
from search.engines.opensearch.connecting.connection import Connection
from search.engines.opensearch.stored.generations import Generation
from search.engines.opensearch.stored.settings import read_commit
from search.engines.opensearch.stored.states import digests_in, ids_in
from search.reading import read_all

NODES = 3

NODE = "node-2"
"""The node that is killed during indexing: of three shards, each node has one."""

EVERY = search.Query("-zyzomys", is_grouped=False)
"""What no article says, so that all match: of the words of some, requests are made."""

SAMPLE = 200
REQUESTS = 250
"""Different requests, which are asked in turn."""

CHANGE = " Mis à jour."
"""What is written behind each article, so that it is another."""

SETTLED = {"wait_for_status": "green", "wait_for_no_relocating_shards": "true"}

KINDS = ("same", "partial", "refused", "wrong")


class Held(NamedTuple):
    """What an index holds: the ids of its articles, and the digest of each."""

    ids: Sequence[str]
    digests: dict[str, str]


class Asked(NamedTuple):
    """How many answers were of each kind, and how long the longest took, in seconds."""

    kinds: Counter[str]
    longest: float


@click.command()
@click.option("--corpus", type=click.Path(exists=True, dir_okay=False), required=True)
@click.option("--documents", default=5_000, show_default=True, type=click.IntRange(min=1000))
@click.option("--searches", default=1_000, show_default=True, type=click.IntRange(min=100))
@click.option("--away", default=5.0, show_default=True, help="Seconds until the node starts again.")
def main(*, corpus: str, documents: int, searches: int, away: float) -> None:
    """Print what became of articles and answers."""
    with tempfile.TemporaryDirectory() as temporary, cluster_of(NODES) as cluster:
        source = Path(temporary) / "corpus.jsonl"
        write_corpus(Path(corpus), source, documents)
        index = f"{cluster.address}/failures"
        print(f"\n{documents:,} articles, {searches:,} searches, a node of {NODES} is killed\n")
        is_good = index_all(cluster, source, index, away)
        print()
        is_good = search_all(cluster, index, searches, away) and is_good
    sys.exit(not is_good)


def index_all(cluster: Cluster, source: Path, index: str, away: float) -> bool:
    """Build an index and change all of it; print what was lost, tell whether that is nothing."""
    rows, before = [], Held((), {})
    for name in ("build", "change"):
        if name == "change":
            change(source)
        started = time.perf_counter()
        stored = stored_in(index)
        articles = sum(1 for _ in source.open(encoding="utf-8"))
        with losing(cluster, NODE, lambda: stored_in(index) - stored > articles / 3, away):  # noqa: B023
            search.build_index(source, index, search.IndexOptions(cleaning=search.Cleaning.OFF))
        took = time.perf_counter() - started
        held, expected = held_by(index), {each.id for each in read_documents(source)}
        figures = (
            len(expected - set(held.ids)),
            len(held.ids) - len(set(held.ids)),
            sum(before.digests.get(id) == digest for id, digest in held.digests.items()),
        )
        rows.append((name, *figures, took))
        before = held
    head = ("a node is killed during", "lost", "twice", "not changed", "seconds")
    print_table(head, [(name, *map(str, counts), f"{took:.0f}") for name, *counts, took in rows])
    return not any(sum(counts) for _, *counts, _ in rows)


def search_all(cluster: Cluster, index: str, searches: int, away: float) -> bool:
    """Search with copies and without; print of which kind answers were, tell whether none is wrong.

    A searcher that was opened before goes on; every tenth answer is that of a new one.
    """
    rows = []
    for copies in (1, 0):
        set_copies(index, copies)
        asked = ask_all(cluster, index, searches, away)
        row = (
            f"{searches:,} searches, {copies} copies",
            *(str(asked.kinds[kind]) for kind in KINDS),
        )
        rows.append((*row, f"{asked.longest:.1f}"))
    print_table(("a node is killed during", *KINDS, "longest wait, s"), rows)
    return not any(int(row[KINDS.index("wrong") + 1]) for row in rows)


def ask_all(cluster: Cluster, index: str, searches: int, away: float) -> Asked:
    """Ask while a node is lost, and compare with what was answered before."""
    kinds: Counter[str] = Counter()
    longest = 0.0
    with search.open_index(index) as searcher:
        requests = list(requests_of(searcher))
        before = [answer(searcher, request) for request in requests]
        with losing(cluster, holder_of(index), lambda: kinds.total() >= searches / 3, away):
            for number in range(searches):
                started = time.perf_counter()
                turn = number % len(requests)
                opened = None if number % 10 else index
                kinds[kind_of(opened or searcher, requests[turn], before[turn])] += 1
                longest = max(longest, time.perf_counter() - started)
    return Asked(kinds, longest)


def kind_of(opened: str | search.Searcher, request: search.Query, before: object) -> str:
    """Return of which kind an answer is, of a searcher or of one that is opened for it."""
    try:
        if isinstance(opened, str):
            with search.open_index(opened) as searcher:
                found = answer(searcher, request)
        else:
            found = answer(opened, request)
    except search.EngineUnavailableError:
        return "refused"
    if found == before:
        return "same"
    return "partial" if PARTIAL in found[2] else "wrong"


def answer(
    searcher: search.Searcher, request: search.Query
) -> tuple[int, Sequence[tuple[str, float]], Sequence[str]]:
    """Return how many articles match, the first and their scores, and warnings."""
    page = searcher.search(request)
    hits = [(hit.document.id, round(hit.score, 6)) for hit in page.hits]
    return page.total, hits, page.warnings


def requests_of(searcher: search.Searcher) -> Iterator[search.Query]:
    """Yield requests of every kind, of words that articles say."""
    ids = [id for id, _ in searcher.best(EVERY, SAMPLE)]
    return RequestMaker([searcher.document(id) for id in ids]).requests(REQUESTS)


def change(source: Path) -> None:
    """Change every article of a corpus."""
    articles = [json.loads(line) for line in source.open(encoding="utf-8")]
    with source.open("w", encoding="utf-8") as file:
        for each in articles:
            file.write(json.dumps({**each, "text": each["text"] + CHANGE}, ensure_ascii=False))
            file.write("\n")


def read_documents(source: Path) -> Iterator[search.RawDocument]:
    """Yield the documents of a corpus that can be read."""
    for each in read_all([source]):
        if isinstance(each, search.RawDocument):
            yield each


def held_by(index: str) -> Held:
    """Return what an index holds."""
    connection = Connection(parse_address(index))
    generation = Generation(connection, read_commit(connection).generation)
    ids = list(ids_in(connection, generation.articles, {"match_all": {}}))
    return Held(ids, dict(digests_in(connection, generation.state)))


def stored_in(index: str) -> int:
    """Return how often anything was stored in an index, as far as its nodes know."""
    connection = Connection(parse_address(index), patience=0)
    try:
        told = connection.request("GET", f"/{connection.address.name}-*/_stats/indexing")
    except search.EngineUnavailableError:
        return 0
    return int(told["_all"]["primaries"].get("indexing", {}).get("index_total", 0))


def holder_of(index: str) -> str:
    """Return the name of the node that has the first shard of an index's articles."""
    connection = Connection(parse_address(index))
    generation = Generation(connection, read_commit(connection).generation)
    told = connection.request("GET", f"/{generation.articles}/_search_shards")
    primary = next(each for each in told["shards"][0] if each["primary"])  # two, where it moves
    return str(told["nodes"][primary["node"]]["name"])


def set_copies(index: str, copies: int) -> None:
    """Let each shard have so many copies, and wait until they are there."""
    connection = Connection(parse_address(index))
    path = f"/{connection.address.name}-*"
    body = {"number_of_replicas": copies}
    connection.request("PUT", f"{path}/_settings", body={"index": body})
    connection.request("GET", f"/_cluster/health{path}", params=SETTLED)


if __name__ == "__main__":
    main()
