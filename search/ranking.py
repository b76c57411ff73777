"""Rank the candidates of a query again by the words that stand together in them."""

from __future__ import annotations

import dataclasses
import itertools
from collections import Counter, defaultdict
from collections.abc import Mapping

from search.engines.base import Candidate, IndexReader, Matches, Pair
from search.query import Query
from search.scoring import Scoring


def rank(query: Query, reader: IndexReader, limit: int, scoring: Scoring) -> Matches:
    """Return the `limit` best documents of `query`, best first, equal scores by id.

    The best `scoring.depth` by BM25 get a bonus for each pair of words that stand next to each
    other in the document as they do in the query, stop words included.
    """
    matches = reader.search(query, scoring, max(limit, scoring.depth))
    head, tail = matches.candidates[: scoring.depth], matches.candidates[scoring.depth :]
    bonuses = _pair_bonuses(query, reader, head, scoring)
    ranked = _with(bonuses, head, limit) if bonuses else head
    return dataclasses.replace(matches, candidates=(*ranked, *tail)[:limit])


def _with(
    bonuses: Mapping[int, float], candidates: tuple[Candidate, ...], limit: int
) -> list[Candidate]:
    """Return the `limit` best candidates with their bonuses, best first."""
    ranked = sorted((-(score + bonuses.get(key, 0.0)), id, key) for key, id, score in candidates)
    return [Candidate(key, id, -score) for score, id, key in ranked[:limit]]


def _pair_bonuses(
    query: Query, reader: IndexReader, candidates: tuple[Candidate, ...], scoring: Scoring
) -> Mapping[int, float]:
    """Return what the pairs of `query` add to each candidate, by key.

    A pair counts once, however often it stands in a document: measured, how often says nothing.
    """
    pairs = Counter(itertools.pairwise(query.words))
    if not pairs or not candidates:
        return {}
    found = reader.pairs(pairs, [candidate.key for candidate in candidates])
    bonuses: defaultdict[int, float] = defaultdict(float)
    for pair, repeats in pairs.items():
        if keys := found[pair]:
            bonus = repeats * scoring.pair_weight * _pair_weight(pair, reader)
            for key in keys:
                bonuses[key] += bonus
    return bonuses


def _pair_weight(pair: Pair, reader: IndexReader) -> float:
    """Return the mean weight of the two words.

    The weight of the pair itself would need an index of pairs: measured, it gains no more.
    """
    return sum(map(reader.weight, pair)) / 2
