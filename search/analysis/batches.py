"""Analyze many documents at once into arrays, without an object for each word."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Self

import numpy as np
import numpy.typing as npt

from search.analysis.lexicon import NO_TERM, make_lexicon, pack
from search.analysis.sequences import kind_of, sequences
from search.analysis.tokenizing import pieces
from search.analysis.variants import Variant
from search.analysis.words import PieceAnalyzer

BLOCK_GAP = 10
"""Positions between two blocks, so that no phrase runs from one into the next."""

CAPTIONS = 1 << 15
"""The position of the first caption, after everything else; of a longer article, that after it."""

CACHED_RUNS = 1 << 18
"""Runs of characters that are remembered: about 40 MB, 70,000 articles'."""

_NUMBER = np.dtype("<i4")

Numbers = npt.NDArray[np.int32]


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class TokenArrays:
    """The tokens of several documents as numbers of terms, document after document.

    `stems` and `exacts` are the terms of the two fields by number, each once, in the order of
    their first use. `stem_numbers`, `exact_numbers` and `positions` hold one number a token: a
    stop word's stem is -1, a position counts from 0 in each document. `counts` holds the number
    of tokens of each document. Words of its title stand below its `title_ends`, those of captions
    from its `caption_starts` on.
    """

    stems: list[str]
    exacts: list[str]
    stem_numbers: Numbers
    exact_numbers: Numbers
    positions: Numbers
    counts: Numbers
    title_ends: Numbers
    caption_starts: Numbers

    def select(self, places: Sequence[int]) -> TokenArrays:
        """Return the tokens of the documents at some places, ascending.

        The numbers of terms stay as they are, and terms that only others have are there too.
        """
        chosen = np.zeros(len(self.counts), np.bool_)
        chosen[[*places]] = True
        tokens = np.repeat(chosen, self.counts)
        return TokenArrays(
            self.stems,
            self.exacts,
            *(each[tokens] for each in (self.stem_numbers, self.exact_numbers, self.positions)),
            *(each[chosen] for each in (self.counts, self.title_ends, self.caption_starts)),
        )


class BatchAnalyzer:
    """Analyze documents as FrenchAnalyzer does, many at a time; not to be shared by threads.

    The words seen are remembered; what is returned depends on the documents alone.
    """

    def __init__(self, cached_runs: int = CACHED_RUNS) -> None:
        self._cached_runs = cached_runs
        self._memory = _Memory()

    @property
    def remembered(self) -> int:
        """How many runs of characters are remembered."""
        return len(self._memory.lexicon)

    def analyze(
        self,
        documents: Iterable[Sequence[str]],
        captions: Sequence[int] = (),
        titles: Sequence[int] = (),
    ) -> TokenArrays:
        """Return the tokens of documents, each given as the texts of its blocks.

        `captions` says how many of the last blocks of each document are captions, `titles` how many
        of the first ones are its title.
        """
        if self.remembered > self._cached_runs:
            self._memory = _Memory()
        memory = self._memory
        listed = list(documents)
        texts = [text for each in listed for text in each]
        read = [np.frombuffer(part, _NUMBER) for part in memory.lexicon.read(texts, memory.find)]
        stems, exacts, stem_numbers, exact_numbers, positions, ends = read
        ends = ends.reshape(-1, 2)
        blocks = _Blocks.of([*map(len, listed)], titles, captions)
        tokens = TokenArrays(
            memory.stems.of(stems),
            memory.exacts.of(exacts),
            stem_numbers,
            exact_numbers,
            *_place(positions, ends, blocks),
        )
        parts = np.flatnonzero(memory.exacts.kinds(exacts)[exact_numbers])
        of_blocks = np.searchsorted(ends[:, 0], parts, side="right")
        return _with(tokens, [*_sequences(tokens, parts, positions[parts] + 2 * of_blocks)])


class _Terms(dict[str, int]):
    """The number of each term; one that is missing gets the next."""

    def __init__(self) -> None:
        self._by_number: list[str] = []

    def __missing__(self, term: str) -> int:
        number = self[term] = len(self._by_number)
        self._by_number.append(term)
        return number

    def of(self, numbers: Numbers) -> list[str]:
        """Return terms by their numbers."""
        return [*map(self._by_number.__getitem__, numbers.tolist())]


class _ExactTerms(_Terms):
    """The same of exact forms, with the kind of each, which is a part of sequences."""

    def __init__(self) -> None:
        super().__init__()
        self._kinds = bytearray()

    def __missing__(self, term: str) -> int:
        self._kinds.append(kind_of(term))
        return super().__missing__(term)

    def kinds(self, numbers: Numbers) -> npt.NDArray[np.uint8]:
        """Return the kinds of terms by their numbers."""
        return np.frombuffer(bytes(self._kinds), np.uint8)[numbers]


