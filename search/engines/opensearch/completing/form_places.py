"""Where forms stand in the tokens of some documents."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from search.analysis.batches import TokenArrays
from search.engines.completer import Standing
from search.query import Word

Numbers = npt.NDArray[np.int64]

_DOCUMENT = 32
"""Bits of a place that are its position; those above are the number of its document."""


def behind(tokens: TokenArrays, keys: Sequence[int], words: Sequence[Word], start: str) -> Standing:
    """Return where forms stand right behind words that follow each other.

    `keys` are those of the documents, in order.
    """
    places, terms = _places(tokens, tokens.exact_numbers, _beginning(tokens, start))
    is_behind = np.isin(places, _ends(tokens, words))
    places, met = places[is_behind], terms[is_behind]
    order = np.lexsort((met, places))
    known, numbers = np.unique(met[order], return_inverse=True)
    owners = np.array(keys, np.int64)[places[order] >> _DOCUMENT]
    positions = places[order] & ((1 << _DOCUMENT) - 1)
    return Standing(owners, positions, numbers, [tokens.exacts[n] for n in known.tolist()])


def earliest(tokens: TokenArrays, start: str) -> dict[int, int]:
    """Return the first position of a form in each document, by number, that holds any."""
    places, _ = _places(tokens, tokens.exact_numbers, _beginning(tokens, start))
    found: dict[int, int] = {}
    for place in np.sort(places).tolist():
        found.setdefault(place >> _DOCUMENT, place & ((1 << _DOCUMENT) - 1))
    return found


def _beginning(tokens: TokenArrays, start: str) -> list[int]:
    """Return the numbers of the exact forms that begin with some letters."""
    return [number for number, term in enumerate(tokens.exacts) if term.startswith(start)]


def _ends(tokens: TokenArrays, words: Sequence[Word]) -> Numbers:
    """Return the places right behind words that follow each other."""
    ends = None
    for word in words:
        own = _of(tokens, word)
        ends = (own if ends is None else ends[np.isin(ends, own)]) + 1
    return np.empty(0, np.int64) if ends is None else ends


def _of(tokens: TokenArrays, word: Word) -> Numbers:
    """Return the places of a word, in any of its forms."""
    exacts, _ = _places(tokens, tokens.exact_numbers, _find(tokens.exacts, word.exact))
    if word.is_stop or not word.stem:
        return exacts
    stems, _ = _places(tokens, tokens.stem_numbers, _find(tokens.stems, word.stem))
    return np.union1d(exacts, stems)


def _find(terms: list[str], term: str) -> list[int]:
    return [terms.index(term)] if term and term in terms else []


def _places(
    tokens: TokenArrays, numbers: npt.NDArray[np.int32], wanted: list[int]
) -> tuple[Numbers, Numbers]:
    """Return the places of some terms, and of each the number of its term."""
    at = np.flatnonzero(np.isin(numbers, wanted))
    owners = np.searchsorted(np.cumsum(tokens.counts), at, side="right").astype(np.int64)
    return (owners << _DOCUMENT) + tokens.positions[at], numbers[at].astype(np.int64)
