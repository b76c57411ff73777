"""What is asked of a candidate beside BM25, and what the answers are worth."""

from __future__ import annotations

import dataclasses
import functools
import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from search.engines.base import IndexReader
from search.query import ParsedQuery, Pattern, Prefix, TermRange
from search.ranking import proximity
from search.scoring import FeatureWeights, Scoring

NAMES = (*proximity.NAMES, "root")
"""The features, in the order of a table's columns; FeatureWeights has a weight for each.

`root` is BM25 of the words that begin like a word of the query: *gouverner*, *gouvernement*.
"""

SHORTEST_ROOT = 5
"""Letters of a root at least: shorter beginnings say too little."""

Table = npt.NDArray[np.float64]


def bonuses(
    query: ParsedQuery, reader: IndexReader, keys: Sequence[int], scoring: Scoring
) -> Table:
    """Return what the features of each of the documents `keys`, which ascend, add to its score."""
    weights = _weights(scoring.features)
    places, roots = _measured(query, reader, keys, scoring)
    return np.asarray(places @ weights[:-1] + weights[-1] * roots)


@functools.lru_cache(8)
def _weights(features: FeatureWeights) -> Table:
    return np.array(dataclasses.astuple(features))


def features(
    query: ParsedQuery, reader: IndexReader, keys: Sequence[int], scoring: Scoring
) -> Table:
    """Return a row for each of the documents `keys`, which ascend, a column for each of NAMES."""
    return np.column_stack(_measured(query, reader, keys, scoring))


def _measured(
    query: ParsedQuery, reader: IndexReader, keys: Sequence[int], scoring: Scoring
) -> tuple[Table, Table]:
    return _places(query, reader, keys), _roots(query, reader, keys, scoring)


def _places(query: ParsedQuery, reader: IndexReader, keys: Sequence[int]) -> Table:
    """Return the features that say where words stand."""
    typed, zone = query.meant_words, query.zone
    words = tuple(dict.fromkeys(typed))
    numbers = {word: number for number, word in enumerate(words)}
    counts, positions = reader.positions(words, keys, zone)
    return proximity.measure(
        counts,
        positions,
        proximity.Wanted(
            sequence=bytes([numbers[word] for word in typed]),
            weights=tuple(reader.weights(words, zone)),
            is_content=tuple([not word.is_stop for word in words]),
        ),
    )


def _roots(query: ParsedQuery, reader: IndexReader, keys: Sequence[int], scoring: Scoring) -> Table:
    """Return BM25 of the roots of the content words."""
    words = [word for word in query.meant_words if not word.is_stop]
    roots = [_root(word.exact) for word in words]
    found: Table = reader.scores(roots, keys, scoring, query.zone).sum(axis=1)
    return found


def _root(exact: str) -> Pattern:
    """Return the first half of a word, of a short word, a number or a date all of it."""
    if len(exact) <= SHORTEST_ROOT or exact[0].isdigit():
        return TermRange(exact, exact)
    return Prefix(exact[: max(SHORTEST_ROOT, math.ceil(len(exact) / 2))])
