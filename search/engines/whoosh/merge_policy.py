"""Which segments to write anew: so that there are few, and few deleted documents in them."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from search.engines.whoosh.codec.segments import SegmentRecord

MERGED_DOCUMENTS = 200
"""Segments with fewer documents are always merged: some hundredths of a second's work."""

DELETED_SHARE = 0.2
"""A segment with a larger share of deleted documents is written anew without them."""


def segments_to_merge(
    old: Sequence[SegmentRecord], new: Sequence[SegmentRecord]
) -> list[SegmentRecord]:
    """Return the segments that are to become one; none when all may stay.

    A run's own, the `new` ones, always become one. Of the `old` ones so many of the smallest join
    it that each one left is larger than all smaller ones together: their number grows with the
    logarithm of the number of documents.
    """
    ascending = sorted(old, key=lambda segment: segment.live)
    written = sum(segment.live for segment in new)
    smaller = itertools.accumulate((segment.live for segment in ascending), initial=written)
    crowded = [
        place
        for place, (segment, total) in enumerate(zip(ascending, smaller, strict=False))
        if segment.live <= max(total, MERGED_DOCUMENTS)
    ]
    end = max(crowded, default=-1) + 1
    chosen = [*new, *ascending[:end], *filter(_is_worn, ascending[end:])]
    is_whole = len(chosen) == 1 and not chosen[0].deleted
    return [] if is_whole else chosen


def _is_worn(segment: SegmentRecord) -> bool:
    return segment.deleted > DELETED_SHARE * segment.documents
