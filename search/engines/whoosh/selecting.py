"""Postings that stand in no file: some of a field's, or those of two fields put together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from search.engines.base import REMOVED_AFTER
from search.engines.whoosh.codec.files import Array
from search.engines.whoosh.codec.postings import BLOCK, MANY, Postings
from search.engines.whoosh.codec.ragged import places, starts_of
from search.engines.whoosh.kernels import Arrays, TermList


class Selection(NamedTuple):
    """Postings by their documents and frequencies; their positions follow each other."""

    documents: Array
    frequencies: Array
    positions: Array


def select(postings: Postings, spans: Sequence[tuple[int, int]]) -> Selection:
    """Return the postings of some spans, one span after another.

    Raises ValueError or IndexError for a damaged index.
    """
    bounds = np.array(spans, dtype=np.int64).reshape(-1, 2)
    if (bounds > len(postings.documents)).any():
        raise ValueError("postings beyond the end")
    counts = bounds[:, 1] - bounds[:, 0]
    wanted = places(bounds[:, 0], counts)
    frequencies = _frequencies(postings, wanted)
    ends = starts_of(frequencies)[starts_of(counts)]
    totals = np.diff(ends)
    firsts = _position_starts(postings, bounds[:, 0])
    if (firsts + totals > len(postings.positions)).any():
        raise ValueError("positions beyond the end")
    positions = postings.positions[places(firsts, totals)]
    return Selection(postings.documents[wanted], frequencies, positions)


def only(selection: Selection, is_wanted: Array) -> Selection:
    """Return what is left of postings when only some of their positions are."""
    before = starts_of(is_wanted)[starts_of(selection.frequencies)]
    frequencies = np.diff(before)
    is_left = frequencies > 0
    return Selection(
        selection.documents[is_left], frequencies[is_left], selection.positions[is_wanted]
    )


def together(kept: Selection, removed: Selection) -> Selection:
    """Return the postings of a term in kept and in removed text as those of one text."""
    documents = np.concatenate((kept.documents, removed.documents)).astype(np.int64)
    frequencies = np.concatenate((kept.frequencies, removed.frequencies))
    moved = removed.positions.astype(np.int64) + REMOVED_AFTER
    positions = np.concatenate((kept.positions.astype(np.int64), moved))
    order = np.argsort(documents, kind="stable")
    starts = starts_of(frequencies)[:-1][order]
    found, firsts = np.unique(documents[order], return_index=True)
    sums = np.add.reduceat(frequencies[order], firsts) if len(firsts) else frequencies
    return Selection(found, sums, positions[places(starts, frequencies[order])])


def list_of(selection: Selection) -> TermList | None:
    """Return postings as kernels read them, None where there are none."""
    documents, frequencies, positions = selection
    if not len(documents):
        return None
    many = np.flatnonzero(frequencies >= MANY)
    arrays = Arrays(
        documents.astype("<u4").data,
        np.minimum(frequencies, MANY).astype("<u1").data,
        many.astype("<u8").data,
        frequencies[many].astype("<u4").data,
        _noted(frequencies).data,
        positions.astype("<u4").data,
    )
    return TermList(arrays, 0, len(documents))


def _frequencies(postings: Postings, wanted: Array) -> Array:
    """Return the frequencies of postings, those beyond a byte too."""
    frequencies = postings.frequencies[wanted].astype(np.int64)
    many = np.flatnonzero(frequencies == MANY)
    places_of = np.searchsorted(postings.many_postings, wanted[many].astype(np.uint64))
    frequencies[many] = postings.many_frequencies[places_of]
    return frequencies


def _position_starts(postings: Postings, wanted: Array) -> Array:
    """Return where the positions of some postings begin."""
    blocks = wanted // BLOCK
    counts = wanted - blocks * BLOCK
    before = starts_of(_frequencies(postings, places(blocks * BLOCK, counts)))
    sums = np.diff(before[starts_of(counts)])
    starts: Array = postings.position_starts[blocks].astype(np.int64) + sums
    return starts


def _noted(frequencies: Array) -> Array:
    """Return where positions begin, of every so many postings, and where they end."""
    starts = starts_of(frequencies)
    noted: Array = np.append(starts[:-1:BLOCK], starts[-1]).astype("<u8")
    return noted
