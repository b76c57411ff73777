"""Measure the ranking beside its peers: `python -m benchmarks.relevance --collections DIR`.

Each folder of DIR is a collection (`benchmarks.judgments`). Every judged query counts, one without
results as zero; gains are linear, the discount is log2(rank + 1). Means of queries differ by
chance: the interval says between which bounds 95 % of them are when queries are drawn again.
With `--address` the same is measured on a server, whose index of that name is built anew each time.
"""

from __future__ import annotations

import dataclasses
import statistics
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import click
import numpy as np

import search
from benchmarks.judgments import DEPTH, TOP, Collection, find_collections, ndcg
from benchmarks.rankers import LUCENE, installed_peers
from benchmarks.rankers.base import Indexer, Rank
from benchmarks.tables import NOTHING, print_table, with_means
from benchmarks.train_ranking import learn_and_print
from search.engines.opening import shown

SAMPLES = 2000
SEED = 0
BOUNDS = (2.5, 97.5)
"""Percentiles between which 95 % lie."""


@dataclasses.dataclass(frozen=True, slots=True)
class Figures:
    """What a ranking is worth: each from 0 to 1."""

    ndcg: float
    mrr: float
    recall: float


@click.command()
@click.option("--collections", type=click.Path(exists=True, file_okay=False), required=True)
@click.option("--only", multiple=True, help="Names of collections; all of them by default.")
@click.option("--peers/--no-peers", default=True, help="Whether others are measured beside it.")
@click.option("--address", help="Of an index on a server, which is built anew and measured, too.")
@click.option("--leave-one-out", is_flag=True, help="Learn weights without each collection, too.")
def main(
    *,
    collections: str,
    only: tuple[str, ...],
    peers: bool,
    address: str | None,
    leave_one_out: bool,
) -> None:
    """Print nDCG@10, MRR@10 and Recall@100 of each collection and their means."""
    found = find_collections(Path(collections), only)
    judged = {each.name: measure(each) for each in found}
    print_means(judged)
    if address:
        print(f"\n{shown(address)}")
        print_means({each.name: measure(each, address) for each in found})
    if peers:
        print()
        print_peers(found, judged)
    if leave_one_out:
        print()
        learn_and_print(Path(collections))


def print_means(judged: Mapping[str, Sequence[Figures]]) -> None:
    """Print the means of each collection, and of these."""
    means = {name: _means(figures) for name, figures in judged.items()}
    print_table(("collection", f"nDCG@{TOP}", f"MRR@{TOP}", f"Recall@{DEPTH}"), with_means(means))


def measure(collection: Collection, address: str | None = None) -> list[Figures]:
    """Index a collection, in a folder or at an address; return the figures of its queries."""
    with tempfile.TemporaryDirectory() as folder:
        index = address or Path(folder)
        collection.build(index)
        with search.open_index(index) as searcher:
            return judge_all(collection, lambda query: best(searcher, query))


def judge_all(collection: Collection, rank: Rank) -> list[Figures]:
    """Return the figures of the queries of a collection, as something ranks its documents."""
    runs = {id: rank(text) for id, text in collection.queries.items()}
    return [judge(runs.get(id, []), relevant) for id, relevant in collection.judged.items()]


def best(searcher: search.Searcher, query: str) -> list[str]:
    """Return the ids of the best documents, equal scores by id."""
    return [id for id, _ in searcher.best(query, DEPTH)]


def judge(ranked: Sequence[str], relevant: Mapping[str, int]) -> Figures:
    """Return the figures of one query: `ranked` ids against the relevance of ids."""
    hits = (rank for rank, id in enumerate(ranked[:TOP], 1) if relevant.get(id))
    wanted = {id for id, relevance in relevant.items() if relevance}
    return Figures(
        ndcg=ndcg(ranked, relevant),
        mrr=next((1 / rank for rank in hits), 0.0),
        recall=len(wanted & set(ranked)) / len(wanted) if wanted else 0.0,
    )


def print_peers(collections: Sequence[Collection], judged: Mapping[str, Sequence[Figures]]) -> None:
    """Print nDCG@10 of every engine, and by how much ours is above Lucene's, with its interval."""
    peers = installed_peers()
    rows = [(each.name, _peer_row(each, judged[each.name], peers)) for each in collections]
    columns = list(zip(*(values for _, values in rows), strict=True))[:-2]
    means = [_mean(column) for column in columns]
    head = (f"nDCG@{TOP}", "trouvaille", "lucene", *peers, "above lucene", "95 % from", "to")
    rows.append(("mean", (*means, None, None)))
    print_table(head, [(name, *map(_number, values)) for name, values in rows])


def _peer_row(
    collection: Collection, judged: Sequence[Figures], peers: Mapping[str, Indexer]
) -> tuple[float | None, ...]:
    ours = [figures.ndcg for figures in judged]
    lucene = LUCENE.get(collection.name)
    with tempfile.TemporaryDirectory() as folder:
        ranks = [index(collection.corpus, Path(folder)) for index in peers.values()]
        theirs = [_means(judge_all(collection, rank))[0] for rank in ranks]
    return (statistics.fmean(ours), lucene, *theirs, *_above(ours, lucene))


def interval(values: Sequence[float]) -> tuple[float, float]:
    """Return between which bounds the mean is when values are drawn again (bootstrap)."""
    chance = np.random.default_rng(SEED)
    drawn = chance.integers(0, len(values), (SAMPLES, len(values)))
    low, high = np.percentile(np.array(values)[drawn].mean(axis=1), BOUNDS)
    return float(low), float(high)


def _above(ours: Sequence[float], lucene: float | None) -> tuple[float | None, ...]:
    if lucene is None:
        return None, None, None
    low, high = interval(ours)
    return statistics.fmean(ours) - lucene, low - lucene, high - lucene


def _means(figures: Sequence[Figures]) -> tuple[float, ...]:
    return tuple(map(statistics.fmean, zip(*map(dataclasses.astuple, figures), strict=True)))


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return statistics.fmean(known) if len(known) == len(values) else None


def _number(value: float | None) -> str:
    return NOTHING if value is None else f"{value:.4f}"


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.relevance")
