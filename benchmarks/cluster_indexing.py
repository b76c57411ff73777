"""Measure indexing on a server: `python -m benchmarks.cluster_indexing --corpus FILE ...`.

FILE holds articles as JSON Lines. Ours is the whole way, as `build_index` does it: articles are
read, cleaned, compared, analyzed and sent, with what is remembered of them and their terms; it ends
with a refresh and a count. "Analyzed before" is the same from then on that they are analyzed. The
peers, opensearch-py's helpers, are given the same lines, analyzed
beforehand and already in memory as objects, and write them to an index of the same mapping, never
refreshed until the end. All run in turn, each in a process of its own, several rounds of it;
figures are medians. Processor times are those of our processes and of all nodes.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from benchmarks.analyzed_lines import write_lines
from benchmarks.cluster_indexing_worker import Way
from benchmarks.cluster_server import Server
from benchmarks.generate import write_corpus
from benchmarks.tables import print_table

DOCUMENTS = 10_000
FLOOR = 0.7
"""What our storing of analyzed articles is to be worth of a peer's."""

Taken = Mapping[str, float]


@click.command()
@click.option("--corpus", type=click.Path(exists=True, dir_okay=False), required=True)
@click.option("--address", required=True, help="Of an index on a server; it is built anew.")
@click.option("--documents", default=DOCUMENTS, show_default=True, type=click.IntRange(min=100))
@click.option("--rounds", default=3, show_default=True, type=click.IntRange(min=1))
def main(*, corpus: str, address: str, documents: int, rounds: int) -> None:
    """Print documents a second of each way, beside the peers, and processor times."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        articles = folder / "corpus.jsonl"
        write_corpus(Path(corpus), articles, documents)
        lines = write_lines(articles, folder / "lines")
        took: dict[Way, list[Taken]] = {way: [] for way in Way}
        for _ in range(rounds):
            for way in Way:
                took[way].append(run(way, articles if way.is_ours else lines, address))
    print_ways({way: _medians(each) for way, each in took.items()}, documents)


def run(way: Way, source: Path, address: str) -> Taken:
    """Return the seconds that a way took, in all and of our and the server's processors."""
    click.echo(way, err=True)
    server = Server(address)
    before = server.cpu_seconds()
    command = [sys.executable, "-m", "benchmarks.cluster_indexing_worker", way, str(source)]
    done = subprocess.run([*command, address], stdout=subprocess.PIPE, check=True)
    taken: dict[str, float] = json.loads(done.stdout) | {"server": server.cpu_seconds() - before}
    server.close()
    return taken


def print_ways(took: Mapping[Way, Taken], documents: int) -> None:
    """Print a row for each way."""
    head = ("", "docs/s", "x bulk", "x parallel", "our CPU ms/doc", "server CPU ms/doc")
    rows = []
    for way, taken in took.items():
        peers = [took[peer]["wall"] / taken["wall"] for peer in (Way.BULK, Way.PARALLEL_BULK)]
        spent = [1000 * taken[name] / documents for name in ("cpu", "server")]
        numbers = [f"{documents / taken['wall']:,.0f}", *(f"{each:.2f}" for each in peers)]
        rows.append((way, *numbers, *(f"{each:.2f}" for each in spent)))
    print_table(head, rows)
    least = min(took[Way.BULK]["wall"] / took[way]["wall"] for way in (Way.STORED_1, Way.STORED_2))
    print(f"\n{documents:,} documents; analyzed before {least:.2f} x helpers.bulk, floor {FLOOR}")


def _medians(took: Sequence[Taken]) -> Taken:
    return {key: statistics.median(each[key] for each in took) for key in took[0]}


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.cluster_indexing")
