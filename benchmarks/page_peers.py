"""Time the page of results beside Datasette's: `python -m benchmarks.page_peers --corpus FILE`.

FILE holds articles as JSON Lines {"id", "title", "text", "date"}, of which a corpus is made as
`benchmarks.speed` makes it; `--keep DIR` may be the same folder. Both are asked, in turn, several
rounds, the same queries by eight connections that are kept: some words of a title each. Ours is
`python -m web`, all of its page; Datasette's is the page of a table with FTS5 over the same
articles, which is opened as immutable, with ten rows and the facets site, author and language. It
wants every word, folds no plural, marks no word and orders by number; ours ranks.

Client and server share the machine, so processor time of the server is printed beside requests a
second; a figure is the median of the rounds. What the page takes without a client is measured, too:
by Flask's test client, and by waitress, one connection asking after the other answer.
"""

from __future__ import annotations

import itertools
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import click

from benchmarks.page_servers import (
    ask,
    build_ours,
    build_peer,
    connection,
    cpu_seconds,
    documents_of,
    free_port,
    our_command,
    peer_command,
    running,
)
from benchmarks.tables import print_table
from web import create_app

SEED = 5
DOCUMENTS = 10_000
QUERIES = 200
CONNECTIONS = 8
MOST_WORDS = 4
SHORTEST = 4
"""Letters of the longest word of a query, at least: no query is of stop words only."""

Rates = list[tuple[float, float]]
"""Of each round requests a second, and processor milliseconds a request."""


@click.command()
@click.option("--corpus", type=click.Path(exists=True, dir_okay=False), required=True)
@click.option("--documents", default=DOCUMENTS, show_default=True, type=click.IntRange(min=100))
@click.option("--rounds", default=5, show_default=True, type=click.IntRange(min=1))
@click.option("--keep", type=click.Path(file_okay=False), help="Folder for corpora and indexes.")
def main(*, corpus: str, documents: int, rounds: int, keep: str | None) -> None:
    """Print requests a second beside Datasette's, and the times of a page."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(keep or temporary) / str(documents)
        index, database = build_ours(Path(corpus), folder, documents), build_peer(folder)
        queries = [query for _, query in itertools.islice(typed(folder), QUERIES)]
        print(f"\n{documents:,} documents, {QUERIES} queries, {rounds} rounds\n")
        print_rates(measure(index, database, queries, rounds))
        print()
        print_times(index, [our_path(query) for query in queries])


def typed(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield documents' ids and some words of their titles, always the same for a corpus."""
    choice = random.Random(SEED)
    titles = [(each["id"], each["title"].split()) for each in documents_of(folder)]
    while True:
        id, words = choice.choice(titles)
        length = choice.randint(1, MOST_WORDS)
        start = choice.randrange(max(1, len(words) - length + 1))
        chosen = ["".join(filter(str.isalnum, word)) for word in words[start : start + length]]
        if any(len(word) >= SHORTEST for word in chosen):
            yield id, " ".join(filter(None, chosen))


def our_path(query: str) -> str:
    """Return the path of our page of results."""
    return f"/search?{urlencode({'q': query})}"


def peer_path(query: str) -> str:
    """Return the path of Datasette's page of a table, searched and with facets."""
    facets = [("_facet", name) for name in ("site", "author", "language")]
    return f"/datasette/articles?{urlencode([('_search', query), *facets, ('_size', '10')])}"


def measure(
    index: Path, database: Path, queries: Sequence[str], rounds: int
) -> Mapping[str, Rates]:
    """Let both answer all queries in turn; the first round warms up."""
    ours, theirs = free_port(), free_port()
    rates: dict[str, Rates] = {"Trouvaille": [], "Datasette": []}
    with (
        running(our_command(index, ours), ours) as one,
        running(peer_command(database, theirs), theirs) as other,
    ):
        for _ in range(rounds + 1):
            rates["Trouvaille"].append(rate(ours, one, list(map(our_path, queries))))
            rates["Datasette"].append(rate(theirs, other, list(map(peer_path, queries))))
    return {name: each[1:] for name, each in rates.items()}


def rate(port: int, process: int, paths: Sequence[str]) -> tuple[float, float]:
    """Return requests a second, and processor milliseconds of the server a request."""
    shares = [paths[number::CONNECTIONS] for number in range(CONNECTIONS)]
    cpu, started = cpu_seconds(process), time.perf_counter()
    with ThreadPoolExecutor(CONNECTIONS) as users:
        list(users.map(lambda share: ask_all(port, share), shares))
    took, cpu = time.perf_counter() - started, cpu_seconds(process) - cpu
    return len(paths) / took, 1000 * cpu / len(paths)


def ask_all(port: int, paths: Sequence[str]) -> list[float]:
    """Ask by one connection; return the seconds of each. Raises ValueError of a failure."""
    times = []
    with connection(port) as kept:
        for path in paths:
            started = time.perf_counter()
            status, _ = ask(kept, path)
            times.append(time.perf_counter() - started)
            if status != 200:
                raise ValueError(f"{path} answered {status}")
    return times


def print_rates(rates: Mapping[str, Rates]) -> None:
    """Print the medians of both, and their ratios."""
    medians = {
        name: [statistics.median(each) for each in zip(*rounds, strict=True)]
        for name, rounds in rates.items()
    }
    rows = [(name, f"{a:.1f}", f"{b:.2f}") for name, (a, b) in medians.items()]
    (ours, our_cpu), (theirs, their_cpu) = medians.values()
    rows.append(("times as fast", f"{ours / theirs:.2f}", f"{their_cpu / our_cpu:.2f}"))
    print_table(("page of results", "requests/s", "server CPU ms"), rows)


def print_times(index: Path, paths: Sequence[str]) -> None:
    """Print how long a page takes, in the application alone and through the server."""
    client = create_app(index).test_client()
    port = free_port()
    with running(our_command(index, port), port):
        ways: dict[str, Callable[[], list[float]]] = {
            "application, CPU": lambda: timed(client.get, paths, time.process_time),
            "application": lambda: timed(client.get, paths, time.perf_counter),
            "waitress": lambda: ask_all(port, paths),
        }
        rows = []
        for name, way in ways.items():
            way()
            took = sorted(1000 * seconds for seconds in way())
            p95 = took[int(0.95 * len(took))]
            rows.append((name, f"{statistics.median(took):.2f}", f"{p95:.2f}", f"{took[-1]:.2f}"))
    print_table(("ms a page", "p50", "p95", "most"), rows)


def timed(
    get: Callable[[str], object], paths: Sequence[str], clock: Callable[[], float]
) -> list[float]:
    """Return how long requests take by a clock, in seconds."""
    times = []
    for path in paths:
        started = clock()
        get(path)
        times.append(clock() - started)
    return times


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.page_peers")
