"""Rank the candidates of a query again by the words that stand together in them."""

from __future__ import annotations

import bisect
import itertools
from collections import Counter, defaultdict
from collections.abc import Mapping

from search.engines.base import Candidate, IndexReader, Matches, Pair
from search.query import Either, Phrase, Query, Term, Word, words_of
from search.scoring import Scoring

ROUNDING = 1e-9
"""Share of a sum of bonuses by which another order of adding them may be above it."""


def rank(query: Query, reader: IndexReader, limit: int, scoring: Scoring) -> Matches:
    """Return the `limit` best documents of `query`, best first, equal scores by id.

    The best `scoring.depth` by BM25 get a bonus for each pair of words that stand next to each
    other in the document as they do in the query, stop words included.
    """
    matches = reader.search(query, scoring, max(limit, scoring.depth))
    head, tail = matches.candidates[: scoring.depth], matches.candidates[scoring.depth :]
    worth = _pair_bonuses(query, reader, scoring) if head else {}
    head = _within_reach(head, limit, sum(worth.values()))
    bonuses = _bonuses(worth, reader, head)
    ranked = _with(bonuses, head, limit) if bonuses else head
    return Matches(matches.total, (*ranked, *tail)[:limit])


def _pair_bonuses(query: Query, reader: IndexReader, scoring: Scoring) -> dict[Pair, float]:
    """Return what each pair of `query` adds to a document that holds it.

    A pair counts once, however often it stands in a document: measured, how often says nothing.
    """
    pairs: Mapping[Pair, float] = Counter(itertools.pairwise(query.words))
    if query.either:
        pairs = _with_ways(pairs, query)
    return {
        pair: repeats * scoring.pair_weight * _pair_weight(pair, reader)
        for pair, repeats in pairs.items()
    }


def _with_ways(pairs: Mapping[Pair, float], query: Query) -> dict[Pair, float]:
    """Return the pairs and those of other ways to write their words, by how much they count.

    A way counts what it weighs; one of several words is paired by its first and its last.
    """
    found = dict(pairs)
    forms = [_weighed(term) for term in query.terms if words_of(term)]
    for before, after in itertools.pairwise(forms):
        for (first, one), (second, other) in itertools.product(before, after):
            pair = words_of(first)[-1], words_of(second)[0]
            if pair not in pairs:
                found[pair] = max(found.get(pair, 0.0), one * other)
    return found


def _weighed(term: Term) -> list[tuple[Word | Phrase, float]]:
    if isinstance(term, Either):
        return [(way.clause, way.weight) for way in term.ways]
    return [(term, 1.0)]


def _pair_weight(pair: Pair, reader: IndexReader) -> float:
    """Return the mean weight of the two words.

    The weight of the pair itself would need an index of pairs: measured, it gains no more.
    """
    return sum(map(reader.weight, pair)) / 2


def _within_reach(
    candidates: tuple[Candidate, ...], limit: int, most: float
) -> tuple[Candidate, ...]:
    """Return the candidates that a bonus of at most `most` can lift among the `limit` best."""
    if limit >= len(candidates):
        return candidates
    least = candidates[limit - 1].score - most * (1 + ROUNDING)
    return candidates[: bisect.bisect_right(candidates, -least, key=lambda each: -each.score)]


def _bonuses(
    worth: Mapping[Pair, float], reader: IndexReader, candidates: tuple[Candidate, ...]
) -> Mapping[int, float]:
    """Return what the pairs add to each candidate, by key."""
    if not worth:
        return {}
    found = reader.pairs(worth, [candidate.key for candidate in candidates])
    bonuses: defaultdict[int, float] = defaultdict(float)
    for pair, bonus in worth.items():
        for key in found[pair]:
            bonuses[key] += bonus
    return bonuses


def _with(
    bonuses: Mapping[int, float], candidates: tuple[Candidate, ...], limit: int
) -> list[Candidate]:
    """Return the `limit` best candidates with their bonuses, best first.

    Candidates come best first, so of those without a bonus only the first can be among them.
    """
    lifted = [each for each in candidates if each.key in bonuses]
    others = itertools.islice((each for each in candidates if each.key not in bonuses), limit)
    ranked = [(-(score + bonuses[key]), id, key) for key, id, score in lifted]
    ranked += [(-score, id, key) for key, id, score in others]
    return [Candidate(key, id, -score) for score, id, key in sorted(ranked)[:limit]]
