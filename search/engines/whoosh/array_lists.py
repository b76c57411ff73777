"""What the numpy kernels read: postings of terms, and sets of documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from search.engines.whoosh.kernels import TermList

MANY = 255
"""The frequency that stands for this and all higher ones (see `codec.postings`)."""

DOCUMENT = np.dtype("<u4")
"""What numbers of documents in a set are."""

Buffer = bytes | memoryview | NDArray[Any]


def members(buffer: Buffer) -> NDArray[np.uint32]:
    """Return the numbers of a set, ascending."""
    return np.frombuffer(buffer, dtype=DOCUMENT)


def documents_of(each: TermList) -> NDArray[Any]:
    """Return the documents of a list; raises ValueError for postings that are not there."""
    if not 0 <= each.start <= each.end <= len(each.arrays.documents):
        raise ValueError("postings beyond the end")
    return np.asarray(each.arrays.documents)[each.start : each.end]


def frequencies_of(each: TermList, postings: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the frequencies of some postings, those beyond a byte too."""
    found = np.asarray(each.arrays.frequencies)[postings].astype(np.int64)
    many = np.asarray(each.arrays.many_postings)
    places = np.flatnonzero(found == MANY) if len(many) else many
    if len(places):
        wanted = postings[places].astype(np.uint64)
        at = np.minimum(np.searchsorted(many, wanted), len(many) - 1)
        is_noted = many[at] == wanted
        found[places[is_noted]] = np.asarray(each.arrays.many_frequencies)[at[is_noted]]
    return found


def places_in(each: TermList, wanted: NDArray[Any]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return where in a list each document would stand, and whether it is there."""
    documents = documents_of(each)
    places = np.searchsorted(documents, wanted.astype(documents.dtype))
    is_there = places < len(documents)
    is_there[is_there] = documents[places[is_there]] == wanted[is_there]
    return places, is_there
