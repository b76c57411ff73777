"""Rank the candidates of a query again by how its words stand in them."""

from __future__ import annotations

import operator

from search.engines.base import Candidate, IndexReader, Matches
from search.query import Query
from search.ranking.features import bonuses
from search.scoring import FeatureWeights, Scoring

_NONE = FeatureWeights()


def rank(query: Query, reader: IndexReader, limit: int, scoring: Scoring) -> Matches:
    """Return the `limit` best documents of `query`, best first, equal scores by id.

    The best `scoring.depth` by BM25 are ranked again, with what their features are worth.
    """
    matches = reader.search(query, scoring, max(limit, scoring.depth))
    head, tail = matches.candidates[: scoring.depth], matches.candidates[scoring.depth :]
    if head and query.words and scoring.features != _NONE:
        head = _reranked(query, reader, head, limit, scoring)
    return Matches(matches.total, (*head, *tail)[:limit])


def _reranked(
    query: Query,
    reader: IndexReader,
    candidates: tuple[Candidate, ...],
    limit: int,
    scoring: Scoring,
) -> tuple[Candidate, ...]:
    """Return the `limit` best candidates with what their features add."""
    keys, ids, scores = zip(*sorted(candidates), strict=True)
    worth = bonuses(query, reader, keys, scoring).tolist()
    scores = tuple(map(operator.add, scores, worth))
    ranked = zip(scores, ids, keys, strict=True)
    if limit < len(scores):
        least = sorted(scores)[-limit]
        ranked = (each for each in ranked if each[0] >= least)
    best = sorted((-score, id, key) for score, id, key in ranked)[:limit]
    return tuple(Candidate(key, id, -score) for score, id, key in best)
