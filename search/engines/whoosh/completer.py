"""Complete words over all segments of an index."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

import numpy as np

from search.engines.completer import Sample, Standing
from search.engines.weights import EXACT
from search.engines.whoosh import completing
from search.engines.whoosh.codec.files import Array
from search.engines.whoosh.codec.remembering import remembered
from search.engines.whoosh.leaves import Leaf
from search.engines.whoosh.matching import Documents
from search.query import Word

Found = TypeVar("Found")

REMEMBERED = 16
"""Words before the last of which the documents are remembered, a segment at a time: 3 MB at most
in 100,000 documents. Every letter of the last word asks for them again.
"""

MORE = 2
"""Times as many terms of each segment as are wanted: what is rare in one may be frequent in all."""


class WhooshCompleter:
    """Complete words; threads may share it and take `turn`s."""

    def __init__(
        self, leaves: Sequence[Leaf], turn: contextlib.AbstractContextManager[None]
    ) -> None:
        self._leaves = leaves
        self._turn = turn
        self._known_holders = remembered(self._find_holders, REMEMBERED)
        self._known_rows = remembered(self._find_rows, REMEMBERED)

    def frequent(self, start: str, most: int) -> Mapping[str, int]:
        """Return the forms that most documents hold, and how many hold each."""

        def found(leaf: Leaf) -> dict[int, int]:
            terms = completing.terms_beginning(leaf, start)
            numbers = completing.frequent(leaf, terms, most * MORE)
            spans = (leaf.postings(EXACT).span(number, number + 1) for number in numbers)
            return {n: end - first for n, (first, end) in zip(numbers, spans, strict=True)}

        return self._most(found, most)

    def beside(self, words: Sequence[Word], start: str, most: int) -> Mapping[str, int]:
        """Return the forms in most of the documents that hold all words, and in how many each."""

        def found(leaf: Leaf) -> dict[int, int]:
            terms = completing.terms_beginning(leaf, start)
            return completing.counts_among(leaf, self._holders(leaf, words), terms)

        return self._most(found, most)

    def behind(self, words: Sequence[Word], start: str) -> Standing:
        """Return where forms stand right behind words that follow each other."""
        known: dict[str, int] = {}
        parts = [completing.NOWHERE]
        with self._turn:
            for leaf in self._leaves:
                terms = completing.terms_beginning(leaf, start)
                documents = self._holders(leaf, words)
                places = completing.places_behind(leaf, documents, words, terms)
                met, inverse = np.unique(places.terms, return_inverse=True)
                names = leaf.postings(EXACT).terms.texts(met.tolist())
                numbers = np.array([known.setdefault(name, len(known)) for name in names], np.int64)
                own = places.documents + leaf.offset, places.positions, numbers[inverse]
                parts.append(completing.Places(*own))
        keys, positions, numbers = (np.concatenate(each) for each in zip(*parts, strict=True))
        return Standing(keys, positions, numbers, [*known])

    def early(self, start: str, before: int, most: int) -> Sequence[int]:
        """Return keys of documents in which a form stands before a position, the earliest first."""
        keys, places = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
        with self._turn:
            for leaf in self._leaves:
                terms = completing.terms_beginning(leaf, start)
                documents, positions = completing.first_places(leaf, terms)
                is_early = np.flatnonzero(positions < before)
                documents = documents[is_early].astype(np.int64)
                is_live = ~np.isin(documents, leaf.deleted)
                keys.append(documents[is_live] + leaf.offset)
                places.append(positions[is_early][is_live].astype(np.int64))
        return _earliest(np.concatenate(keys), np.concatenate(places), most)

    def holding(self, words: Sequence[Word], most: int) -> Sequence[int]:
        """Return keys of documents in which words follow each other, at even distances."""
        with self._turn:
            found = [self._in_a_row(leaf, words) + np.int64(leaf.offset) for leaf in self._leaves]
        return _some(found, most)

    def examples(self, term: str, most: int) -> Sequence[int]:
        """Return keys of some documents of a form, at even distances."""
        with self._turn:
            found = [
                completing.holders_of(leaf, term, most) + np.int64(leaf.offset)
                for leaf in self._leaves
            ]
        return _some(found, most)

    def count_together(self, words: Sequence[Word], others: Sequence[Word]) -> list[int]:
        """Return how many documents hold all words and each of the others."""
        counts = np.zeros(len(others), dtype=np.int64)
        with self._turn:
            for leaf in self._leaves:
                if words:
                    documents = self._holders(leaf, words)
                    found = [completing.held_together(leaf, documents, [each]) for each in others]
                else:
                    found = [completing.holders(leaf, [each]) for each in others]
                counts += np.array([*map(len, found)], dtype=np.int64)
        found_counts: list[int] = counts.tolist()
        return found_counts

    def count_in_a_row(
        self, words: Sequence[Word], others: Sequence[Sequence[Word]], most: int
    ) -> list[Sample]:
        """Return in how many documents the words and those of each of the others follow each other.

        At most so many words of documents are looked at for all of them.
        """
        with self._turn:
            held = [[self._held(leaf, words, each) for leaf in self._leaves] for each in others]
            sizes = [sum(map(len, each)) for each in held]
            found: dict[int, Sample] = {}
            # Those that need least come first and leave the others what they do not need.
            for place in sorted(range(len(others)), key=sizes.__getitem__):
                row = (*words, *others[place])
                room = most // ((len(others) - len(found)) * len(row) * len(self._leaves))
                found[place] = self._count_row(held[place], row, room)
                most -= found[place].looked_at * len(row)
        return [found[place] for place in range(len(others))]

    def follows(self, words: Sequence[Word], terms: Sequence[str], most: int) -> list[bool]:
        """Tell of forms whether each stands right behind words in one of `most` documents of it."""
        with self._turn:
            return [self._follows(words, term, most) for term in terms]

    def _follows(self, words: Sequence[Word], term: str, most: int) -> bool:
        row = (*words, Word(term, "", term, is_stop=False))
        for leaf in self._leaves:
            documents = completing.holders_of(leaf, term, most)
            documents = completing.held_together(leaf, documents, words)
            if len(completing.in_a_row(leaf, documents, row)):
                return True
        return False

    def _count_row(self, held: Sequence[Documents], row: Sequence[Word], room: int) -> Sample:
        """Count a phrase in at most `room` of the documents of each segment that hold its words."""
        found = looked_at = 0
        for leaf, documents in zip(self._leaves, held, strict=True):
            some = completing.spread(documents, room)
            looked_at += len(some)
            found += len(completing.in_a_row(leaf, some, row))
        return Sample(found, looked_at, sum(map(len, held)))

    def _held(self, leaf: Leaf, words: Sequence[Word], others: Sequence[Word]) -> Documents:
        if not words:
            return completing.holders(leaf, others)
        return completing.held_together(leaf, self._holders(leaf, words), others)

    def _holders(self, leaf: Leaf, words: Sequence[Word]) -> Documents:
        return self._known_holders(self._leaves.index(leaf), (*words,))

    def _find_holders(self, place: int, words: tuple[Word, ...]) -> Documents:
        return completing.holders(self._leaves[place], words)

    def _in_a_row(self, leaf: Leaf, words: Sequence[Word]) -> Documents:
        return self._known_rows(self._leaves.index(leaf), (*words,))

    def _find_rows(self, place: int, words: tuple[Word, ...]) -> Documents:
        leaf = self._leaves[place]
        if len(words) == 1:
            return completing.holders_of(leaf, words[0].exact, completing.MOST_DOCUMENTS)
        found = completing.spread(completing.holders(leaf, words), completing.MOST_DOCUMENTS)
        return completing.in_a_row(leaf, found, words)

    def _most(self, find: Callable[[Leaf], Mapping[int, int]], most: int) -> Mapping[str, int]:
        """Return the terms that most documents hold, given how many of each segment do."""
        counts: Counter[str] = Counter()
        with self._turn:
            for leaf in self._leaves:
                found = find(leaf)
                best = sorted(found, key=lambda number: (-found[number], number))[: most * MORE]
                names = leaf.postings(EXACT).terms.texts(best)
                counts.update(dict(zip(names, map(found.__getitem__, best), strict=True)))
        order = sorted(counts, key=lambda term: (-counts[term], term))
        return {term: counts[term] for term in order[:most]}


def _some(keys: Sequence[Array], most: int) -> list[int]:
    """Return keys of all segments, at even distances."""
    joined = np.concatenate([np.empty(0, np.int64), *keys])
    found: list[int] = completing.spread(joined, most).tolist()
    return found


def _earliest(keys: Array, places: Array, most: int) -> Sequence[int]:
    order = np.lexsort((keys, places))
    found: list[int] = [*dict.fromkeys(keys[order[: most * MORE]].tolist())]
    return found[:most]
