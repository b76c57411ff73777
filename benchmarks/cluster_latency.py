"""Measure pages of results on a server: `python -m benchmarks.cluster_latency --corpus FILE`.

The same documents stand in an index in a folder and in one on a server; both are asked the queries
of `benchmarks.speed` for whole pages of ten: alone (page), and with all facets and with reprints as
one (results). Each query is asked once by a searcher opened for it all, after the server has
answered the same ones to another: so it is warm, and nothing is remembered on our side. Queries are
asked of both engines in turn; the median of some rounds counts for each query.
"""

from __future__ import annotations

import dataclasses
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

import click
import numpy as np

import search
from benchmarks.cluster_agreement import build
from benchmarks.cluster_server import Server
from benchmarks.preparing import prepare
from benchmarks.query_mix import make_questions
from benchmarks.questions import Kind, Question
from benchmarks.tables import print_table
from search.engines.opensearch.connecting.connection import Connection

DOCUMENTS = 34_653
KINDS = (Kind.PAGE, Kind.RESULTS)
MILLI = 1000


class Took(NamedTuple):
    """What a page took: seconds, in all, of our processor and in requests, and how many these are.

    `server` are the seconds that the server says it took.
    """

    wall: float
    cpu: float
    waited: float
    server: float
    requests: float


@dataclasses.dataclass(slots=True)
class Asked:
    """What was asked of a server since it was last looked at."""

    requests: int = 0
    waited: float = 0.0
    server: float = 0.0


@click.command()
@click.option("--corpus", type=click.Path(exists=True, dir_okay=False), required=True)
@click.option("--address", required=True, help="Of an index on a server; it is built anew.")
@click.option("--documents", default=DOCUMENTS, show_default=True, type=click.IntRange(min=100))
@click.option("--queries", default=100, show_default=True, help="Of each kind, at the most.")
@click.option("--rounds", default=3, show_default=True, type=click.IntRange(min=1))
@click.option("--keep", type=click.Path(file_okay=False), help="Folder; indexes are used again.")
def main(  # noqa: PLR0913  one parameter an option
    *, corpus: str, address: str, documents: int, queries: int, rounds: int, keep: str | None
) -> None:
    """Print how long pages take in both engines, and what that is made of."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(keep or temporary)
        folder.mkdir(parents=True, exist_ok=True)
        build(Path(corpus), documents, folder, address)
        if not (folder / "prepared").exists():
            prepare(folder / "corpus.jsonl", folder / "prepared")
        every = make_questions(folder / "prepared", documents, KINDS)
        questions = [
            each for kind in KINDS for each in [one for one in every if one.kind is kind][:queries]
        ]
        indexes = {"folder": str(folder / "index"), "server": address}
        took, server_cpu = measure(indexes, questions, rounds)
    print_pages(took, questions)
    print(f"\nserver: {server_cpu / len(questions) * MILLI:.1f} ms CPU a page")


def measure(
    indexes: Mapping[str, str], questions: Sequence[Question], rounds: int
) -> tuple[dict[str, list[Took]], float]:
    """Return what each page took by the name of its index, and the server's CPU for all, in s."""
    server = Server(indexes["server"])
    found: dict[str, list[list[Took]]] = {name: [] for name in indexes}
    spent = []
    for number in range(rounds + 1):
        for name, index in indexes.items():
            before = server.cpu_seconds()
            pages = list(ask(index, questions))
            if number:
                found[name].append(pages)
                spent += [server.cpu_seconds() - before] if name == "server" else []
    server.close()
    return {name: _medians(runs) for name, runs in found.items()}, statistics.median(spent)


def ask(index: str, questions: Sequence[Question]) -> Iterator[Took]:
    """Yield what each page takes, in one searcher."""
    asked = Asked()
    counting = mock.patch.object(Connection, "request", counted(Connection.request, asked))
    with counting, search.open_index(index) as searcher:
        searcher.search("mer")  # what is read once
        for question in questions:
            yield _page(searcher, question, asked)


def counted(request: Callable[..., Any], asked: Asked) -> Callable[..., Any]:
    """Return what sends requests and counts them."""

    def send(*arguments: Any, **named: Any) -> Any:
        started = time.perf_counter()
        answer = request(*arguments, **named)
        asked.waited += time.perf_counter() - started
        asked.requests += 1
        asked.server += answer.get("took", 0) / MILLI
        return answer

    return send


def print_pages(took: Mapping[str, Sequence[Took]], questions: Sequence[Question]) -> None:
    """Print a row for each kind of page and index."""
    head = ("", "p50 ms", "p95 ms", "our CPU ms", "waited ms", "server says ms", "requests")
    rows = []
    for kind in KINDS:
        for name, pages in took.items():
            own = [
                page
                for page, question in zip(pages, questions, strict=True)
                if question.kind is kind
            ]
            walls = [page.wall * MILLI for page in own]
            means = [statistics.fmean(page[field] for page in own) for field in range(1, 5)]
            numbers = [
                *np.percentile(walls, (50, 95)),
                *(MILLI * each for each in means[:3]),
                means[3],
            ]
            rows.append((f"{kind} {name}", *(f"{each:.1f}" for each in numbers)))
    print_table(head, rows)


def _page(searcher: search.Searcher, question: Question, asked: Asked) -> Took:
    asked.requests, asked.waited, asked.server = 0, 0.0, 0.0
    whole = question.kind is Kind.RESULTS
    query = search.Query(question.text, is_grouped=whole)
    cpu, wall = time.process_time(), time.perf_counter()
    searcher.search(query, with_facets=whole)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return Took(wall, cpu, asked.waited, asked.server, asked.requests)


def _medians(runs: Sequence[Sequence[Took]]) -> list[Took]:
    return [
        Took(*map(statistics.median, zip(*pages, strict=True))) for pages in zip(*runs, strict=True)
    ]


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.cluster_latency")
