"""Rank the candidates of a query again by how its words stand in them."""

from __future__ import annotations

import dataclasses
import operator
from collections.abc import Sequence

from search.engines.base import Candidate, IndexReader, Matches
from search.query import ParsedQuery
from search.ranking.features import bonuses
from search.ranking.recency import freshness
from search.scoring import FeatureWeights, Scoring

_NONE = FeatureWeights()


def rank(query: ParsedQuery, reader: IndexReader, limit: int, scoring: Scoring) -> Matches:
    """Return the `limit` best documents of `query`, best first, equal scores by id.

    The best `scoring.depth` by BM25 are ranked again, with what their features are worth.
    """
    matches = reader.search(query, scoring, max(limit, scoring.depth))
    head, tail = matches.candidates[: scoring.depth], matches.candidates[scoring.depth :]
    if head and is_ranked_again(query, scoring):
        head = _reranked(query, reader, head, limit, scoring)
    return dataclasses.replace(matches, candidates=(*head, *tail)[:limit])


def is_ranked_again(query: ParsedQuery, scoring: Scoring) -> bool:
    """Tell whether there is anything but BM25 to rank by."""
    return has_features(query, scoring) or scoring.recency > 0


def has_features(query: ParsedQuery, scoring: Scoring) -> bool:
    """Tell whether words can be ranked by where they stand."""
    return bool(query.words) and scoring.features != _NONE


def _reranked(
    query: ParsedQuery,
    reader: IndexReader,
    candidates: tuple[Candidate, ...],
    limit: int,
    scoring: Scoring,
) -> tuple[Candidate, ...]:
    """Return the `limit` best candidates with what their features add."""
    keys, ids, scores = zip(*sorted(candidates), strict=True)
    if has_features(query, scoring):
        worth = bonuses(query, reader, keys, scoring).tolist()
        scores = tuple(map(operator.add, scores, worth))
    if scoring.recency:
        scores = _favored(scores, freshness(reader.days(keys)), scoring.recency)
    least = sorted(scores)[-min(limit, len(scores))]
    ranked = zip(scores, ids, keys, strict=True)
    best = sorted((-score, id, key) for score, id, key in ranked if score >= least)[:limit]
    return tuple([Candidate(key, id, -score) for score, id, key in best])


def _favored(scores: Sequence[float], fresh: Sequence[float], recency: float) -> tuple[float, ...]:
    """Return scores with what newer documents gain."""
    return tuple(score * (1 + recency * each) for score, each in zip(scores, fresh, strict=True))
