"""What patterns count in some documents: all terms of a pattern are taken for one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from search.engines.whoosh import kernels
from search.engines.whoosh.impacts import norms_of
from search.engines.whoosh.leaves import Leaf
from search.engines.whoosh.matching import Documents
from search.query import Pattern
from search.scoring import Scoring, inverse_document_frequency

Scores = npt.NDArray[np.float64]


class PatternScorer:
    """Score patterns over all segments of an index."""

    def __init__(
        self,
        leaves: Sequence[Leaf],
        patterns: Sequence[Pattern],
        scoring: Scoring,
        table: memoryview,
    ) -> None:
        self._lists = {leaf: [leaf.matching(pattern) for pattern in patterns] for leaf in leaves}
        self._norms = norms_of(table)
        count = sum(leaf.document_count for leaf in leaves)
        frequencies = [
            sum(each.end - each.start for lists in self._lists.values() for each in lists[number])
            for number in range(len(patterns))
        ]
        # A document of several terms counts several times, but there are no more than there are.
        self._weights = np.array(
            [
                (scoring.k1 + 1) * inverse_document_frequency(count, min(count, each))
                for each in frequencies
            ]
        )

    def scores(self, leaf: Leaf, documents: Documents) -> Scores:
        """Return BM25 of each pattern, a row for each of some documents of a segment."""
        lengths = np.frombuffer(leaf.lengths, dtype=np.uint8)[documents]
        counted = [
            kernels.frequencies(documents, lists, leaf.document_count)
            for lists in self._lists[leaf]
        ]
        frequencies = np.frombuffer(b"".join(counted), "<u4").reshape(-1, len(documents))
        saturated = frequencies / (frequencies + self._norms[lengths].astype(np.float64))
        found: Scores = (self._weights[:, np.newaxis] * saturated).T
        return found
