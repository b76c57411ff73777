"""Which segments to write anew: so that there are few, and few deleted documents in them."""

from __future__ import annotations

from collections.abc import Sequence

from search.engines.whoosh.codec.segments import SegmentRecord

MERGED_DOCUMENTS = 200
"""Segments with fewer documents are always merged: some tenths of a second's work."""

DELETED_SHARE = 0.2
"""A segment with a larger share of deleted documents is written anew without them."""


def segments_to_merge(segments: Sequence[SegmentRecord]) -> tuple[SegmentRecord, ...]:
    """Return the segments that are to become one; none when all may stay.

    Those left are each larger than all smaller ones together, so that their number grows with
    the logarithm of the number of documents.
    """
    chosen: list[SegmentRecord] = []
    total = 0
    for segment in sorted(segments, key=lambda segment: segment.live):
        is_large = segment.live > max(total, MERGED_DOCUMENTS)
        if is_large and segment.deleted <= DELETED_SHARE * segment.documents:
            continue
        total += segment.live
        chosen.append(segment)
    is_whole = len(chosen) == 1 and not chosen[0].deleted
    return () if is_whole else tuple(chosen)
