"""Measure speed beside the peers: `python -m benchmarks.speed --corpus FILE [--documents N]`.

FILE holds JSON Lines {"id", "title", "text"}. Every engine indexes the same documents in one
process, in processor seconds, and answers the same queries (words of titles), each engine in
turn, several rounds of it; a query's time is the median over the rounds. Ratios are against
tantivy: below 1 is less, of seconds, bytes or milliseconds alike.
"""

from __future__ import annotations

import dataclasses
import json
import random
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import click

from benchmarks.speed_engines import ENGINES, query_terms
from benchmarks.tables import print_table
from search.analysis import FrenchAnalyzer

BASE = "tantivy"
QUERIES = 200
SEED = 7


@dataclasses.dataclass(frozen=True, slots=True)
class Figures:
    """What one engine took, medians over the rounds."""

    seconds: float
    peak_mb: float
    index_mb: float
    p50_ms: float
    p95_ms: float


@click.command()
@click.option("--corpus", type=click.Path(exists=True, dir_okay=False), required=True)
@click.option("--documents", default=5000, show_default=True, type=click.IntRange(min=10))
@click.option("--rounds", default=3, show_default=True, type=click.IntRange(min=1))
def main(*, corpus: str, documents: int, rounds: int) -> None:
    """Print documents a second, index size, peak memory and query times, with ratios."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        count = _cut(Path(corpus), work / "corpus.jsonl", documents)
        _write_queries(work / "corpus.jsonl", work / "queries.json")
        figures = measure(work, rounds)
    base = figures[BASE]
    print(f"{count} documents, {QUERIES} queries, {rounds} rounds; × is the ratio to {BASE}")
    print_table(
        ("engine", "docs/s", "×", "index MB", "×", "peak MB", "p50 ms", "×", "p95 ms", "×"),
        [_row(name, each, base, count) for name, each in figures.items()],
    )


def measure(work: Path, rounds: int) -> dict[str, Figures]:
    """Let the engines take turns, `rounds` times, at the corpus and queries in `work`."""
    builds: dict[str, list[dict[str, float]]] = {name: [] for name in ENGINES}
    times: dict[str, list[list[float]]] = {name: [] for name in ENGINES}
    for number in range(rounds):
        for name in ENGINES:
            index = _index(work, name, number)
            builds[name].append(_run(name, "build", work / "corpus.jsonl", index))
        for name in ENGINES:
            index = _index(work, name, number)
            found = _run(name, "search", work / "queries.json", index)
            times[name].append(found["times_ms"])
    return {name: _figures(builds[name], times[name], _index(work, name, 0)) for name in ENGINES}


def _figures(builds: list[dict[str, float]], times: list[list[float]], index: Path) -> Figures:
    each_query = [statistics.median(query) for query in zip(*times, strict=True)]
    size = sum(path.stat().st_size for path in index.rglob("*") if path.is_file())
    return Figures(
        seconds=statistics.median(build["seconds"] for build in builds),
        peak_mb=statistics.median(build["peak_mb"] for build in builds),
        index_mb=size / 1e6,
        p50_ms=statistics.median(each_query),
        p95_ms=statistics.quantiles(each_query, n=20)[-1],
    )


def _row(name: str, figures: Figures, base: Figures, documents: int) -> tuple[str, ...]:
    return (
        name,
        f"{documents / figures.seconds:,.0f}",
        f"{figures.seconds / base.seconds:.2f}",
        f"{figures.index_mb:.1f}",
        f"{figures.index_mb / base.index_mb:.2f}",
        f"{figures.peak_mb:.0f}",
        f"{figures.p50_ms:.2f}",
        f"{figures.p50_ms / base.p50_ms:.1f}",
        f"{figures.p95_ms:.2f}",
        f"{figures.p95_ms / base.p95_ms:.1f}",
    )


def _run(engine: str, action: str, source: Path, index: Path) -> dict[str, Any]:
    command = [
        sys.executable,
        "-m",
        "benchmarks.speed_worker",
        engine,
        action,
        str(source),
        str(index),
    ]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def _index(work: Path, engine: str, number: int) -> Path:
    return work / f"{engine.replace(', ', '-').replace(' ', '-')}-{number}"


def _cut(corpus: Path, target: Path, documents: int) -> int:
    """Copy the first documents; return how many there were."""
    with corpus.open(encoding="utf-8") as lines, target.open("w", encoding="utf-8") as cut:
        return sum(1 for line in islice(lines, documents) if cut.write(line))


def _write_queries(corpus: Path, target: Path) -> None:
    """Write queries of two to five words of a title, at least one of them no stop word."""
    chooser = random.Random(SEED)
    analyzer = FrenchAnalyzer()
    titles = list(_titles(corpus))
    queries: list[str] = []
    while len(queries) < QUERIES:
        words = chooser.choice(titles).split()
        length = chooser.randint(2, 5)
        start = chooser.randrange(max(1, len(words) - length + 1))
        query = " ".join(words[start : start + length])
        if query_terms(query, analyzer):
            queries.append(query)
    target.write_text(json.dumps(queries), encoding="utf-8")


def _titles(corpus: Path) -> Iterator[str]:
    with corpus.open(encoding="utf-8") as lines:
        for line in lines:
            title = json.loads(line).get("title") or ""
            if len(title.split()) > 1:
                yield title


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.speed")
