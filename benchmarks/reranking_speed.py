"""Time what ranking again takes: `python -m benchmarks.reranking_speed --corpus FILE`.

FILE holds articles as JSON Lines {"id", "title", "text", "date"}. What a reader types (some words
of a title) is answered by BM25 alone and with the best ranked again, in turn, without showing
anything; a query's time is the median of its rounds, in processor time. The loops are those of
TROUVAILLE_KERNELS.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

import search
from benchmarks.query_mix import MOST_TERMS
from benchmarks.tables import print_table
from search.compiled import VARIABLE, is_refused
from search.engines.whoosh import kernels
from search.scoring import FeatureWeights, Scoring
from search.searching import PAGE_SIZE, Searcher

SEED = 7
QUERIES = 200
WAYS = {"BM25": Scoring(features=FeatureWeights()), "ranked again": Scoring()}


@click.command()
@click.option("--corpus", type=click.Path(exists=True, dir_okay=False), required=True)
@click.option("--index", type=click.Path(file_okay=False), help="An index of it; else one is made.")
@click.option("--rounds", default=5, show_default=True, type=click.IntRange(min=1))
def main(*, corpus: str, index: str | None, rounds: int) -> None:
    """Print the median and the 95th percentile of queries with and without ranking again."""
    with tempfile.TemporaryDirectory() as folder:
        if index is None:
            options = search.IndexOptions(cleaning=search.Cleaning.OFF)
            search.build_index(corpus, folder, options)
        times = measure(index or folder, list(queries(Path(corpus))), rounds)
    times["difference"] = [b - a for a, b in zip(*times.values(), strict=True)]
    is_compiled = kernels.compiled is not None and not is_refused()
    print(f"{VARIABLE}={os.environ.get(VARIABLE, '')}: {'compiled' if is_compiled else 'numpy'}")
    rows = [(name, *map(_milliseconds, percentiles(each))) for name, each in times.items()]
    print_table(("CPU ms a query", "p50", "p95", "most"), rows)


def queries(corpus: Path) -> Iterator[str]:
    """Yield what readers might type: one to five words of a title, the same each time."""
    with corpus.open(encoding="utf-8") as lines:
        titles = [json.loads(line)["title"].split() for line in lines]
    choice = random.Random(SEED)
    for words in choice.sample(titles, min(QUERIES, len(titles))):
        length = choice.randint(1, MOST_TERMS)
        start = choice.randrange(max(1, len(words) - length + 1))
        yield " ".join(words[start : start + length])


def measure(index: str, asked: Sequence[str], rounds: int) -> dict[str, list[float]]:
    """Return the seconds that each query takes in each way; the first round warms up."""
    searchers = {name: Searcher(index, scoring) for name, scoring in WAYS.items()}
    took = [
        {name: [_time(searcher, query) for query in asked] for name, searcher in searchers.items()}
        for _ in range(rounds + 1)
    ][1:]
    for searcher in searchers.values():
        searcher.close()
    return {
        name: [statistics.median(times) for times in zip(*(r[name] for r in took), strict=True)]
        for name in searchers
    }


def percentiles(values: Sequence[float]) -> tuple[float, float, float]:
    """Return the median, the 95th percentile and the most."""
    ordered = sorted(values)
    return statistics.median(ordered), ordered[int(0.95 * (len(ordered) - 1))], ordered[-1]


def _time(searcher: Searcher, query: str) -> float:
    started = time.process_time()
    searcher.best(query, PAGE_SIZE)
    return time.process_time() - started


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.3f}"


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.reranking_speed")
