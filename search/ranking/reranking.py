"""Rank the candidates of a query again by how its words stand in them."""

from __future__ import annotations

import dataclasses

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
        head = _reranked(query, reader, head, scoring)
    return dataclasses.replace(matches, candidates=(*head, *tail)[:limit])


def _reranked(
    query: Query, reader: IndexReader, candidates: tuple[Candidate, ...], scoring: Scoring
) -> tuple[Candidate, ...]:
    by_key = sorted(candidates)
    worth = bonuses(query, reader, [each.key for each in by_key], scoring).tolist()
    ranked = sorted(
        (-(score + bonus), id, key) for (key, id, score), bonus in zip(by_key, worth, strict=True)
    )
    return tuple(Candidate(key, id, -score) for score, id, key in ranked)