class _Memory:
    """The terms that were met, by number, and the runs of characters that stand for them."""

    def __init__(self) -> None:
        self.stems, self.exacts = _Terms(), _ExactTerms()
        self.lexicon = make_lexicon()
        self._analyzer = PieceAnalyzer()

    def find(self, run: str) -> bytes:
        """Return the tokens of a run."""
        found = []
        for piece in [run] if run.isalnum() else [piece for piece, _ in pieces(run)]:
            words = self._analyzer.words(piece)
            for place, (_, _, stem, exact, is_stop) in enumerate(words.forms):
                found.append(pack(NO_TERM if is_stop else self.stems[stem], self.exacts[exact], 1))
                found += [self._pack_variant(v) for v in words.variants if v.position == place]
        return b"".join(found)

    def _pack_variant(self, variant: Variant) -> bytes:
        stem = self.stems[variant.stem] if variant.stem else NO_TERM
        return pack(stem, self.exacts[variant.exact], 0)


class _Blocks(NamedTuple):
    """How many blocks each document has, and how many of them are its title and its captions."""

    counts: npt.NDArray[np.int64]
    titles: npt.NDArray[np.int64]
    captions: npt.NDArray[np.int64]

    @classmethod
    def of(cls, counts: Sequence[int], titles: Sequence[int], captions: Sequence[int]) -> Self:
        """Return the same as arrays; those that are not given are none."""
        none = [0] * len(counts)
        return cls(
            *(np.array(each, np.int64) for each in (counts, titles or none, captions or none))
        )


def _place(
    positions: Numbers, ends: Numbers, blocks: _Blocks
) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """Return what TokenArrays tell but of terms: positions, counts, and ends and starts of zones.

    `positions` count on from block to block; `ends` are the tokens and the positions before the end
    of each block.
    """
    bounds = np.concatenate((np.zeros((1, 2), np.int32), ends))
    firsts = np.concatenate(([0], np.cumsum(blocks.counts)))
    starts = bounds[firsts]
    gaps = (np.arange(len(ends)) - np.repeat(firsts[:-1], blocks.counts)) * BLOCK_GAP
    lasts = firsts[1:] - blocks.captions
    begins = bounds[lasts, 1] - starts[:-1, 1] + (lasts - firsts[:-1]) * BLOCK_GAP
    caption_starts = np.maximum(begins, CAPTIONS)
    for document in np.flatnonzero(blocks.captions).tolist():
        gaps[lasts[document] : firsts[document + 1]] += (caption_starts - begins)[document]
    title_ends = bounds[firsts[:-1] + blocks.titles, 1] - starts[:-1, 1]
    title_ends += np.maximum(blocks.titles - 1, 0) * BLOCK_GAP
    shifts = (gaps - np.repeat(starts[:-1, 1], blocks.counts)).astype(np.int32)
    placed = np.repeat(shifts, np.diff(bounds[:, 0]))
    placed += positions
    return (
        placed,
        np.diff(starts[:, 0]),
        title_ends.astype(np.int32),
        caption_starts.astype(np.int32),
    )


def _sequences(
    tokens: TokenArrays, parts: npt.NDArray[np.int64], places: npt.NDArray[np.int64]
) -> Iterator[tuple[int, str]]:
    """Yield the token at which each variant of several words begins, and its term, ascending.

    `parts` are the tokens that may be part of a sequence; those that follow each other in a block
    have `places` that do.
    """
    last = -1
    for first in np.flatnonzero(np.diff(places) == 1).tolist():
        if first <= last:
            continue
        last = first + 1
        while last + 1 < len(parts) and places[last + 1] == places[last] + 1:
            last += 1
        words = [tokens.exacts[tokens.exact_numbers[parts[at]]] for at in range(first, last + 1)]
        for variant in sequences(words):
            yield int(parts[first + variant.position]), variant.exact


def _with(tokens: TokenArrays, variants: Sequence[tuple[int, str]]) -> TokenArrays:
    """Return the tokens with variants, each at the position of a token; their terms come last."""
    if not variants:
        return tokens
    numbers = dict(zip(tokens.exacts, range(len(tokens.exacts)), strict=True))
    terms = [numbers.setdefault(term, len(numbers)) for _, term in variants]
    places = np.array([place for place, _ in variants])
    ends = np.cumsum(tokens.counts)
    documents = np.searchsorted(ends, places, side="right")
    return TokenArrays(
        tokens.stems,
        [*numbers],
        np.insert(tokens.stem_numbers, places + 1, NO_TERM),
        np.insert(tokens.exact_numbers, places + 1, terms),
        np.insert(tokens.positions, places + 1, tokens.positions[places]),
        tokens.counts + np.bincount(documents, minlength=len(ends)).astype(np.int32),
        tokens.title_ends,
        tokens.caption_starts,
    )
