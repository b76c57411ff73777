"""Take several terms for one: the documents of any of them, with their frequencies added up."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from search.engines.whoosh import kernels
from search.engines.whoosh.codec.files import Array
from search.engines.whoosh.codec.postings import MANY
from search.engines.whoosh.kernels import Arrays, TermList


def united(lists: Sequence[TermList], document_count: int) -> TermList | None:
    """Return the postings of terms as those of one, None where no document holds any.

    Lists may go from term to term: their documents need not ascend.
    """
    totals = np.frombuffer(kernels.totals(tuple(lists), document_count), dtype="<u4")
    documents = np.flatnonzero(totals)
    return as_list(documents.astype("<u4"), totals[documents]) if len(documents) else None


def as_list(documents: Array, frequencies: Array) -> TermList:
    """Return a term that stands so often in some documents, ascending, no matter where."""
    none = np.empty(0, dtype="<u4").data
    many = np.flatnonzero(frequencies >= MANY)
    arrays = Arrays(
        documents.data,
        np.minimum(frequencies, MANY).astype(np.uint8).data,
        many.astype("<u8").data,
        frequencies[many].astype("<u4").data,
        none,
        none,
    )
    return TermList(arrays, 0, len(documents))
