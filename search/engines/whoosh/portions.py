"""Documents that any process may write as a segment by themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from search.engines.whoosh.codec.building import SegmentBuilder
from search.engines.whoosh.codec.segment_files import SegmentFiles
from search.engines.whoosh.codec.segments import SegmentRecord
from search.engines.writer import AnalyzedBatch


class PortionWork(NamedTuple):
    """Documents that are to become the segment of that name in a folder.

    They are compressed with `dictionary`, b"" for none.
    """

    folder: Path
    name: str
    dictionary: bytes
    batches: Callable[[], Iterable[AnalyzedBatch]]


def write_portion(work: PortionWork) -> SegmentRecord:
    """Write the documents as a segment, which nobody has made durable yet."""
    with SegmentFiles(work.folder, work.name, work.dictionary) as files:
        builder = SegmentBuilder(files)
        for batch in work.batches():
            builder.add(batch)
        return builder.finish()
