"""Collections of judged queries, as folders of files.

A collection is a folder: corpus.jsonl {"id", "title", "text"}, queries.tsv (query-id, query) and
qrels.tsv (query-id, document-id, relevance).
"""

from __future__ import annotations

import dataclasses
import functools
import math
from collections import defaultdict
from collections.abc import Collection as SizedCollection
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import search

DEPTH = 100
"""Documents of each query that are judged."""

TOP = 10
"""Documents of each query that a reader looks at."""

Ranking = Sequence[str]
"""Ids of documents, best first."""


@dataclasses.dataclass(frozen=True)
class Collection:
    """A folder with documents, queries, and the judgments of which document answers which."""

    folder: Path

    @property
    def name(self) -> str:
        """The name of the folder."""
        return self.folder.name

    @property
    def corpus(self) -> Path:
        """The file of documents."""
        return self.folder / "corpus.jsonl"

    @functools.cached_property
    def judged(self) -> Mapping[str, Mapping[str, int]]:
        """The relevance of documents by query id and document id."""
        return read_judgments(self.folder / "qrels.tsv")

    @functools.cached_property
    def queries(self) -> Mapping[str, str]:
        """The queries that are judged, by id."""
        pairs = read_pairs(self.folder / "queries.tsv")
        return {id: text for id, text in pairs if id in self.judged}

    def build(self, index: Path | str) -> None:
        """Index the documents as they are, in a folder or anew at an address."""
        options = search.IndexOptions(cleaning=search.Cleaning.OFF, rebuild=isinstance(index, str))
        search.build_index(self.corpus, index, options)


def find_collections(folder: Path, only: SizedCollection[str] = ()) -> list[Collection]:
    """Return the collections in a folder, all of them or those of some names, by name."""
    folders = sorted(path.parent for path in folder.glob("*/corpus.jsonl"))
    return [Collection(each) for each in folders if not only or each.name in only]


def ndcg(ranked: Ranking, relevant: Mapping[str, int]) -> float:
    """Return nDCG@10 of a query: gains are linear, the discount is log2(rank + 1)."""
    ideal = ideal_gain(relevant)
    return discounted([relevant.get(id, 0) for id in ranked[:TOP]]) / ideal if ideal else 0.0


def ideal_gain(relevant: Mapping[str, int]) -> float:
    """Return what the best ranking gains."""
    return discounted(sorted(relevant.values(), reverse=True)[:TOP])


def discounted(gains: Sequence[int]) -> float:
    """Return the sum of gains by rank."""
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, 1))


def read_judgments(path: Path) -> dict[str, dict[str, int]]:
    """Return the relevance of documents by query id and document id."""
    judged: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for query, rest in read_pairs(path):
        document, _, relevance = rest.partition("\t")
        judged[query][document] = int(relevance)
    return dict(judged)


def read_pairs(path: Path) -> Iterator[tuple[str, str]]:
    """Yield what stands before and after the first tab of each line."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            first, _, second = line.rstrip("\n").partition("\t")
            yield first, second
