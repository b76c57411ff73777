"""Which segments to write anew: so that there are few, and few deleted documents in them."""

from __future__ import annotations

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

    A run's own, the `new` ones, always become one. Of the `old` ones those join it that are not
    larger than all that joined before, the smallest first: so each that is left is larger than
    all smaller ones together, and their number grows with the logarithm of the documents'.
    """
    chosen = list(new)
    total = sum(segment.live for segment in new)
    for segment in sorted(old, key=lambda segment: segment.live):
        if segment.live <= max(total, MERGED_DOCUMENTS) or _is_worn(segment):
            chosen.append(segment)
            total += segment.live
    is_whole = len(chosen) == 1 and not chosen[0].deleted
    return [] if is_whole else chosen


def _is_worn(segment: SegmentRecord) -> bool:
    return segment.deleted > DELETED_SHARE * segment.documents
