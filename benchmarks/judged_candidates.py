"""The best candidates of judged queries, as tables of what their scores are made of."""

from __future__ import annotations

import dataclasses
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.judgments import TOP, Collection, ideal_gain
from search.engines.base import IndexReader
from search.engines.whoosh import WhooshIndexReader
from search.query import Field, ParsedQuery, TermRange, Word
from search.ranking import features
from search.scoring import FeatureWeights, Scoring
from search.searching import Searcher

FIXED = ("stem", "exact", "light_stem", "light_exact", "others")
"""The first columns: BM25 of the stems and exact forms of words, of light words apart, and of
whatever else the engine scores by.
"""

LEARNED = ("exact_weight", "light_weight", *features.NAMES)
"""What is learned: two parameters of BM25 and the weights of the features."""

Weights = npt.NDArray[np.float64]
"""A number for each of LEARNED."""

Table = npt.NDArray[np.float32]


@dataclasses.dataclass(frozen=True)
class Candidates:
    """The candidates of the queries of a collection that have a relevant one among them.

    `parts` has a row for each query, in it one for each candidate, by id, and a column for each of
    FIXED and of the features; rows beyond the last candidate are not `there`. `relevant` says of
    each relevant candidate which query's it is, and which of its candidates, and `gains` what it
    gains in the first rank. `is_training` tells which half a query is in; `halves` are the numbers
    of queries in the half for training and the other, those without a relevant candidate included.
    """

    name: str
    parts: Table
    there: npt.NDArray[np.bool_]
    relevant: npt.NDArray[np.int64]
    gains: Weights
    is_training: npt.NDArray[np.bool_]
    halves: tuple[int, int]

    def scores(self, weights: Weights) -> Table:
        """Return the scores of candidates, a row each query."""
        worth = np.array([*_shares(*weights[:2]), 1, *weights[2:]], dtype=np.float32)
        return np.where(self.there, self.parts @ worth, -np.inf)

    def gained(self, weights: Weights) -> Weights:
        """Return nDCG@10 of each query."""
        scores = self.scores(weights)
        query, place = self.relevant
        rows, own = scores[query], scores[query, place][:, np.newaxis]
        before = np.arange(scores.shape[1]) < place[:, np.newaxis]
        ranks = ((rows > own) | ((rows == own) & before)).sum(axis=1) + 1
        gains = np.where(ranks <= TOP, self.gains / np.log2(ranks + 1), 0.0)
        found: Weights = np.bincount(query, gains, len(self.parts)).astype(np.float64)
        return found

    def ndcg(self, weights: Weights) -> tuple[float, float]:
        """Return the mean nDCG@10 of the half for training, and of the other."""
        gained = self.gained(weights)
        training, other = gained[self.is_training].sum(), gained[~self.is_training].sum()
        return training / max(1, self.halves[0]), other / max(1, self.halves[1])

    def ndcg_of_all(self, weights: Weights) -> float:
        """Return the mean nDCG@10 of all queries."""
        return float(self.gained(weights).sum()) / sum(self.halves)


def weights_of(scoring: Scoring) -> Weights:
    """Return what is learned, as it is set."""
    worth = dataclasses.astuple(scoring.features)
    return np.array([scoring.exact_weight, scoring.light_weight, *worth])


def is_for_training(query_id: str) -> bool:
    """Tell whether a query is in the half for training, by a hash of its id."""
    return zlib.crc32(query_id.encode()) % 2 == 0


def collect(collection: Collection, index: Path, scoring: Scoring) -> Candidates:
    """Return the candidates by BM25 of all judged queries, from an index of the collection."""
    plain = dataclasses.replace(scoring, features=FeatureWeights())
    reader = WhooshIndexReader(str(index))
    found = []
    with Searcher(str(index), plain) as searcher:
        for id, text in collection.queries.items():
            parts, ids = _candidates(searcher.understand(text), reader, plain)
            relevant = collection.judged[id]
            places = [place for place, each in enumerate(ids) if relevant.get(each)]
            gains = [relevant[ids[place]] / ideal_gain(relevant) for place in places]
            if places:
                found.append((is_for_training(id), parts, places, gains))
    reader.close()
    return _joined(collection, found, scoring.depth)


def _candidates(query: ParsedQuery, reader: IndexReader, plain: Scoring) -> tuple[Table, list[str]]:
    """Return the parts of the scores of a query's best candidates, and their ids, ascending."""
    best = sorted(reader.search(query, plain, plain.depth).candidates)
    keys = [each.key for each in best]
    if not keys or not query.words:
        return np.empty((0, 0), np.float32), []
    bm25 = [_bm25(query, reader, keys, plain, field) for field in (Field.STEM, Field.EXACT)]
    is_light = np.array([word.is_light for word in query.scored_words])
    words = [part[:, kind].sum(axis=1) for kind in (~is_light, is_light) for part in bm25]
    known = np.column_stack(words) @ _shares(plain.exact_weight, plain.light_weight)
    others = np.array([each.score for each in best]) - known
    measured = features.features(query, reader, keys, plain)
    parts = np.column_stack((*words, others, measured)).astype(np.float32)
    return parts, [each.id for each in best]


def _shares(exact: float, light: float) -> Weights:
    """Return what the BM25 of FIXED counts, but for the last."""
    return np.array([1, exact, light, light * exact])


def _bm25(
    query: ParsedQuery, reader: IndexReader, keys: Sequence[int], plain: Scoring, field: Field
) -> npt.NDArray[np.float64]:
    """Return BM25 of each scored word in a field; nothing for a word that is not looked up."""
    terms = [_term(word, field) for word in query.scored_words]
    patterns = [TermRange(term, term, field) for term in terms]
    return reader.scores(patterns, keys, plain) * [bool(term) for term in terms]


def _term(word: Word, field: Field) -> str:
    if field is Field.EXACT:
        return word.exact
    return "" if word.is_stop else word.stem


def _joined(
    collection: Collection,
    found: Sequence[tuple[bool, Table, list[int], list[float]]],
    depth: int,
) -> Candidates:
    parts = np.zeros((len(found), depth, len(FIXED) + len(features.NAMES)), np.float32)
    there = np.zeros((len(found), depth), bool)
    for number, (_, table, _, _) in enumerate(found):
        parts[number, : len(table)] = table
        there[number, : len(table)] = True
    places = [(number, place) for number, each in enumerate(found) for place in each[2]]
    training = sum(map(is_for_training, collection.judged))
    return Candidates(
        name=collection.name,
        parts=parts,
        there=there,
        relevant=np.array(places, dtype=np.int64).reshape(-1, 2).T,
        gains=np.array([gain for each in found for gain in each[3]]),
        is_training=np.array([each[0] for each in found], dtype=bool),
        halves=(training, len(collection.judged) - training),
    )
