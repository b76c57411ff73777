"""Where words stand in documents that were fetched: their texts are analyzed once more."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from search.analysis.batches import BatchAnalyzer, TokenArrays
from search.engines.base import REMOVED_AFTER, Placings
from search.engines.lengths import content_words, rounded
from search.engines.weights import FieldTerm, terms_of
from search.models import CleanedDocument
from search.query import Field, Pattern, Word, Zone
from search.query.likeness import matcher
from search.zones import analyze_kept, analyze_removed

Numbers = npt.NDArray[np.int64]

REMEMBERED = 4
"""Times that documents were read that are remembered: a search asks twice of those it ranks."""

_PARTS = {Zone.REMOVED: ("removed",), Zone.EVERYTHING: ("kept", "removed")}


class Texts(NamedTuple):
    """The tokens of some documents, those of kept text first; None where there are none."""

    kept: TokenArrays
    removed: TokenArrays | None
    size: int


class Reader:
    """Analyze documents, a thread at a time; what is asked of the same ones again is known."""

    def __init__(self) -> None:
        self._analyzer = BatchAnalyzer()
        self._lock = threading.Lock()
        self._known: OrderedDict[tuple[object, ...], Texts] = OrderedDict()

    def read(self, documents: Sequence[CleanedDocument], zone: Zone) -> Texts:
        """Return the tokens that a zone needs."""
        has_removed = "removed" in _PARTS.get(zone, ())
        name = (has_removed, *(document.id for document in documents))
        with self._lock:
            if name not in self._known:
                self._known[name] = self._read(documents, has_removed=has_removed)
            if len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
            return self._known[name]

    def _read(self, documents: Sequence[CleanedDocument], *, has_removed: bool) -> Texts:
        removed = analyze_removed(documents, self._analyzer) if has_removed else None
        return Texts(analyze_kept(documents, self._analyzer), removed, len(documents))


def placings(texts: Texts, words: Sequence[Word], zone: Zone) -> Placings:
    """Return where each word stands in each document, in any of its forms."""
    counts = np.zeros((texts.size, len(words)), np.uint32)
    found = []
    for number, word in enumerate(words):
        owners, positions = _standing(texts, terms_of(word), zone)
        counts[:, number] = np.bincount(owners, minlength=texts.size)
        found.append(np.stack((owners, np.full_like(owners, number), positions)))
    if not found:
        return Placings(counts, np.zeros(0, np.uint32))
    owners, numbers, positions = np.concatenate(found, axis=1)
    order = np.lexsort((positions, numbers, owners))
    return Placings(counts, positions[order].astype(np.uint32))


def frequencies(texts: Texts, term: FieldTerm | Pattern, zone: Zone) -> Numbers:
    """Return how often a term, or all terms of a pattern, stand in each document."""
    found = np.zeros(texts.size, np.int64)
    for tokens, _ in _tokens(texts, zone):
        field = term[0] if isinstance(term, tuple) else term.field
        owners, _ = _of_numbers(tokens, _numbers(tokens, term), field, zone)
        found += np.bincount(owners, minlength=texts.size)
    return found


def norms(texts: Texts) -> npt.NDArray[np.float64]:
    """Return the lengths of documents as they are scored by."""
    return rounded(content_words(texts.kept))


def _standing(texts: Texts, terms: Sequence[FieldTerm], zone: Zone) -> tuple[Numbers, Numbers]:
    """Return the documents and positions of a word, each position once."""
    found = [np.zeros((2, 0), np.int64)]
    for tokens, shift in _tokens(texts, zone):
        for field, term in terms:
            owners, positions = _of_numbers(tokens, _numbers(tokens, (field, term)), field, zone)
            found.append(np.stack((owners, positions + shift)))
    owners, positions = np.unique(np.concatenate(found, axis=1), axis=1)
    return owners, positions


def _tokens(texts: Texts, zone: Zone) -> list[tuple[TokenArrays, int]]:
    """Return the tokens of a zone, and what is added to their positions."""
    parts = _PARTS.get(zone, ("kept",))
    found = [(texts.kept, 0)] if "kept" in parts else []
    if "removed" in parts and texts.removed is not None:
        found.append((texts.removed, REMOVED_AFTER if zone is Zone.EVERYTHING else 0))
    return found


def _numbers(tokens: TokenArrays, wanted: FieldTerm | Pattern) -> list[int]:
    """Return the numbers of the terms that are wanted."""
    if isinstance(wanted, tuple):
        terms = _terms(tokens, wanted[0])
        return [terms.index(wanted[1])] if wanted[1] in terms else []
    is_meant = matcher(wanted)
    terms = _terms(tokens, wanted.field)
    return [number for number, term in enumerate(terms) if is_meant(term)]


def _terms(tokens: TokenArrays, field: Field) -> list[str]:
    return tokens.exacts if field is Field.EXACT else tokens.stems


def _of_numbers(
    tokens: TokenArrays, numbers: list[int], field: Field, zone: Zone
) -> tuple[Numbers, Numbers]:
    """Return the documents and positions of some terms in a zone."""
    all_numbers = tokens.exact_numbers if field is Field.EXACT else tokens.stem_numbers
    places = np.flatnonzero(np.isin(all_numbers, numbers))
    owners = np.searchsorted(np.cumsum(tokens.counts), places, side="right")
    positions = tokens.positions[places].astype(np.int64)
    if zone is Zone.TITLE:
        inside = positions < tokens.title_ends[owners]
    elif zone is Zone.CAPTIONS:
        inside = positions >= tokens.caption_starts[owners]
    else:
        return owners, positions
    return owners[inside], positions[inside]
