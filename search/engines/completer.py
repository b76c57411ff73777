"""The contract of an engine that knows how words go on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from search.query import Word


class Standing(NamedTuple):
    """Where terms stand: `keys` and `positions` of each place, ascending, `numbers` of its term.

    `terms` are the terms by number.
    """

    keys: npt.NDArray[np.int64]
    positions: npt.NDArray[np.int64]
    numbers: npt.NDArray[np.int64]
    terms: Sequence[str]


class Sample(NamedTuple):
    """What was counted in some documents: in `found` of `looked_at`, of `total` in all."""

    found: int
    looked_at: int
    total: int


class Completer(Protocol):
    """Knows the exact forms that begin with some letters, and where they stand.

    Deleted documents are left out everywhere; the counts of `frequent` alone may hold them.

    Where much begins with the letters, each method bounds in its own way what it looks at, the same
    for the same index.
    """

    def frequent(self, start: str, most: int) -> Mapping[str, int]:
        """Return the forms that most documents hold, and how many hold each."""

    def beside(self, words: Sequence[Word], start: str, most: int) -> Mapping[str, int]:
        """Return the forms in most of the documents that hold all words, and in how many each."""

    def behind(self, words: Sequence[Word], start: str) -> Standing:
        """Return where forms stand right behind words that follow each other."""

    def early(self, start: str, before: int, most: int) -> Sequence[int]:
        """Return keys of documents in which a form stands before a position, the earliest first."""

    def holding(self, words: Sequence[Word], most: int) -> Sequence[int]:
        """Return keys of documents in which words follow each other, at even distances."""

    def examples(self, term: str, most: int) -> Sequence[int]:
        """Return keys of some documents of a form, at even distances."""

    def count_together(self, words: Sequence[Word], others: Sequence[Word]) -> list[int]:
        """Return how many documents hold all words and each of the others."""

    def count_in_a_row(
        self, words: Sequence[Word], others: Sequence[Sequence[Word]], most: int
    ) -> list[Sample]:
        """Return in how many documents the words and those of each of the others follow each other.

        At most so many words of documents are looked at for all of them, or as many as an engine
        looks at in the time of that.
        """

    def follows(self, words: Sequence[Word], terms: Sequence[str], most: int) -> list[bool]:
        """Tell of forms whether each stands right behind words in one of `most` documents of it.

        An engine may look at more of them.
        """
