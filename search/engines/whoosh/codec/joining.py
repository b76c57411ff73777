"""Write one segment of several, without their deleted documents."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from search.engines.whoosh.codec.copying import LiveTexts, copy_texts
from search.engines.whoosh.codec.field_merging import (
    POSTINGS_KINDS,
    FieldMerge,
    Source,
    merged,
    read_merged,
    write_merged,
)
from search.engines.whoosh.codec.files import Array
from search.engines.whoosh.codec.gathering import Part, gather, order_by_id
from search.engines.whoosh.codec.lengths import Lengths
from search.engines.whoosh.codec.merging import DEAD
from search.engines.whoosh.codec.postings import PostingsTypes
from search.engines.whoosh.codec.ragged import starts_of
from search.engines.whoosh.codec.segment_files import SegmentFiles
from search.engines.whoosh.codec.segments import FIELDS, Segment, SegmentRecord
from search.engines.whoosh.codec.starting import Start, later
from search.engines.whoosh.codec.stored import StoredTexts
from search.engines.whoosh.codec.storing import StoredTextsWriter


def join(segments: Sequence[Segment], files: SegmentFiles, start: Start = later) -> SegmentRecord:
    """Write the live documents of `segments`, no two of the same id, as one segment.

    The postings of the largest field are merged wherever `start` has it done, those of the others
    here.
    Raises DamagedFileError for a segment that is not as it was written: joined, it would get a seal
    that nothing tells from a true one.
    """
    for segment in segments:
        segment.check_seals()
    columns = [Part(segment.columns, segment.live) for segment in segments]
    order = order_by_id(columns)
    numbers = _numbers(segments, order)
    fields = [field for field in FIELDS if any(segment.has(field) for segment in segments)]
    largest, *others = (_merge(field, segments, numbers, files) for field in fields)
    result = start(write_merged, largest)
    for work in others:
        files.write_postings(work.field, work.types, merged(work))
    _copy([segment.documents for segment in segments], segments, files.documents, order)
    _copy([segment.traces for segment in segments], segments, files.traces, order)
    _copy([segment.digests for segment in segments], segments, files.digests, order)
    gather(files["columns"], columns, order)
    files.copy_postings(read_merged(largest, result()))
    return files.seal(_lengths(segments, order))


def _merge(
    field: str, segments: Sequence[Segment], numbers: Sequence[Array], files: SegmentFiles
) -> FieldMerge:
    """Return what is to be done to a field, and where the result may wait."""
    holding = [pair for pair in zip(segments, numbers, strict=True) if pair[0].has(field)]
    longest = max(segment.postings(field).position_limit for segment, _ in holding)
    count = sum(len(segment.live) for segment in segments)
    return FieldMerge(
        field,
        PostingsTypes.of(count, longest),
        [Source(segment.paths, segment.record.files, there) for segment, there in holding],
        {kind: files.folder / f"{files.name}.{field}.{kind}" for kind in POSTINGS_KINDS},
    )


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


def _lengths(segments: Sequence[Segment], order: Array) -> Lengths:
    """Return the lengths of the live documents in their new order."""
    each = (
        [segment.words for segment in segments],
        [segment.title_ends for segment in segments],
        [segment.caption_starts for segment in segments],
    )
    lives = [segment.live for segment in segments]
    return Lengths(
        *(
            np.concatenate([values[live] for values, live in zip(arrays, lives, strict=True)])[
                order
            ].astype(np.int64)
            for arrays in each
        )
    )


def _copy(
    texts: Sequence[StoredTexts],
    segments: Sequence[Segment],
    writer: StoredTextsWriter,
    order: Array,
) -> None:
    """Copy the stored texts of all live documents, and say in which order they are wanted."""
    parts = [LiveTexts(each, segment.live) for each, segment in zip(texts, segments, strict=True)]
    place = np.empty(len(order), dtype=np.int64)
    place[copy_texts(parts, writer)] = np.arange(len(order))
    writer.close(place[order])
