"""Write one segment of several, without their deleted documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from search.engines.whoosh.codec.files import Array
from search.engines.whoosh.codec.gathering import Part, gather, order_by_id
from search.engines.whoosh.codec.merging import DEAD, PostingsPart, merge
from search.engines.whoosh.codec.postings import Inverted, PostingsTypes
from search.engines.whoosh.codec.ragged import starts_of
from search.engines.whoosh.codec.segment_files import SegmentFiles
from search.engines.whoosh.codec.segments import FIELDS, Segment, SegmentRecord
from search.engines.whoosh.codec.stored import StoredTexts, StoredTextsWriter, copy_texts


def join(segments: Sequence[Segment], files: SegmentFiles) -> SegmentRecord:
    """Write the live documents of `segments`, no two of the same id, as one segment.

    Raises DamagedFileError for a segment that is not as it was written: joined, it would get a seal
    that nothing tells from a true one.
    """
    for segment in segments:
        segment.check_seals()
    columns = [Part(segment.columns, segment.live) for segment in segments]
    order = order_by_id(columns)
    numbers = _numbers(segments, order)
    lengths = np.concatenate([segment.words[segment.live] for segment in segments])[order]
    for field in FIELDS:
        postings = [segment.postings(field) for segment in segments]
        longest = max(each.position_limit for each in postings)
        parts = [PostingsPart(each, there) for each, there in zip(postings, numbers, strict=True)]
        slices = _releasing(merge(parts), segments)
        files.write_postings(field, PostingsTypes.of(len(order), longest), slices)
    _copy([segment.documents for segment in segments], segments, files.documents, order)
    _copy([segment.traces for segment in segments], segments, files.traces, order)
    gather(files["columns"], columns, order)
    return files.seal(lengths.astype(np.int64))


def _releasing(slices: Iterator[Inverted], segments: Sequence[Segment]) -> Iterator[Inverted]:
    """Yield the slices, and give back the memory of what was read for each."""
    for each in slices:
        yield each
        for segment in segments:
            segment.release()


def _numbers(segments: Sequence[Segment], order: Array) -> list[Array]:
    """Return the new number of each document of each segment."""
    new = np.empty(len(order), dtype=np.int64)
    new[order] = np.arange(len(order))
    bounds = starts_of(np.array([len(segment.live) for segment in segments]))
    found = []
    for segment, start in zip(segments, bounds.tolist(), strict=False):
        numbers = np.full(segment.document_count, DEAD, dtype=np.int64)
        numbers[segment.live] = new[start : start + len(segment.live)]
        found.append(numbers)
    return found


def _copy(
    texts: Sequence[StoredTexts],
    segments: Sequence[Segment],
    writer: StoredTextsWriter,
    order: Array,
) -> None:
    """Copy the stored texts of all live documents, and say in which order they are wanted."""
    parts = [(each, segment.live) for each, segment in zip(texts, segments, strict=True)]
    place = np.empty(len(order), dtype=np.int64)
    place[copy_texts(parts, writer)] = np.arange(len(order))
    writer.close(place[order])
