"""BM25: the formulas and parameters that every engine scores by.

Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond, 2009; the inverse
document frequency is Lucene's, which is never negative.
"""

from __future__ import annotations

import dataclasses
import functools
import importlib.resources
import json
import math


@dataclasses.dataclass(frozen=True, slots=True)
class FeatureWeights:
    """What each feature of `search.ranking` counts beside BM25; 0 counts nothing."""

    pairs: float = 0.0
    near: float = 0.0
    window: float = 0.0
    span: float = 0.0
    lead: float = 0.0
    whole: float = 0.0
    captions: float = 0.0
    root: float = 0.0


@functools.cache
def learned_weights() -> FeatureWeights:
    """Return the weights that `python -m benchmarks.train_ranking` found, `captions` by hand."""
    path = importlib.resources.files("search").joinpath("feature_weights.json")
    return FeatureWeights(**json.loads(path.read_text(encoding="utf-8")))


@dataclasses.dataclass(frozen=True, slots=True)
class Scoring:
    """The parameters of ranking, as chosen with `python -m benchmarks.relevance`.

    `k1` and `b` are BM25's; `exact_weight` is what a match in the exact field counts beside one
    in the stem field, `light_weight` what a match of a word that says little counts beside others.
    `depth` is how many of the best documents are ranked again by the `features`, and
    by `recency`, the share of its score that the newest of them gains; a year before, half of it.
    """

    k1: float = 0.9
    b: float = 0.75
    exact_weight: float = 0.4
    light_weight: float = 0.4
    depth: int = 60
    recency: float = 0.0
    features: FeatureWeights = dataclasses.field(default_factory=learned_weights)

    def saturate(self, frequency: float, length: float, mean_length: float) -> float:
        """Return what `frequency` occurrences count in a document of `length` words.

        The result grows from 0 to k1 + 1.
        """
        norm = 1 - self.b + self.b * length / mean_length
        return frequency * (self.k1 + 1) / (frequency + self.k1 * norm)


def inverse_document_frequency(documents: int, frequency: int) -> float:
    """Return the weight of a term that `frequency` of `documents` documents hold."""
    return math.log1p((documents - frequency + 0.5) / (frequency + 0.5))
