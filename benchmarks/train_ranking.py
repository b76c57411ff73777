"""Learn what features of a document count: `python -m benchmarks.train_ranking --collections DIR`.

DIR holds collections (`benchmarks.judgments`), each of which weighs the same. The features of the
best hundred by BM25 are measured once; weights are learned on half of the queries of each
collection, checked on the other half, and judged by what they are worth on a collection that they
were not learned on. `exact_weight` and `light_weight` are learned with them, but only printed:
they stand in `search.scoring`. Weights of features that no collection has are set by hand.
"""

from __future__ import annotations

import dataclasses
import functools
import json
import statistics
import tempfile
from collections.abc import Sequence
from pathlib import Path

import click
import numpy as np

from benchmarks.ascent import ascend
from benchmarks.judged_candidates import LEARNED, Candidates, Weights, collect, weights_of
from benchmarks.judgments import find_collections
from benchmarks.tables import print_table, with_means
from search.scoring import FeatureWeights, Scoring

BY_HAND = ("captions",)
"""Features that no collection has; what they count stays as it is."""

FILE = Path(__file__).parents[1] / "search" / "feature_weights.json"


@click.command()
@click.option("--collections", type=click.Path(exists=True, file_okay=False), required=True)
@click.option("--write", is_flag=True, help=f"Write the weights to {FILE.name}.")
@click.option("--from-file", is_flag=True, help="Start from the weights of now, not from BM25.")
def main(*, collections: str, write: bool, from_file: bool) -> None:
    """Print what each collection gains, and the weights of now beside the learned ones."""
    learned = learn_and_print(Path(collections), from_file=from_file)
    if write:
        FILE.write_text(to_json(learned), encoding="utf-8")


def learn_and_print(folder: Path, *, from_file: bool = False) -> Weights:
    """Print what learned weights are worth, and return them."""
    candidates = load(folder)
    if len(candidates) < 2:
        raise click.UsageError("to leave one collection out takes two of them")
    now, plain = weights_of(Scoring()), weights_of(Scoring(features=FeatureWeights()))
    start = now if from_file else np.where(np.isin(LEARNED, BY_HAND), now, plain)
    learned = learn(candidates, start)
    left_out = [learn([o for o in candidates if o is not each], start) for each in candidates]
    print_gains(candidates, (plain, now, learned), left_out)
    print()
    print_weights(now, learned, left_out)
    return learned


def load(folder: Path) -> list[Candidates]:
    """Index each collection and return the candidates of its queries."""
    found = []
    for collection in find_collections(folder):
        with tempfile.TemporaryDirectory() as index:
            collection.build(Path(index))
            found.append(collect(collection, Path(index), Scoring()))
    return found


def learn(candidates: Sequence[Candidates], start: Weights) -> Weights:
    """Return the weights that are best for some collections."""
    return ascend(functools.partial(_mean, candidates), start)


def _mean(candidates: Sequence[Candidates], weights: Weights) -> tuple[float, float]:
    training, validation = zip(*(each.ndcg(weights) for each in candidates), strict=True)
    return statistics.fmean(training), statistics.fmean(validation)


def print_gains(
    candidates: Sequence[Candidates],
    columns: Sequence[Weights],
    left_out: Sequence[Weights],
) -> None:
    """Print nDCG@10 of each collection and the mean; `left_out` are learned on the others."""
    rows = {
        each.name: list(map(each.ndcg_of_all, (*columns, own)))
        for each, own in zip(candidates, left_out, strict=True)
    }
    print_table(("nDCG@10", "BM25", "of now", "learned", "learned on others"), with_means(rows))


def print_weights(now: Weights, learned: Weights, left_out: Sequence[Weights]) -> None:
    """Print the weights, and between which bounds those are that leave a collection out."""
    lowest, highest = np.min(left_out, axis=0), np.max(left_out, axis=0)
    rows = [
        (name, *(f"{value:.2f}" for value in values))
        for name, *values in zip(LEARNED, now, learned, lowest, highest, strict=True)
    ]
    print_table(("weight", "of now", "learned", "least", "most"), rows)


def to_json(weights: Weights) -> str:
    """Return the weights of features as `search.scoring` reads them."""
    names = [field.name for field in dataclasses.fields(FeatureWeights)]
    found = dict(zip(LEARNED, weights.tolist(), strict=True))
    return json.dumps({name: found[name] for name in names}, indent=4) + "\n"


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.train_ranking")
