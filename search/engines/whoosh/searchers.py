"""Search through Whoosh's plug-in points: a query, a searcher and a collector that know arrays."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Sequence
from typing import Any as Untyped

from whoosh import matching
from whoosh import query as wq
from whoosh.collectors import Collector
from whoosh.reading import MultiReader, SegmentReader
from whoosh.searching import Results, SearchContext, Searcher

from search.engines.base import Candidate
from search.engines.whoosh.array_codec import ArrayCodec, ArraySegment
from search.engines.whoosh.codec.files import Array
from search.engines.whoosh.evaluation import Question, evaluate
from search.engines.whoosh.leaves import Leaf
from search.engines.whoosh.schema import schema
from search.engines.whoosh.scorers import Bm25
from search.scoring import Scoring


def open_searcher(leaves: tuple[Leaf, ...]) -> ArraySearcher:
    """Return a searcher of segments, on which stock queries and collectors work, too."""
    fields = schema()
    readers = [
        SegmentReader(None, fields, ArraySegment(leaf), codec=ArrayCodec()) for leaf in leaves
    ]
    reader = MultiReader(readers)
    reader.schema = fields  # also where there is no segment
    return ArraySearcher(reader, weighting=Bm25(Scoring()))


class ArraySearcher(Searcher):  # type: ignore[misc]
    """A searcher of array segments; one of a single segment has it as its `leaf`."""

    leaf: Leaf

    def __init__(self, reader: Untyped, **options: Untyped) -> None:
        super().__init__(reader, **options)
        self._context = self.context()
        if reader.is_atomic():
            self.leaf = reader.segment().leaf

    def answer(
        self, question: Question, marks: Sequence[Array] | None = None
    ) -> tuple[int, list[Candidate]]:
        """Return how many documents match a question, and the best, equal scores by id.

        Where there are `marks` of each segment, none set, those of all that match are set.
        """
        collector = ArrayCollector(question.limit, marks)
        self.search_with_collector(TreeQuery(question), collector, self._context)
        return collector.count(), collector.candidates()


class TreeQuery(wq.Query):  # type: ignore[misc]
    """What a tree of our own matches, for any collector."""

    def __init__(self, question: Question) -> None:
        self.question = question

    def __hash__(self) -> int:
        return hash(self.question.clause)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TreeQuery) and other.question == self.question

    def estimate_size(self, reader: Untyped) -> int:
        """Return an upper bound of the number of documents."""
        return int(reader.doc_count())

    def matcher(self, searcher: ArraySearcher, _context: Untyped = None) -> matching.Matcher:
        """Return a matcher of the documents of one segment, which are all found beforehand."""
        leaf = searcher.leaf
        found = evaluate(leaf, self.question._replace(limit=max(1, leaf.document_count)))
        by_number = sorted((number, score) for score, number in found.best)
        numbers, scores = zip(*by_number, strict=True) if by_number else ((), ())
        return matching.ListMatcher(list(numbers), weights=list(scores))


class ArrayCollector(Collector):  # type: ignore[misc]
    """Collect the best documents of a TreeQuery, a segment at a time and without matchers."""

    runtime = None

    def __init__(self, limit: int, marks: Sequence[Array] | None = None) -> None:
        self._limit = limit
        self._marks = itertools.repeat(None) if marks is None else marks
        self._total = 0
        self._found: list[tuple[Leaf, list[tuple[float, int]]]] = []

    def prepare(self, top_searcher: ArraySearcher, q: TreeQuery, context: SearchContext) -> None:
        """Remember what is asked, and look at no clock, which takes as long as a rare word."""
        self.top_searcher = top_searcher
        self.q = q
        self.context = context

    def run(self) -> None:
        """Find the best of each segment, without the matchers that are not needed."""
        question = self.q.question
        for (subsearcher, _), marks in zip(
            self.top_searcher.leaf_searchers(), self._marks, strict=False
        ):
            found = evaluate(subsearcher.leaf, question, marks)
            self._total += found.total
            if found.best:
                self._found.append((subsearcher.leaf, found.best))

    def count(self) -> int:
        """Return how many documents match, whether they are among the best or not."""
        return self._total

    def candidates(self) -> list[Candidate]:
        """Return the best, equal scores by id; those of one segment are in that order already."""
        found = [candidate for leaf, best in self._found for candidate in _candidates(leaf, best)]
        if len(self._found) > 1:
            found.sort(key=lambda candidate: (-candidate.score, candidate.id))
        return found[: self._limit]

    def results(self) -> Results:
        """Return the best as Whoosh's results."""
        return self._results([(each.score, each.key) for each in self.candidates()])


def _candidates(leaf: Leaf, best: list[tuple[float, int]]) -> list[Candidate]:
    if not best:
        return []
    scores, numbers = zip(*best, strict=True)
    ids = leaf.columns.ids.texts(list(numbers))
    offset = leaf.offset
    keys = [offset + number for number in numbers] if offset else numbers
    made = functools.partial(tuple.__new__, Candidate)  # half the time of a call of the class
    return list(map(made, zip(keys, ids, scores, strict=True)))
