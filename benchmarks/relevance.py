"""Measure the ranking: `python -m benchmarks.relevance --collections DIR`.

Each folder of DIR is a collection: corpus.jsonl {"id", "title", "text"}, queries.tsv (query-id,
query) and qrels.tsv (query-id, document-id, relevance). Every query of qrels.tsv counts, one
without results as zero; gains are linear, the discount is log2(rank + 1).
"""

from __future__ import annotations

import dataclasses
import math
import statistics
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click

import search
from benchmarks.tables import print_table

DEPTH = 100
"""Documents of each query that are judged."""


@dataclasses.dataclass(frozen=True, slots=True)
class Figures:
    """What a ranking is worth: each from 0 to 1."""

    ndcg: float
    mrr: float
    recall: float


@click.command()
@click.option("--collections", type=click.Path(exists=True, file_okay=False), required=True)
@click.option("--only", multiple=True, help="Names of collections; all of them by default.")
def main(*, collections: str, only: tuple[str, ...]) -> None:
    """Print nDCG@10, MRR@10 and Recall@100 of each collection and their means."""
    folders = sorted(path.parent for path in Path(collections).glob("*/corpus.jsonl"))
    figures = {
        folder.name: measure(folder) for folder in folders if not only or folder.name in only
    }
    rows = [(name, *dataclasses.astuple(each)) for name, each in figures.items()]
    means = [statistics.fmean(column) for column in zip(*(row[1:] for row in rows), strict=True)]
    print_table(
        ("collection", "nDCG@10", "MRR@10", "Recall@100"),
        [
            (name, *(f"{value:.4f}" for value in values))
            for name, *values in (*rows, ("mean", *means))
        ],
    )


def measure(folder: Path) -> Figures:
    """Index the collection in `folder` and return the mean figures of its queries."""
    judged = read_judgments(folder / "qrels.tsv")
    options = search.IndexOptions(cleaning=search.Cleaning.OFF)
    with tempfile.TemporaryDirectory() as index:
        search.build_index(folder / "corpus.jsonl", index, options)
        with search.open_index(index) as searcher:
            queries = {id: text for id, text in read_pairs(folder / "queries.tsv") if id in judged}
            runs = {id: best(searcher, text) for id, text in queries.items()}
    each = [judge(runs.get(id, []), relevant) for id, relevant in judged.items()]
    return Figures(*map(statistics.fmean, zip(*map(dataclasses.astuple, each), strict=True)))


def best(searcher: search.Searcher, query: str) -> list[str]:
    """Return the ids of the best documents, equal scores by id."""
    return [id for id, _ in searcher.best(query, DEPTH)]


def judge(ranked: Sequence[str], relevant: Mapping[str, int]) -> Figures:
    """Return the figures of one query: `ranked` ids against the relevance of ids."""
    gains = [relevant.get(id, 0) for id in ranked[:10]]
    ideal = _discounted(sorted(relevant.values(), reverse=True)[:10])
    wanted = {id for id, relevance in relevant.items() if relevance}
    return Figures(
        ndcg=_discounted(gains) / ideal if ideal else 0.0,
        mrr=next((1 / rank for rank, gain in enumerate(gains, 1) if gain), 0.0),
        recall=len(wanted & set(ranked)) / len(wanted) if wanted else 0.0,
    )


def read_judgments(path: Path) -> dict[str, dict[str, int]]:
    """Return the relevance of documents by query id and document id."""
    judged: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for query, rest in read_pairs(path):
        document, _, relevance = rest.partition("\t")
        judged[query][document] = int(relevance)
    return dict(judged)


def read_pairs(path: Path) -> Iterator[tuple[str, str]]:
    """Yield what stands before and after the first tab of each line."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            first, _, second = line.rstrip("\n").partition("\t")
            yield first, second


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, 1))


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.relevance")
